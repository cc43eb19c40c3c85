"""What waits for somebody in their record: rows of the same columns as every app's (STYLE)."""

import datetime as dt
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from people.scope import Scope
from records.models import SignOff

WORDS = {
    "record_to_sign": _("Read your signed-off record, and sign it or say why not"),
}


def waiting_for(scope: Scope, on: dt.date) -> QuerySet[SignOff, Any]:
    """Return the sign-offs of one's own record that one has neither signed nor refused."""
    return (
        SignOff.objects.not_answered_by(scope.user_id)
        .order_by()
        .values(
            sort=Value("record_to_sign", CharField()),
            subject_name=F("person__name"),
            since=TruncDate("at"),
            due=Cast(Value(None), DateField()),
            url_name=Value("record_sign", CharField()),
            object_id=F("pk"),
            text_key=Value("record_to_sign", CharField()),
            about=Value("", CharField()),
        )
    )
