"""A comparison of a sheet in the lines of its page and of its file of errors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from core.models import ImportRow
from core.services.imports import Outcome
from frameworks.difference_lines import marked_words
from frameworks.resources.version_sheet import FRAMEWORK

# Longer texts are shown without marks: fifty of them stand on a page.
LONGEST_MARKED = 4000
KEYS = ("Core competency key", "Area key", "Behaviour key", "Key")
TEXTS = ("Behaviour", "Area", "Core competency", "Title", "Sentence", "Reason")


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row: what the framework says in it and what the sheet says."""

    column: str
    was: str
    now: str

    @property
    def marked(self) -> tuple[SafeString | str, SafeString | str]:
        """Both texts, with the words that went and those that came marked."""
        if len(self.was) + len(self.now) > LONGEST_MARKED:
            return self.was, self.now
        return marked_words(self.was, self.now)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the spreadsheet shows it, where it stands, what becomes of it."""

    number: int
    key: str
    heading: str
    text: str
    changes: list[Change]
    messages: list[str]


def lines_of(rows: Iterable[ImportRow]) -> list[Line]:
    """Return rows of a comparison as the page shows them."""
    return [_line(row) for row in rows]


def _line(row: ImportRow) -> Line:
    values: dict[str, Any] = row.values
    cells = row.before if row.outcome == Outcome.GONE else values["cells"]
    changes = []
    if row.outcome == Outcome.GONE:
        changes = [Change(column, text, "") for column, text in row.before.items()]
    elif "now" in values:
        now = values["now"]
        columns = [*now, *(column for column in row.before if column not in now)]
        changes = [
            Change(column, row.before.get(column, ""), now.get(column, "")) for column in columns
        ]
    return Line(
        number=row.number,
        key=values["key"],
        heading=values["heading"],
        text=next((cells[name] for name in TEXTS if cells.get(name)), ""),
        changes=[one for one in changes if _is_shown(row, one)],
        messages=row.messages,
    )


def _is_shown(row: ImportRow, change: Change) -> bool:
    """Leave out keys, which stand beside the row already, unless a row has another now."""
    if change.column not in (FRAMEWORK, *KEYS):
        return True
    return row.outcome != Outcome.GONE and bool(change.was)


def sent_rows(rows: Iterable[ImportRow]) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the rows as they were sent, each with what is wrong with it."""
    for row in rows:
        yield row.values["cells"], "\n".join(row.messages)
