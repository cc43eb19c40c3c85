"""Search over every text of the frameworks: FTS5 on SQLite, tsvector on PostgreSQL.

Both find a word by its stem ("decisions" finds "decision") and by its beginning ("imp" finds
"Impartial"), want every word of the query in one text, and give the same results in the same
order: sorts as in ``EntrySort``, then printed order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from frameworks.enums import EntrySort
from frameworks.models import SearchEntry, Version
from frameworks.models.front import ITEM

LONGEST_QUERY = 100
MOST_TERMS = 8
MOST_FOUND = 50
# Private-use characters, which no framework text may hold (resources.shapes.Text).
MARK_FROM, MARK_TO = "\ue000", "\ue001"

FILL_SQLITE = (
    "INSERT INTO frameworks_search_stems (rowid, text)"
    " SELECT id, text FROM frameworks_searchentry WHERE version_id = %s",
    "INSERT INTO frameworks_search_words (rowid, text)"
    " SELECT id, text FROM frameworks_searchentry WHERE version_id = %s",
)
WORD = re.compile(r"[^\W_]+")
MARK_OR_WORD = re.compile(rf"[{MARK_FROM}{MARK_TO}]|{WORD.pattern}")


@dataclass(frozen=True)
class Found:
    """One text that holds every word asked for; the words stand between the two marks."""

    version_id: int
    sort: str
    key: str
    marked: str


@dataclass(frozen=True)
class Findings:
    terms: tuple[str, ...]
    found: tuple[Found, ...]
    more: bool


def search_frameworks(query: str, versions: QuerySet[Version]) -> Findings:
    """Find the texts of these versions that hold every word of the query.

    :param query: what a person typed; only letters and digits count, at most 8 words.
    :param versions: what the reader may read; it filters within the same statement.
    """
    terms = tuple(word.lower() for word in WORD.findall(query[:LONGEST_QUERY]))[:MOST_TERMS]
    if not terms:
        return Findings((), (), more=False)
    entries = SearchEntry.objects.filter(version__in=versions.values("pk"))
    by_vendor = _in_sqlite if connection.vendor == "sqlite" else _in_postgresql
    rows = list(
        by_vendor(entries, terms).order_by("version_id", "sort", "position")[: MOST_FOUND + 1]
    )
    found = tuple(
        Found(
            row.version_id,
            row.sort,
            row.key,
            _mark_beginnings(row.marked or row.text, terms),  # type: ignore[attr-defined]
        )
        for row in rows[:MOST_FOUND]
    )
    return Findings(terms, found, more=len(rows) > MOST_FOUND)


def _in_sqlite(entries: QuerySet[SearchEntry], terms: Sequence[str]) -> QuerySet[SearchEntry]:
    for term in terms:
        either = RawSQL(  # noqa: S611
            "SELECT rowid FROM frameworks_search_stems WHERE frameworks_search_stems MATCH %s"
            " UNION"
            " SELECT rowid FROM frameworks_search_words WHERE frameworks_search_words MATCH %s",
            (f'"{term}"', f'"{term}"*'),
        )
        entries = entries.filter(pk__in=either)
    stems = " OR ".join(f'"{term}"' for term in terms)
    return entries.annotate(
        marked=RawSQL(  # noqa: S611
            "SELECT highlight(frameworks_search_stems, 0, %s, %s) FROM frameworks_search_stems"
            " WHERE frameworks_search_stems MATCH %s"
            " AND frameworks_search_stems.rowid = frameworks_searchentry.id",
            (MARK_FROM, MARK_TO, stems),
        )
    )


def _in_postgresql(entries: QuerySet[SearchEntry], terms: Sequence[str]) -> QuerySet[SearchEntry]:
    for term in terms:
        # The expression is that of the index of migration 0002, so that the index serves it.
        either = RawSQL(  # noqa: S611
            "SELECT id FROM frameworks_searchentry"
            " WHERE (to_tsvector('english', text) || to_tsvector('simple', text))"
            " @@ (to_tsquery('english', %s) || to_tsquery('simple', %s))",
            (term, f"{term}:*"),
        )
        entries = entries.filter(pk__in=either)
    options = f"StartSel={MARK_FROM}, StopSel={MARK_TO}, HighlightAll=true"
    return entries.annotate(
        marked=RawSQL(  # noqa: S611
            "ts_headline('english', frameworks_searchentry.text, to_tsquery('english', %s), %s)",
            (" | ".join(terms), options),
        )
    )


def _mark_beginnings(marked: str, terms: Sequence[str]) -> str:
    """Mark the words that begin as a term does; those found by their stem are marked already."""
    inside = False

    def mark(match: re.Match[str]) -> str:
        nonlocal inside
        part = match.group()
        if part in (MARK_FROM, MARK_TO):
            inside = part == MARK_FROM
        elif not inside and part.lower().startswith(tuple(terms)):
            return f"{MARK_FROM}{part}{MARK_TO}"
        return part

    return MARK_OR_WORD.sub(mark, marked)


def index_version(version: Version) -> None:
    """Write the searchable texts of a version that is being published."""
    entries = list(_entries_of(version))
    for position, entry in enumerate(entries, start=1):
        entry.position = position
    SearchEntry.objects.bulk_create(entries)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in FILL_SQLITE:
                cursor.execute(statement, [version.pk])


def _entries_of(version: Version) -> Iterable[SearchEntry]:
    def entry(sort: EntrySort, key: str, *texts: str) -> SearchEntry:
        return SearchEntry(version=version, sort=sort, key=key, text=" ".join(filter(None, texts)))

    for core in version.core_competencies.order_by("position"):
        yield entry(EntrySort.CORE_COMPETENCY, core.key, f"{core.title}.", core.sentence)
    for area in version.areas.order_by("core_competency__position", "position"):
        yield entry(EntrySort.AREA, area.key, area.title, area.text)
    printed = ("area__core_competency__position", "area__position", "position")
    for behaviour in version.behaviours.order_by(*printed):
        yield entry(EntrySort.BEHAVIOUR, behaviour.key, behaviour.stem, behaviour.text)
    for standard in version.service_standards.order_by("position"):
        yield entry(EntrySort.SERVICE_STANDARD, standard.key, standard.text)
    for section in version.sections.order_by("position"):
        for line in [section.heading, *section.text.splitlines()]:
            yield entry(EntrySort.SECTION, section.key, line.removeprefix(ITEM))
    for text in version.level_texts.order_by("position"):
        yield entry(EntrySort.LEVEL_TEXT, text.key, text.heading, *text.text.splitlines())
    for profile in version.role_profiles.order_by("position"):
        yield entry(EntrySort.ROLE_PROFILE, profile.key, profile.title)
        for part in profile.sections.order_by("position"):
            for line in [part.heading, *part.text.splitlines()]:
                yield entry(EntrySort.ROLE_PROFILE, profile.key, line.removeprefix(ITEM))
