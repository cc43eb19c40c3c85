"""A capability conversation sheet as its page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.narrative import texts_for
from frameworks.enums import Purpose
from frameworks.presenters import Uses, uses
from frameworks.tree import AreaNode, BehaviourLeaf, Tree, tree_of
from people.scope import Scope
from supervision.models import CapabilitySheet, CapabilitySignature


@dataclass(frozen=True)
class AreaText:
    """What the framework says of an area for the person's level, under the words for its kinds."""

    area: AreaNode
    parts: tuple[tuple[str, tuple[BehaviourLeaf, ...]], ...]


@dataclass(frozen=True)
class SheetPage:
    """One sheet.

    :ivar permission: the publisher's sentence that permits this.
    :ivar answers: what each of the two answered to it as it stands now.
    :ivar may_write: the reader is one of the two, and it is not closed.
    """

    sheet: CapabilitySheet
    tree: Tree
    permission: str
    uses: Uses
    areas: tuple[AreaText, ...]
    answers: tuple[CapabilitySignature, ...]
    mine: bool
    may_write: bool
    may_sign: bool


def area_texts(tree: Tree, areas: Iterable[AreaNode], level_key: str) -> tuple[AreaText, ...]:
    """Return the text of these areas for a role level; without a level, of all bands."""
    made = []
    for area in areas:
        leaves = texts_for(tree, area, level_key)
        kinds = dict.fromkeys(leaf.kind for leaf in leaves)
        made.append(
            AreaText(
                area,
                tuple(
                    (str(tree.words[kind]), tuple(leaf for leaf in leaves if leaf.kind == kind))
                    for kind in kinds
                ),
            )
        )
    return tuple(made)


def permission_in(tree: Tree) -> str:
    """Return the publisher's sentence that permits capability support; "" where none does."""
    use = tree.uses.get(Purpose.CAPABILITY_SUPPORT)
    return use.sentence if use and use.permitted else ""


def sheet_page(
    sheet: CapabilitySheet, signatures: Sequence[CapabilitySignature], scope: Scope
) -> SheetPage:
    """Return a sheet, loaded with its areas and level, as one reader sees it. No query."""
    tree = tree_of(sheet.version_id)
    named = {row.area_id for row in sheet.areas.all()}
    now = tuple(one for one in signatures if one.revision == sheet.revision)
    of_the_two = scope.user_id in (sheet.person_id, sheet.supervisor_id)
    may_write = of_the_two and sheet.closed_at is None
    return SheetPage(
        sheet=sheet,
        tree=tree,
        permission=permission_in(tree),
        uses=uses(tree),
        areas=area_texts(
            tree,
            (area for area in tree.areas.values() if area.id in named),
            sheet.role_level.key if sheet.role_level else "",
        ),
        answers=now,
        mine=sheet.person_id == scope.user_id,
        may_write=may_write,
        may_sign=may_write
        and bool(sheet.help_agreed)
        and all(one.by_id != scope.user_id for one in now),
    )
