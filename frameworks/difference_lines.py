"""Differences of two versions, and what checks found, made ready for the page."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from frameworks.checks import Check
from frameworks.comparison import Difference
from frameworks.enums import BehaviourKind, ChangeSort, LevelTextSort, PartSort, Purpose
from frameworks.models import Version
from frameworks.statements import Said, Statement

WORD = re.compile(r"\s+|\S+")
#: Longer texts are shown whole beside each other: marking every word of them takes too long.
MOST_WORDS = 3000

SORT_WORDS = {
    Said.FRONT: _("What it says of itself"),
    Said.CORE: _("Core competencies"),
    Said.AREA: _("Competency areas"),
    Said.BEHAVIOUR: _("Indicative behaviours"),
    Said.STANDARD: _("Service standards"),
    Said.SUPPORT: _("Competencies of service standards"),
    Said.LEVEL: _("Role levels"),
    Said.BAND: _("Bands of role levels"),
    Said.BAND_LEVEL: _("Role levels of bands"),
    Said.LEVEL_TEXT: _("Texts about role levels"),
    Said.RULE: _("Rules of progression"),
    Said.PROFILE: _("Role profiles"),
    Said.PROFILE_PART: _("Parts of role profiles"),
    Said.SECTION: _("Introduction"),
    Said.USE: _("Permitted uses"),
    Said.DEGREE: _("Degrees"),
}
FRONT_WORDS = {
    "title": _("Title"),
    "publisher": _("Publisher"),
    "year": _("Year"),
    "source": _("Source"),
    "copyright": _("Copyright line"),
    "summary": _("Summary"),
    "limits": _("What it is not meant for"),
    "labels": _("Its own words"),
    "degrees_note": _("Whose words the degrees are"),
    "narrative": _("Its behaviours are narrative"),
    "levels_only": _("Only for its role levels"),
    "note": _("Editor’s note"),
}


@dataclass(frozen=True)
class Asked:
    """Which differences a reader asked for; "" for all."""

    change: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        change, sort = query.get("change", ""), query.get("sort", "")
        return cls(
            change if change in ChangeSort.values else "",
            sort if sort in {said.value for said in SORT_WORDS} else "",
        )


@dataclass(frozen=True)
class Line:
    """One difference, side by side."""

    difference: Difference

    @property
    def sort_label(self) -> str:
        return str(SORT_WORDS[Said(self.difference.one.sort)])

    @property
    def place(self) -> str:
        one = self.difference.one
        match one.sort:
            case Said.FRONT:
                return str(FRONT_WORDS[one.key])
            case Said.USE:
                return str(Purpose(one.key).label)
            case Said.LEVEL_TEXT:
                return str(LevelTextSort(one.kind).label)
            case Said.BEHAVIOUR:
                return f"{self.difference.place} › {BehaviourKind(one.kind).label}"
        return self.difference.place

    @property
    def moved_from(self) -> str:
        """Where it stood, if it stands elsewhere now."""
        old, new = self.difference.old_place, self.difference.new_place
        return old if old and new and old != new else ""

    @property
    def change_labels(self) -> list[str]:
        return [str(change.label) for change in self.difference.changes]

    @cached_property
    def _marked(self) -> tuple[SafeString, SafeString]:
        return marked_words(_words(self.difference.old), _words(self.difference.new))

    @property
    def old(self) -> SafeString:
        return self._marked[0]

    @property
    def new(self) -> SafeString:
        return self._marked[1]

    @property
    def notes(self) -> list[str]:
        """What changed beside the words: kind, role levels, printed number, editor's note."""
        old, new = self.difference.old, self.difference.new
        return list(_beside_the_words(old, new)) if old and new else []


def _beside_the_words(old: Statement, new: Statement) -> Iterator[str]:
    if old.kind != new.kind and old.sort in KIND_WORDS:
        was, now = (KIND_WORDS[Said(one.sort)](one.kind) for one in (old, new))
        yield _("Was %(old)s, is %(new)s.") % {"old": was, "new": now}
    elif old.kind != new.kind and old.sort in OTHER_KIND:
        yield str(OTHER_KIND[Said(old.sort)])
    if old.band != new.band and old.sort in OTHER_BAND:
        yield str(OTHER_BAND[Said(old.sort)])
    if old.number != new.number and old.sort != Said.LEVEL_TEXT:
        words = {"old": old.number or _("none"), "new": new.number or _("none")}
        yield _("Printed number: was %(old)s, is %(new)s.") % words
    if old.note != new.note:
        words = {"old": old.note or _("none"), "new": new.note or _("none")}
        yield _("Editor’s note: was “%(old)s”, is “%(new)s”.") % words


