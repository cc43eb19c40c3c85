"""How files are drawn for review: from a frozen population, by a seed that nobody chose.

Pure: numbers in, numbers out; no database, no clock, no chance of its own. The same population and
seed give the same files on every machine, so that a draw can be repeated by anybody who doubts it.
Source: PRACTICE, "Sampling"; MODEL, "The draw"; docs/decisions/0090.
"""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

FORM = 1
"""The form of a frozen population; a later one gets another number."""
EVERY_FILE = -1
"""What is asked of somebody whose every file is reviewed."""


class File(NamedTuple):
    """One file of the population: its id, whose work it is, its service area, open or closed."""

    key: int
    person: int
    area: int
    is_open: bool


@dataclass(frozen=True)
class Population:
    """What files are drawn from.

    :ivar rules: the rules that were in force, for whoever reads the draw later.
    :ivar asked: person -> how many files are wanted of them; ``EVERY_FILE`` for all.
    :ivar files: in order of their ids.
    """

    rules: Mapping[str, Any]
    asked: Mapping[int, int]
    files: tuple[File, ...]


class Pick(NamedTuple):
    """A drawn file, and its place in the order of its stratum (1 is the first)."""

    file: File
    place: int
    blind: bool = False


class Shortfall(NamedTuple):
    """Somebody with fewer files than wanted of them."""

    person: int
    asked: int
    available: int


@dataclass(frozen=True)
class Drawing:
    picks: tuple[Pick, ...]
    shortfalls: tuple[Shortfall, ...]


def frozen(population: Population) -> tuple[bytes, str]:
    """Return a population as it is kept: compressed JSON, and the SHA-256 of the JSON."""
    text = json.dumps(
        {
            "form": FORM,
            "rules": dict(population.rules),
            "asked": sorted(population.asked.items()),
            "files": [[*file[:3], int(file.is_open)] for file in sorted(population.files)],
        },
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    return zlib.compress(text, 6), hashlib.sha256(text).hexdigest()


def thawed(kept: bytes, sha256: str) -> Population:
    """Return a population from what was kept of it.

    :raises ValueError: when what is kept is not what its SHA-256 was taken of.
    """
    text = zlib.decompress(kept)
    if hashlib.sha256(text).hexdigest() != sha256:
        raise ValueError("The frozen population does not agree with its SHA-256.")
    read = json.loads(text)
    return Population(
        rules=read["rules"],
        asked=dict(read["asked"]),
        files=tuple(
            File(key, person, area, bool(is_open)) for key, person, area, is_open in read["files"]
        ),
    )


def files_asked(*, rate: int, share: Fraction, reviewed_lately: bool) -> int:
    """Return how many files of a month are wanted of somebody with any.

    :param rate: files a month at their monitoring level, for somebody full-time.
    :param share: their part of a full month (:func:`share_of_month`).
    :param reviewed_lately: whether one of their files was drawn in the two months before. If not,
        one is wanted however small their share is.
    Source: PRACTICE, "Fair to everybody" (pro rata, at least one file a quarter).
    """
    number = int(rate * share + Fraction(1, 2))
    return number or int(not reviewed_lately)


def share_of_month(
    *, hours: Fraction, full_hours: Fraction, files: int, full_files: int, present: Fraction
) -> Fraction:
    """Return somebody's part of a full month, from 0 to 1.

    The smaller of hours and of files, each against a full load: part-time work is not counted
    twice, and few files never raise anything. Days away are taken off.
    Source: PRACTICE, "Fair to everybody" (pro rata to agreed hours and to files handled).
    """
    part = min(Fraction(1), hours / full_hours, Fraction(files, full_files))
    return max(Fraction(0), part * min(present, Fraction(1)))


def chance(seed: str, *what: object) -> int:
    """Return the number that stands for a thing in a draw: SHA-256 of the seed and its name."""
    named = ":".join([seed, *map(str, what)])
    return int.from_bytes(hashlib.sha256(named.encode()).digest(), "big")


def stratum_sizes(wanted: int, sizes: Mapping[int, int], turn: int) -> dict[int, int]:
    """Return how many of ``wanted`` files come from each service area of one person.

    Each area gives its part, rounded down or up; ``turn``, a number by chance, decides which are
    rounded up, so that over many draws each file has the same chance, and no small area is always
    passed over (systematic sampling from a random start).

    :param sizes: service area -> files there are.
    """
    total = sum(sizes.values())
    if wanted >= total:
        return dict(sizes)
    turn %= total
    given, passed, before = {}, 0, turn // total
    for area in sorted(sizes):
        passed += sizes[area]
        until = (wanted * passed + turn) // total
        given[area] = until - before
        before = until
    return given


def draw(population: Population, seed: str) -> Drawing:
    """Draw the files: for each person by service area those with the smallest number by chance.

    Open and closed files have the same chance. Somebody with fewer files than wanted gives all
    and stands among the shortfalls. The order of the answer is by person, area and place.
    """
    picks: list[Pick] = []
    shortfalls: list[Shortfall] = []
    by_person = strata(population.files)
    for person in sorted(population.asked):
        asked = population.asked[person]
        areas = by_person.get(person, {})
        available = sum(map(len, areas.values()))
        if available < asked:
            shortfalls.append(Shortfall(person, asked, available))
        wanted = available if asked == EVERY_FILE else asked
        if not available or not wanted:
            continue
        sizes = {area: len(files) for area, files in areas.items()}
        given = stratum_sizes(wanted, sizes, chance(seed, "person", person))
        for area in sorted(given):
            first = in_order(areas[area], seed)[: given[area]]
            picks += [Pick(file, place) for place, file in enumerate(first, start=1)]
    return Drawing(tuple(picks), tuple(shortfalls))


def strata(files: Iterable[File]) -> dict[int, dict[int, list[File]]]:
    """Return person -> service area -> files."""
    found: dict[int, dict[int, list[File]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        found[file.person][file.area].append(file)
    return found


def in_order(files: Iterable[File], seed: str) -> list[File]:
    """Return files in the order in which they are drawn."""
    return sorted(files, key=lambda file: (chance(seed, file.key), file.key))


def with_blind_share(picks: Iterable[Pick], seed: str, one_in: int) -> tuple[Pick, ...]:
    """Mark one in so many of the drawn files for a second, blind review; 0: none.

    Drawn the same way over the whole round, at least one where any is asked for.
    Source: PRACTICE, "Calibration".
    """
    drawn = list(picks)
    if not one_in or not drawn:
        return tuple(drawn)
    number = max(1, (2 * len(drawn) + one_in) // (2 * one_in))
    order = sorted(drawn, key=lambda pick: (chance(seed, "blind", pick.file.key), pick.file.key))
    blind = {pick.file.key for pick in order[:number]}
    return tuple(pick._replace(blind=pick.file.key in blind) for pick in drawn)


def replacement(
    population: Population, seed: str, file: int, taken: Iterable[int]
) -> tuple[File, int] | None:
    """Return the file that stands in for a drawn one, and its place; None where there is none.

    The next of the same person and service area in the order of the draw; where that is used up,
    the next of the same person.

    :param taken: ids of the files that are or were in the round.
    """
    left = next(each for each in population.files if each.key == file)
    used = set(taken)
    own = [each for each in population.files if each.person == left.person]
    same = in_order([each for each in own if each.area == left.area], seed)
    others = in_order([each for each in own if each.area != left.area], seed)
    for order in (same, others):
        for place, each in enumerate(order, start=1):
            if each.key not in used:
                return each, place
    return None
