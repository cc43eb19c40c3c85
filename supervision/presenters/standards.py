"""Service standards made ready for the page: no cell that is about few."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from frameworks.tree import Tree
from supervision.querysets.standards import LEAST_PIECES, Counted


@dataclass(frozen=True)
class StandardRow:
    """One standard; its cells are "" where there is too little to show."""

    text: str
    cores: str
    pieces: str
    shows: str
    opposite: str


@dataclass(frozen=True)
class FrameworkTable:
    tree: Tree
    rows: tuple[StandardRow, ...]


def tables(
    trees: Iterable[Tree], counted: Mapping[tuple[int, str], Counted]
) -> list[FrameworkTable]:
    """Return a table for each framework that has service standards, in printed order."""
    return [
        FrameworkTable(tree, tuple(_rows(tree, counted)))
        for tree in trees
        if any(core.standards for core in tree.cores)
    ]


def _rows(tree: Tree, counted: Mapping[tuple[int, str], Counted]) -> Iterator[StandardRow]:
    told: set[str] = set()
    for core in tree.cores:
        for standard in core.standards:
            if standard.key in told:
                continue
            told.add(standard.key)
            cores = ", ".join(one.title for one in tree.cores if standard.key in one.standard_keys)
            found = counted.get((tree.version_id, standard.key))
            yield StandardRow(standard.text, cores, *cells_of(found))


def cells_of(found: Counted | None) -> tuple[str, str, str]:
    """Return how many pieces there are, how many show it, and how many show the opposite.

    Nothing where they are too few, or about too few people. A cell under 10 is said to be so, and
    then the other is not said either: it would tell the first.
    """
    if found is None or not found.enough:
        return "", "", ""
    few = _("fewer than %(least)s") % {"least": LEAST_PIECES}
    rest = _("the rest")
    shows, opposite = found.shows >= LEAST_PIECES, found.opposite >= LEAST_PIECES
    if shows and opposite:
        return str(found.pieces), str(found.shows), str(found.opposite)
    return str(found.pieces), rest if shows else few, rest if opposite else few
