"""One sentence or paragraph as somebody typed it for a list that others read."""

from django.utils.translation import gettext as _

from core.errors import DomainError


def one_text(text: str, longest: int, field: str) -> str:
    """Return a text on one line.

    :raises DomainError: beside ``field``: nothing is said, or more than ``longest`` characters.
    """
    text = " ".join(text.split())
    if not text:
        raise DomainError(_("Write it in a sentence."), field=field)
    if len(text) > longest:
        raise DomainError(
            _("This has %(length)d characters. Shorten it to %(most)d or fewer.")
            % {"length": len(text), "most": longest},
            field=field,
        )
    return text
