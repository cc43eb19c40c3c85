"""Errors that a person can read."""

from typing import Any

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """A rule of the trade or a state refuses an act.

    ``message`` is a whole sentence for the screen; ``field`` names the form field beside which
    it belongs, or is "" where it concerns the whole form.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(DomainError, PermissionDenied):
    """The actor may see the record but not do this to it. Uncaught, it is answered with 403."""


class Stale(DomainError):
    """Somebody else changed the record since it was read; both texts must be kept.

    ``theirs`` is the record as it stands now.
    """

    def __init__(self, message: str, field: str = "", theirs: Any = None) -> None:
        super().__init__(message, field)
        self.theirs = theirs
