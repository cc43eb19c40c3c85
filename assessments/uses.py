"""The permitted use travels with what was recorded: asked here, and nowhere else.

Evidence, judgements and reviews each carry the framework they were made under and the purpose they
were made for. Whoever shows, counts, cites or exports them says what that is for, and gets only
what may be used for it.

Source: Housing Ombudsman, Competency Definitions, introduction; DOMAIN, section 2, "The permitted
use travels with the evidence".
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from django.db import models
from django.db.models import Exists

from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import Tree

D, S, P = Purpose.DEVELOPMENT, Purpose.SUPERVISION, Purpose.PERFORMANCE_REVIEW
_HELPING = frozenset({D, S, Purpose.PROGRESSION, Purpose.TRAINING})

ASSESSED_FOR = (D, S, P)
"""What somebody's work is assessed for: the choices wherever a purpose is stated."""

SERVES: Mapping[Purpose, frozenset[Purpose]] = MappingProxyType(
    {
        D: _HELPING,
        S: _HELPING,
        Purpose.PROGRESSION: _HELPING,
        P: _HELPING | {P},
    }
)
"""What a thing recorded for a purpose may be used for, where its publisher permits that too.

What was told to somebody to be for their development helps them on; it never becomes a review of
their performance. Capability support and recruitment make no records of this sort and read none.
"""


class UsableQuerySet(models.QuerySet):
    """Rows with a ``version`` and a ``purpose`` of their own."""

    def usable_for(self, purpose: Purpose, *, read_under: int | None = None) -> Self:
        """Return what may be used for a purpose: its publisher permits it, and so does the purpose
        for which it was recorded.

        Every list, count, citation and export of evidence or judgements goes through here, and so
        must whatever comes: approvals and progression statements (``PROGRESSION``), figures of a
        team or of the organisation on how well work is done, monitoring levels and the rule of
        *consistently below standard* (``PERFORMANCE_REVIEW``), training needs (``TRAINING``). A test
        walks the code for doors that forgot (``tests/test_doors.py``).

        :param read_under: the version under which the rows are read. What was carried there from
            another must be permitted under both.
        """
        permitting = Version.objects.permitting(purpose).values("pk")
        rows = self.filter(purpose__in=recorded_for(purpose), version__in=permitting)
        if read_under is None:
            return rows
        return rows.filter(Exists(permitting.filter(pk=read_under)))


def recorded_for(purpose: Purpose) -> list[Purpose]:
    """Return the purposes whose records may be used for a purpose."""
    return [made_for for made_for, serves in SERVES.items() if purpose in serves]


def purposes_of(tree: Tree) -> list[Purpose]:
    """Return what somebody's work may be assessed for under a version, as its publisher says."""
    return [
        purpose for purpose in ASSESSED_FOR if (use := tree.uses.get(purpose)) and use.permitted
    ]


def purpose_to_read_for(tree: Tree, asked: str = "") -> Purpose:
    """Return the purpose for which a page shows what stands under a version: the one asked for,
    where the publisher permits it; else the first that is permitted; else development."""
    permitted = purposes_of(tree)
    return next((purpose for purpose in permitted if purpose == asked), (permitted or [D])[0])
