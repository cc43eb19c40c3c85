"""What can go wrong when a document is made, in sentences that a person can read."""

from django.utils.translation import gettext as _

from core.errors import DomainError


class RenderingFailed(DomainError):
    """The document could not be made. Nothing was changed."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "The document could not be made. Nothing has changed. Try again, and tell whoever "
                "looks after this service if it happens again."
            )
        )


class DocumentTooLarge(RenderingFailed):
    """A limit of time or memory was met."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This document is too large to make in one piece. Choose a shorter period and "
                "try again."
            )
        )


class RenderingBusy(RenderingFailed):
    """As many documents are being made as this machine should make at once."""

    def __init__(self) -> None:
        super().__init__(
            _("Other documents are being made at the moment. Wait a minute and try again.")
        )
