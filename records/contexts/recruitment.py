"""A recruitment pack as data: competencies as prompts for a panel, and nothing of a candidate."""

from collections.abc import Collection
from dataclasses import dataclass

from frameworks.tree import AreaNode, CoreNode, LevelNode, Tree
from frameworks.tree.levels import cores_at
from records.contexts.booklet import KindPart, kinds_of


@dataclass(frozen=True)
class Prompt:
    """One competency to ask about, and what to look for at the role level."""

    core: CoreNode
    area: AreaNode
    kinds: tuple[KindPart, ...]


@dataclass(frozen=True)
class Pack:
    """What a panel takes into the room. It holds no total, no score and no candidate."""

    organisation: str
    tree: Tree
    level: LevelNode | None
    prompts: tuple[Prompt, ...]

    @property
    def permission(self) -> str:
        """Return the sentence with which the publisher permits recruitment."""
        return self.tree.uses["recruitment"].sentence


def pack_of(
    tree: Tree, *, organisation: str, level_key: str = "", area_keys: Collection[str] = ()
) -> Pack:
    """Return the pack for a role level, for chosen competencies, or for these at that level.

    Behaviours that are written for other role levels are left out. Without a level and without
    a choice there are no prompts. A key that the version does not have chooses nothing.
    """
    level = tree.roles.level(level_key) if level_key else None
    cores = cores_at(tree, level.key) if level else tree.cores
    chosen = set(area_keys)
    prompts = tuple(
        Prompt(core, area, kinds_of(tree, area))
        for core in cores
        for area in core.areas
        if (area.key in chosen if chosen else level)
    )
    return Pack(organisation, tree, level, prompts)
