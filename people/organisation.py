"""The one organisation of this installation, read once a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext as _

from people.models import Organisation

_kept: ContextVar[list[Organisation] | None] = ContextVar("organisation", default=None)


def current_organisation() -> Organisation:
    """Return the organisation; before it is set up, an unsaved one with a name to show."""
    kept = _kept.get()
    if kept:
        return kept[0]
    found = Organisation.objects.first() or Organisation(name=_("Your organisation"))
    if kept is not None:
        kept.append(found)
    return found


@contextmanager
def organisation_kept() -> Iterator[None]:
    """Within this block the organisation is read from the database at most once."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)
