"""The profile as a picture: where each mark stands. Laid out here, drawn by a Django template.

Every mark differs in shape and hatching, so that the picture reads in grey and for those who do
not see colours. The table beside it says the same.
"""

from dataclasses import dataclass

from .content import AreaPart, CorePart, EvidenceItem

WIDTH = 640
TITLE_WIDTH = 140
DEGREES_END = 460
HEAD_HEIGHT = 34
ROW_HEIGHT = 26
TITLE_LETTERS = 25
HEAD_LETTERS = 12


@dataclass(frozen=True)
class Line:
    y: float
    text: str


@dataclass(frozen=True)
class Column:
    x: float
    width: float
    middle: float
    word: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sign:
    """A triangle and its date: the latest evidence of one direction, if there is any."""

    x: float
    text_x: float
    latest: EvidenceItem | None


@dataclass(frozen=True)
class Row:
    """One area: its title, the boxes of the degrees judged, the latest evidence each way.

    :ivar base: the line its words stand on; ``low`` and ``high``: foot and top of its triangles.
    """

    top: float
    middle: float
    bottom: float
    base: float
    low: float
    high: float
    title: tuple[Line, ...]
    boxes: tuple[Box, ...]
    shown: Sign
    opposite: Sign
    seen: bool


@dataclass(frozen=True)
class Picture:
    """The areas of one core competency, one row each.

    :ivar hatching: the name of its hatching; names are unique within a document.
    """

    title: str
    hatching: str
    width: int
    height: float
    degrees_end: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def wrapped(text: str, letters: int, lines: int) -> list[str]:
    """Break a text at its spaces into at most so many lines of about so many letters."""
    broken: list[str] = [""]
    for word in text.split():
        longer = f"{broken[-1]} {word}".strip()
        if len(longer) > letters and broken[-1] and len(broken) < lines:
            broken.append(word)
        else:
            broken[-1] = longer
    return broken


def picture_of(core: CorePart, degrees: tuple[str, ...]) -> Picture:
    """Return where everything stands in the picture of one core competency."""
    columns = _columns(degrees)
    rows = tuple(
        _row(area, HEAD_HEIGHT + number * ROW_HEIGHT, columns)
        for number, area in enumerate(core.areas)
    )
    return Picture(
        title=core.title,
        hatching=f"hatching-{core.key}",
        width=WIDTH,
        height=HEAD_HEIGHT + len(rows) * ROW_HEIGHT + 1,
        degrees_end=DEGREES_END,
        columns=columns,
        rows=rows,
    )


def _columns(degrees: tuple[str, ...]) -> tuple[Column, ...]:
    width = round((DEGREES_END - TITLE_WIDTH) / max(len(degrees), 1), 2)
    return tuple(
        Column(
            x=round(TITLE_WIDTH + number * width, 2),
            width=width,
            middle=round(TITLE_WIDTH + (number + 0.5) * width, 2),
            word=word,
            lines=_lines(word, HEAD_LETTERS, 3, HEAD_HEIGHT - 6),
        )
        for number, word in enumerate(degrees)
    )


def _lines(text: str, letters: int, most: int, bottom: float) -> tuple[Line, ...]:
    broken = wrapped(text, letters, most)
    return tuple(
        Line(round(bottom - (len(broken) - 1 - number) * 9.5, 2), line)
        for number, line in enumerate(broken)
    )


def _row(area: AreaPart, top: float, columns: tuple[Column, ...]) -> Row:
    middle = top + ROW_HEIGHT / 2
    judged = {judgement.degree for judgement in area.latest_judgements}
    title = wrapped(area.title, TITLE_LETTERS, 2)
    first = middle + 3.5 - (len(title) - 1) * 5
    return Row(
        top=top,
        middle=middle,
        bottom=top + ROW_HEIGHT,
        base=middle + 3.5,
        low=middle + 4.5,
        high=middle - 4.5,
        title=tuple(Line(round(first + n * 10.5, 2), line) for n, line in enumerate(title)),
        boxes=tuple(
            Box(round(column.x + 5, 2), top + 6, round(column.width - 10, 2), ROW_HEIGHT - 12)
            for column in columns
            if column.word in judged
        ),
        shown=_sign(area.for_it, DEGREES_END + 12),
        opposite=_sign(area.against_it, DEGREES_END + 98),
        seen=bool(area.for_it or area.against_it),
    )


def _sign(items: tuple[EvidenceItem, ...], x: float) -> Sign:
    latest = max(items, key=lambda item: (item.on, item.number), default=None)
    return Sign(x=x, text_x=x + 14, latest=latest)
