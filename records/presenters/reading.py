"""What a page of evidence is read for: it shows only what may be used for that."""

from dataclasses import dataclass

from assessments.uses import purpose_to_read_for, purposes_of
from frameworks.enums import Purpose
from frameworks.presenters import Uses, uses
from frameworks.tree import Tree


@dataclass(frozen=True)
class Reading:
    """What a page is read for, and what else it could be.

    :ivar choices: the purposes that the publisher permits.
    :ivar uses: what the publisher permits, refuses and warns of.
    """

    purpose: Purpose
    choices: tuple[Purpose, ...]
    uses: Uses
    tree: Tree

    @property
    def label(self) -> str:
        return str(self.purpose.label).lower()


def reading_for(tree: Tree, asked: str) -> Reading:
    """Return what a page under a framework version is read for; nonsense is the usual purpose."""
    return Reading(
        purpose=purpose_to_read_for(tree, asked),
        choices=tuple(purposes_of(tree)),
        uses=uses(tree),
        tree=tree,
    )