KIND_WORDS: dict[Said, Callable[[str], str]] = {
    Said.BEHAVIOUR: lambda kind: str(BehaviourKind(kind).label),
    Said.LEVEL_TEXT: lambda kind: str(LevelTextSort(kind).label),
    Said.LEVEL: lambda grade: grade or str(_("no grade")),
}
OTHER_KIND = {
    Said.PROFILE: _("It is for another role level than before."),
    Said.SECTION: _("Its heading is of another level."),
    Said.PROFILE_PART: _("Its heading is of another level."),
}
OTHER_BAND = {
    Said.BEHAVIOUR: _("It is for other role levels than before."),
    Said.LEVEL_TEXT: _("It is for other role levels than before."),
    Said.RULE: _("It reads other statements than before."),
    Said.PROFILE_PART: _("Its criteria are the areas of another core competency than before."),
}


@dataclass(frozen=True)
class Shown:
    """The differences that were asked for, and how many there are of each change and sort."""

    kept: Sequence[Line]
    total: int
    changes: tuple[tuple[str, str, int], ...]
    sorts: tuple[tuple[str, str, int], ...]


def shown_differences(differences: Iterable[Difference], asked: Asked) -> Shown:
    """Keep the differences that a reader asked for."""
    everything = list(differences)
    changes = Counter(change for one in everything for change in one.changes)
    sorts = Counter(one.one.sort for one in everything)
    return Shown(
        kept=[
            Line(one)
            for one in everything
            if (not asked.change or asked.change in one.changes)
            and (not asked.sort or asked.sort == one.one.sort)
        ],
        total=len(everything),
        changes=tuple(
            (change.value, str(change.label), changes[change])
            for change in ChangeSort
            if changes[change]
        ),
        sorts=tuple(
            (sort.value, str(words), sorts[sort])
            for sort, words in SORT_WORDS.items()
            if sorts[sort]
        ),
    )


def _words(one: Statement | None) -> str:
    if one is None:
        return ""
    if one.sort == Said.USE:
        said = _("Permitted.") if one.kind == "1" else _("Not permitted.")
        return f"{said} {one.text}"
    return one.words


def marked_words(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Return both texts, escaped, with the words that went in ``<del>``, the new in ``<ins>``.

    A text that stands on one side only is not marked at all.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    if not before or not after or len(before) + len(after) > MOST_WORDS:
        return format_html("{}", old), format_html("{}", new)
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    went = (("".join(before[a:b]), tag in ("delete", "replace")) for tag, a, b, _c, _d in steps)
    came = (("".join(after[c:d]), tag in ("insert", "replace")) for tag, _a, _b, c, d in steps)
    return _joined(went, "<del>{}</del>"), _joined(came, "<ins>{}</ins>")


def _joined(pieces: Iterable[tuple[str, bool]], mark: str) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html(mark, piece) if marked and piece.strip() else piece,)
            for piece, marked in pieces
        ),
    )


@dataclass(frozen=True)
class CheckLine:
    """One finding of the checks, with the page on which it is mended; "" for none."""

    check: Check
    href: str


def check_lines(draft: Version, checks: Iterable[Check]) -> list[CheckLine]:
    """Return the findings with where each is mended."""
    return [CheckLine(check, _mended_at(draft, check)) for check in checks]


def _mended_at(draft: Version, check: Check) -> str:
    code = draft.framework.code
    if check.sort in PartSort.values:
        return reverse("part_change", args=[code, check.sort, check.key])
    if check.sort == Said.USE:
        return reverse("draft_use", args=[code, check.key])
    if check.sort in (Said.BAND, Said.LEVEL):
        return f"{reverse('draft_detail', args=[code])}#levels"
    if check.sort == Said.RULE:
        return reverse("rule_detail", args=[code, check.key])
    if check.sort == Said.FRONT:
        return reverse("draft_front", args=[code])
    return ""
