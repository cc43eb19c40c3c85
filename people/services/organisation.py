"""The organisation's name, colour and own words."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from core.trail import Text
from people.colours import contrast_with_white
from people.labels import LABELS
from people.models import Organisation

LEAST_CONTRAST = 4.5
LONGEST_LABEL = 40


@transaction.atomic
def change_organisation(
    *, by: Any, version: int, name: str, colour: str, labels: Mapping[str, str]
) -> Organisation:
    """Set name, colour and own words, if nobody else did since ``version`` (0: never set).

    :param colour: as ``#rrggbb``; white text on it must be readable (WCAG 2.2, 1.4.3).
    :param labels: own words by key; an empty one goes back to ours.
    :raises Stale: with ``theirs``, the organisation as it stands now.
    :raises DomainError: for a colour or a word that cannot be.
    """
    colour = colour.lower()
    _check_colour(colour)
    words = _clean_words(labels)
    now = Organisation.objects.select_for_update().first()
    if now is not None and now.version != version:
        raise Stale(_("Somebody else changed the settings while you were typing."), theirs=now)
    organisation = now or Organisation(version=0)
    organisation.name, organisation.colour, organisation.labels = name, colour, words
    organisation.version += 1
    organisation.save()
    trail.record(
        "organisation.changed",
        by=by,
        record=organisation,
        detail={"name": Text(name), "colour": colour, "labels": words},
    )
    return organisation


def _check_colour(colour: str) -> None:
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise DomainError(_("Enter a colour as # and six digits or letters a to f."), "colour")
    ratio = contrast_with_white(colour)
    if ratio < LEAST_CONTRAST:
        raise DomainError(
            _(
                "White text on this colour cannot be read well: its contrast is %(ratio).1f to 1 "
                "and must be at least 4.5 to 1. Choose a darker colour."
            )
            % {"ratio": ratio},
            "colour",
        )


def _clean_words(labels: Mapping[str, str]) -> dict[str, str]:
    words = {}
    for key, word in labels.items():
        if key not in LABELS:
            raise KeyError(key)
        word = " ".join(word.split())
        if len(word) > LONGEST_LABEL:
            raise DomainError(_("A word must be 40 characters or fewer."), key)
        if word:
            words[key] = word
    return words
