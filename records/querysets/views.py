"""Who looked at somebody's record, as that person may know it."""

from django.db.models import QuerySet

from core.keys import key_of
from core.models import RecordView
from people.models import User
from people.scope import Scope


def looks_at_mine(scope: Scope) -> QuerySet[RecordView]:
    """Return the looks at the record of whoever asks: their own and nobody else's.

    A look at a review that is not shared yet appears once it is shared. Source: TRUST, "Views".
    """
    return RecordView.objects.filter(
        subject_key=key_of(User(pk=scope.user_id)), shown_from__isnull=False
    )
