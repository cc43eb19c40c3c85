"""What an assessment is for: only what a publisher permits is offered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments.uses import ASSESSED_FOR, purposes_of
from frameworks.enums import Purpose
from frameworks.tree import Tree


class PurposeField(forms.ChoiceField):
    """The purpose of an assessment.

    A purpose that is not offered is taken all the same where it is one: the service refuses it in
    the publisher's words, which say more than "not one of the choices".
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("Choose what it is for")})
        super().__init__(
            choices=[(purpose.value, purpose.label) for purpose in ASSESSED_FOR],
            widget=forms.RadioSelect,
            **kwargs,
        )
        self.choice_hints: dict[str, str] = {}

    def offer(self, trees: Iterable[Tree]) -> None:
        """Offer what at least one of these versions permits; where they differ, say which do."""
        trees = list(trees)
        permitted = {purpose: _permitting(trees, purpose) for purpose in ASSESSED_FOR}
        self.choices = [
            (purpose.value, purpose.label) for purpose, titles in permitted.items() if titles
        ]
        self.choice_hints = {
            purpose.value: _t("Permitted under %(titles)s only.") % {"titles": ", ".join(titles)}
            for purpose, titles in permitted.items()
            if titles and len(titles) < len(trees)
        }

    def valid_value(self, value: Any) -> bool:
        return value in Purpose.values


def _permitting(trees: Iterable[Tree], purpose: Purpose) -> list[str]:
    return [f"“{tree.title}”" for tree in trees if purpose in purposes_of(tree)]
