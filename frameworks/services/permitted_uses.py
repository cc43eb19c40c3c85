"""What a framework may be used for, in its publisher's words."""

from django.utils.translation import gettext as _

from core.errors import DomainError
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import tree_of


def refuse_unless_permitted(version: Version, purpose: str) -> None:
    """Refuse a use of a framework that its publisher does not permit.

    A purpose that the publisher says nothing about is refused too: a permission is never guessed.
    Source: Housing Ombudsman, Competency Definitions, introduction ("It is not intended to be used
    to assess performance …"); Ombudsman Association, Caseworker Competency Framework, "Purpose".

    :raises DomainError: beside the field ``purpose``, with the publisher's own sentence where
        there is one.
    """
    tree = tree_of(version.pk)
    use = tree.uses.get(purpose)
    if use is not None and use.permitted:
        return
    words = {
        "publisher": tree.publisher,
        "title": tree.title,
        "purpose": Purpose(purpose).label.lower(),
    }
    if use is not None:
        message = _(
            "“%(title)s” may not be used for %(purpose)s."
            " Its publisher, %(publisher)s, says: “%(sentence)s”"
        ) % {**words, "sentence": use.sentence}
    else:
        message = (
            _(
                "“%(title)s” may not be used for %(purpose)s:"
                " its publisher, %(publisher)s, does not name that use."
            )
            % words
        )
    raise DomainError(message, field="purpose")
