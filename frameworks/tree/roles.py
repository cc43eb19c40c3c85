"""What a version says of role levels, as plain values, in printed order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from frameworks.enums import LevelTextSort

# Sorts of texts that are printed under one heading: what is "above" is above in all of them.
PRINTED_TOGETHER = (frozenset({LevelTextSort.ACCOUNTABILITY, LevelTextSort.COMPETENCY_STATEMENT}),)


@dataclass(frozen=True)
class LevelNode:
    """A role level that the version names. Equal ranks: the print puts neither above the other."""

    id: int
    key: str
    title: str
    grade: str
    rank: int


@dataclass(frozen=True)
class BandNode:
    id: int
    key: str
    title: str
    level_keys: frozenset[str]
    in_addition: bool


@dataclass(frozen=True)
class LevelTextLeaf:
    key: str
    sort: str
    band: BandNode | None
    heading: str
    lines: tuple[str, ...]
    alternative: int | None
    note: str

    @property
    def sort_label(self) -> str:
        return str(LevelTextSort(self.sort).label)


@dataclass(frozen=True)
class ProfilePart:
    key: str
    level: int
    heading: str
    lines: tuple[str, ...]
    core_key: str
    note: str


@dataclass(frozen=True)
class ProfileNode:
    """A job description, whole. It gives nobody authority for anything."""

    key: str
    title: str
    dated: str
    level_key: str
    facts: tuple[tuple[str, str], ...]
    note: str
    parts: tuple[ProfilePart, ...]


@dataclass(frozen=True)
class RuleNode:
    """A rule of progression: any one alternative is enough; each of its lines is needed."""

    level_key: str
    alternatives: tuple[tuple[dict[str, Any], ...], ...]
    note: str


@dataclass(frozen=True)
class Roles:
    levels: tuple[LevelNode, ...]
    bands: tuple[BandNode, ...]
    texts: tuple[LevelTextLeaf, ...]
    profiles: tuple[ProfileNode, ...]
    progression: tuple[RuleNode, ...]
    # Keys of statements of earlier versions, and what stands in their place in this one.
    replacements: Mapping[str, tuple[str, ...]]

    def band(self, key: str) -> BandNode:
        """Return the band of this key.

        :raises KeyError: the version has none such.
        """
        return self._bands[key]

    @cached_property
    def _bands(self) -> dict[str, BandNode]:
        return {band.key: band for band in self.bands}

    def level(self, key: str) -> LevelNode | None:
        """Return the level of this key, or None where the version names none such."""
        return next((level for level in self.levels if level.key == key), None)

    def texts_for(self, level_key: str) -> tuple[LevelTextLeaf, ...]:
        """Return the texts that apply to a level, in the order of sorts and then as printed.

        Those for all, those of its bands, and where a band is *in addition to the above* those of
        the band printed before it, and so on. Levels of competency are printed with the
        accountabilities, so the one reaches to the other. Source: Guildford Borough Council,
        Caseworker & Case Services Team Leader, "Key Accountabilities".
        """
        found: list[LevelTextLeaf] = []
        for sort in LevelTextSort.values:
            texts = [text for text in self.texts if text.sort == sort]
            bands = self._bands_for(level_key, sort)
            found += [text for text in texts if text.band is None or text.band in bands]
        return tuple(found)

    def own_texts_for(self, level_key: str) -> tuple[LevelTextLeaf, ...]:
        """Return the texts of a level's own bands alone: what it adds to the ones above it."""
        return tuple(text for text in self.texts if text.band and level_key in text.band.level_keys)

    def _bands_for(self, level_key: str, sort: str) -> set[BandNode]:
        sorts = next((some for some in PRINTED_TOGETHER if sort in some), {sort})
        used = {text.band for text in self.texts if text.band and text.sort in sorts}
        in_order = [band for band in self.bands if band in used]
        wanted: set[BandNode] = set()
        reaching = False
        for band in reversed(in_order):
            if reaching or level_key in band.level_keys:
                wanted.add(band)
                reaching = band.in_addition
        return wanted
