"""Case references: what may be one, and what looks as if it told who the client is.

Source: PRACTICE, "No client can be identified: a reference, never a name".
"""

import re

from django.utils.translation import gettext as _

from core.identifiers import Identifier, find

LONGEST = 60
_MAY_BE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_:#()-]*")


def tidy(text: str) -> str:
    """Return a reference without spaces around it, and single ones within."""
    return " ".join(text.split())


def key_of_reference(reference: str) -> str:
    """Return what two writings of one reference share: the database's ``reference_key``."""
    return tidy(reference).upper()


def fault(reference: str) -> str:
    """Return what a reference must be, as a sentence, or "" where it may stand as it is."""
    if not reference:
        return _("Enter the case reference.")
    if "@" in reference:
        return _("This is an e-mail address. Enter the case reference.")
    if len(reference) > LONGEST:
        return _("The case reference must be %(most)s characters or fewer.") % {"most": LONGEST}
    if not _MAY_BE.fullmatch(reference):
        return _(
            "The case reference must begin with a letter or a number, and have only letters "
            "A to Z, numbers, spaces and the characters . / _ : # ( ) -"
        )
    return ""


def warning(reference: str) -> str:
    """Return why a reference looks as if it told who the client is; "" where it does not.

    A name has no digit; the others are found as in free text. It warns, it does not refuse.
    """
    if not any(character.isdigit() for character in reference):
        return _("“%(reference)s” has no number in it and may be a name.") % {
            "reference": reference
        }
    for found in find(reference):
        if found.kind is not Identifier.PHONE or reference[:1] in "0+(":
            return _("“%(reference)s” looks like %(sort)s.") % {
                "reference": reference,
                "sort": found.kind.label,
            }
    return ""
