"""What of frameworks waits for somebody: rows for the home page."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext_lazy as _

from frameworks.models import Version
from frameworks.rules import is_framework_admin

WORDS = {"framework_draft": _("Go on with a draft framework, or publish it")}


def _text(value: str) -> Cast:
    return Cast(Value(value), CharField(max_length=60))


def waiting_for(scope: Any, on: dt.date) -> QuerySet[Version, Any]:
    """Return the drafts, which wait for every framework admin, as rows of the home page."""
    drafts = Version.objects.drafts()
    if not is_framework_admin(scope):
        drafts = drafts.filter(pk=0)
    return drafts.order_by().values(
        sort=_text("framework_draft"),
        subject_name=_text(""),
        since=Cast(Value(None), DateField()),
        due=Cast(Value(None), DateField()),
        url_name=_text("framework_register"),
        object_id=Cast(Value(None), BigIntegerField()),
        text_key=_text("framework_draft"),
        about=Cast(Substr(F("title"), 1, 60), CharField(max_length=60)),
    )
