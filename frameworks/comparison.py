"""What one version says otherwise than another: added, removed, reworded, moved.

The key says which statements belong together. Pure: statements in, differences out.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from frameworks.enums import ChangeSort
from frameworks.statements import Said, Statement, Statements

#: The sort of what a statement stands in.
ABOVE = {
    Said.BEHAVIOUR: Said.AREA,
    Said.AREA: Said.CORE,
    Said.PROFILE_PART: Said.PROFILE,
    Said.BAND_LEVEL: Said.BAND,
    Said.SUPPORT: Said.STANDARD,
}
#: What is told by its own lines only where both versions have what it stands in.
TOLD_WITHIN = (Said.BAND_LEVEL, Said.SUPPORT)
COMPARED = tuple(sort for sort in Said if sort not in (Said.REPLACEMENT, Said.REASON))


@dataclass(frozen=True)
class Difference:
    """One statement that is not the same in both versions; ``old`` or ``new`` may be missing."""

    changes: tuple[ChangeSort, ...]
    old: Statement | None
    new: Statement | None
    old_place: str
    new_place: str
    replaced_by: tuple[Statement, ...] = ()
    replaces: tuple[Statement, ...] = ()
    why: str = ""

    @property
    def one(self) -> Statement:
        found = self.new or self.old
        assert found is not None  # noqa: S101  # nosec B101: one of the two is there
        return found

    @property
    def place(self) -> str:
        return self.new_place or self.old_place


def compare(old: Statements, new: Statements) -> list[Difference]:
    """Return every difference of two versions, in the printed order of the new one.

    What is only in the old one comes after the rest of its sort. A statement that was replaced by
    another of a new meaning is *removed*, names what replaces it, and that one names it.
    """
    return [difference for sort in COMPARED for difference in _of_sort(sort, old, new)]


def _of_sort(sort: str, old: Statements, new: Statements) -> Iterator[Difference]:
    theirs = {one.identity: one for one in old.by_sort[sort]}
    ours = {one.identity: one for one in new.by_sort[sort]}
    if sort in TOLD_WITHIN:
        theirs = {name: one for name, one in theirs.items() if _stands_in_both(one, old, new)}
        ours = {name: one for name, one in ours.items() if _stands_in_both(one, old, new)}
    moved = _moved(theirs.values(), ours.values())
    for identity, one in ours.items():
        before = theirs.get(identity)
        changes = _changes(before, one, identity in moved)
        if changes:
            yield _difference(changes, before, one, old, new)
    for identity, one in theirs.items():
        if identity not in ours:
            yield _difference((ChangeSort.REMOVED,), one, None, old, new)


def _stands_in_both(one: Statement, old: Statements, new: Statements) -> bool:
    above = ABOVE[Said(one.sort)]
    return old.get(above, one.parent) is not None and new.get(above, one.parent) is not None


def _changes(before: Statement | None, one: Statement, moved: bool) -> tuple[ChangeSort, ...]:
    if before is None:
        return (ChangeSort.ADDED,)
    reworded = _told(before) != _told(one)
    found = []
    if reworded:
        found.append(ChangeSort.REWORDED)
    if moved or before.parent != one.parent:
        found.append(ChangeSort.MOVED)
    return tuple(found)


def _told(one: Statement) -> tuple[str, ...]:
    return one.words, one.kind, one.band, one.number, one.note


def _difference(
    changes: tuple[ChangeSort, ...],
    before: Statement | None,
    one: Statement | None,
    old: Statements,
    new: Statements,
) -> Difference:
    key = one.key if one else before.key if before else ""
    by = [found for row in new.replaced.get(key, ()) if (found := _anywhere(new, row.parent))]
    of = [
        found
        for row in new.by_sort[Said.REPLACEMENT]
        if row.parent == key and (found := _anywhere(old, row.key))
    ]
    whys = [row.text for row in new.by_sort[Said.REPLACEMENT] if key in (row.key, row.parent)]
    return Difference(
        changes,
        before,
        one,
        place_of(old, before),
        place_of(new, one),
        replaced_by=tuple(by) if one is None else (),
        replaces=tuple(of) if one is not None else (),
        why=new.reasons.get(key, "") or next(filter(None, whys), ""),
    )


def place_of(said: Statements, one: Statement | None) -> str:
    """Return the titles of what a statement stands in: "Analytical › Methodical"."""
    titles: list[str] = []
    while one is not None and one.parent:
        one = said.get(ABOVE[Said(one.sort)], one.parent)
        if one is not None:
            titles.insert(0, one.title or one.text)
    return " › ".join(titles)


def _anywhere(said: Statements, key: str) -> Statement | None:
    found = (said.get(sort, key) for sort in COMPARED)
    return next(filter(None, found), None)


def _moved(theirs: Iterable[Statement], ours: Iterable[Statement]) -> set[tuple[str, str]]:
    """Return what stands in another order among those that both versions have in one place."""
    before = _by_place(theirs)
    moved: set[tuple[str, str]] = set()
    for place, rows in _by_place(ours).items():
        ranks = {identity: rank for rank, identity in enumerate(before.get(place, ()))}
        common = [identity for identity in rows if identity in ranks]
        kept = _longest_rising([ranks[identity] for identity in common])
        moved |= {identity for identity in common if ranks[identity] not in kept}
    return moved


def _by_place(rows: Iterable[Statement]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in rows:
        kind = one.kind if one.sort == Said.BEHAVIOUR else ""
        found.setdefault((one.parent, kind), []).append(one.identity)
    return found


def _longest_rising(ranks: Sequence[int]) -> set[int]:
    """Return a longest rising subsequence: what need not have moved (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    for rank in ranks:
        place = bisect_left(ends, rank)
        ends[place : place + 1] = [rank]
        at.append(place)
    kept, wanted = set(), len(ends) - 1
    for rank, place in zip(reversed(ranks), reversed(at), strict=True):
        if place == wanted:
            kept.add(rank)
            wanted -= 1
    return kept
