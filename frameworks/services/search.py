"""Search over every text of the frameworks: FTS5 on SQLite, tsvector on PostgreSQL.

Both find a word by its stem ("decisions" finds "decision") and by its beginning ("imp" finds
"Impartial"), want every word of the query in one text, and give the same results in the same
order: sorts as in ``EntrySort``, then printed order. Where no text holds a word, the nearest
word of these texts is looked for in its place (``frameworks.spelling``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from frameworks.enums import EntrySort
from frameworks.models import SearchEntry, Version
from frameworks.models.front import ITEM
from frameworks.spelling import Vocabulary

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
class Instead:
    """A word that no text holds, and the word that was looked for in its place."""

    missed: str
    shown: str


@dataclass(frozen=True)
class Findings:
    terms: tuple[str, ...]
    found: tuple[Found, ...]
    more: bool
    instead: tuple[Instead, ...] = ()


# The words of published versions, by id and digest: they cannot change.
_vocabularies: dict[tuple[int, str], Vocabulary] = {}


def search_frameworks(query: str, versions: QuerySet[Version]) -> Findings:
    """Find the texts of these versions that hold every word of the query.

    Where nothing is found and a word of the query stands in none of the texts, the search is
    made again with the words of these versions that are nearest to it. That takes two queries
    more, and one more in a process that has not met a version yet.

    :param query: what a person typed; only letters and digits count, at most 8 words.
    :param versions: what the reader may read; it filters within the same statement, and nothing
        is learned from the words of any other version.
    """
    terms = tuple(word.lower() for word in WORD.findall(query[:LONGEST_QUERY]))[:MOST_TERMS]
    if not terms:
        return Findings((), (), more=False)
    findings = _find(terms, versions)
    if findings.found:
        return findings
    instead = {one.missed: one for one in _nearest(terms, versions)}
    if not instead:
        return findings
    meant = tuple(instead[term].shown if term in instead else term for term in terms)
    again = _find(meant, versions)
    return Findings(terms, again.found, again.more, tuple(instead.values()))


def _find(terms: Sequence[str], versions: QuerySet[Version]) -> Findings:
    entries = _holding(SearchEntry.objects.filter(version__in=versions.values("pk")), terms)
    marked = _marked_in_sqlite if connection.vendor == "sqlite" else _marked_in_postgresql
    rows = list(marked(entries, terms).order_by("version_id", "sort", "position")[: MOST_FOUND + 1])
    found = tuple(
        Found(
            row.version_id,
            row.sort,
            row.key,
            _mark_beginnings(row.marked or row.text, terms),  # type: ignore[attr-defined]
        )
        for row in rows[:MOST_FOUND]
    )
    return Findings(tuple(terms), found, more=len(rows) > MOST_FOUND)


def _nearest(terms: Sequence[str], versions: QuerySet[Version]) -> Iterable[Instead]:
    """Yield the words of a query that no text holds and that have a word near them."""
    held = {
        f"holds_{number}": Exists(
            _holding(SearchEntry.objects.filter(version=OuterRef("pk")), [term])
        )
        for number, term in enumerate(terms)
    }
    published = versions.filter(published_at__isnull=False)
    rows = list(published.annotate(**held).values("pk", "digest", *held))
    missed = [
        term for number, term in enumerate(terms) if not any(row[f"holds_{number}"] for row in rows)
    ]
    if not missed:
        return
    words = _vocabularies_of([(row["pk"], row["digest"]) for row in rows])
    for term in dict.fromkeys(missed):
        near = min(filter(None, (one.nearest(term) for one in words)), default=None)
        if near is not None:
            yield Instead(term, near.word)


def _vocabularies_of(versions: Sequence[tuple[int, str]]) -> list[Vocabulary]:
    """Return the words of published versions, from this process's keep or read and kept."""
    new = {pk: digest for pk, digest in versions if (pk, digest) not in _vocabularies}
    if new:
        texts: dict[int, list[str]] = {pk: [] for pk in new}
        entries = SearchEntry.objects.filter(version__in=new).values_list("version", "text")
        for pk, text in entries.order_by():
            texts[pk].append(text)
        for pk, digest in new.items():
            _vocabularies[pk, digest] = Vocabulary(texts[pk])
    return [_vocabularies[version] for version in versions]


def _holding(entries: QuerySet[SearchEntry], terms: Sequence[str]) -> QuerySet[SearchEntry]:
    """Return the texts that hold every term, by its stem or as the beginning of a word."""
    for term in terms:
        if connection.vendor == "sqlite":
            either = RawSQL(  # noqa: S611
                "SELECT rowid FROM frameworks_search_stems WHERE frameworks_search_stems MATCH %s"
                " UNION"
                " SELECT rowid FROM frameworks_search_words WHERE frameworks_search_words MATCH %s",
                (f'"{term}"', f'"{term}"*'),
            )
        else:
            # The expression is that of the index of migration 0002, so that the index serves it.
            either = RawSQL(  # noqa: S611
                "SELECT id FROM frameworks_searchentry"
                " WHERE (to_tsvector('english', text) || to_tsvector('simple', text))"
                " @@ (to_tsquery('english', %s) || to_tsquery('simple', %s))",
                (term, f"{term}:*"),
            )
        entries = entries.filter(pk__in=either)
    return entries


def _marked_in_sqlite(
    entries: QuerySet[SearchEntry], terms: Sequence[str]
) -> QuerySet[SearchEntry]:
    stems = " OR ".join(f'"{term}"' for term in terms)
    return entries.annotate(
        marked=RawSQL(  # noqa: S611
            "SELECT highlight(frameworks_search_stems, 0, %s, %s) FROM frameworks_search_stems"
            " WHERE frameworks_search_stems MATCH %s"
            " AND frameworks_search_stems.rowid = frameworks_searchentry.id",
            (MARK_FROM, MARK_TO, stems),
        )
    )


def _marked_in_postgresql(
    entries: QuerySet[SearchEntry], terms: Sequence[str]
) -> QuerySet[SearchEntry]:
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
