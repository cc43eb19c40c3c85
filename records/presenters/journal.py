"""The rows of a timeline as a page shows them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.enums import Direction, ReplySort, ReviewState, Source
from core.links import links_to
from frameworks.presenters import Uses, notices
from frameworks.tree import Tree, tree_of
from records.enums import EntryKind, Reach
from records.querysets.timeline import OWN, Rank, TimelinePage

LONGEST_EXCERPT = 600


@dataclass(frozen=True)
class EvidenceLine:
    """One piece of evidence in one line: what it shows, or that it was withdrawn, and where it stands."""

    area: str
    shows: bool
    direction: str
    url: str


@dataclass(frozen=True)
class Item:
    """One thing in a timeline.

    :ivar own: written by the person whose journal it is; everything else is others' words.
    :ivar limits: of the frameworks it was made under, what each is not to be used for.
    :ivar tag: one word of state, and ``mark`` which component shows it.
    """

    id: str
    own: bool
    day: dt.date
    day_text: str
    heading: str
    by: str
    url: str
    text: str = ""
    cut: bool = False
    area: str = ""
    area_url: str = ""
    tag: str = ""
    mark: str = ""
    private: bool = False
    review_url: str = ""
    reference: str = ""
    show_review: bool = False
    note: str = ""
    source: str = ""
    limits: tuple[str, ...] = ()
    lines: tuple[EvidenceLine, ...] = ()


@dataclass(frozen=True)
class Month:
    """The items of one month, newest first."""

    first: dt.date
    items: tuple[Item, ...]


def months_of(page: TimelinePage, person_id: int, *, own: bool) -> list[Month]:
    """Return the items of a timeline page under their months, newest first.

    :param own: the reader is the person whose journal it is.
    """
    months: dict[dt.date, list[Item]] = {}
    links = Links(person_id)
    for row in page.rows:
        under = page.under_reviews.get(row["id"], []) if row["rank"] == Rank.REVIEW else []
        months.setdefault(row["day"].replace(day=1), []).append(
            item_of({**row, "own": own}, under, links)
        )
    return [Month(first, tuple(items)) for first, items in months.items()]


def limiting(page: TimelinePage) -> list[tuple[Tree, Uses]]:
    """Return the frameworks that what is on a page was made under and whose publisher does not
    permit some use, with the notice of each. No query once they were read in this process."""
    rows = [*page.rows, *(row for under in page.under_reviews.values() for row in under)]
    versions = sorted({row["made_under"] for row in rows if row["made_under"]})
    return [(tree, uses) for tree, uses in notices(map(tree_of, versions)) if uses.refused]


def _limits(rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return for each framework that limits its use what it is not for, in one line."""
    versions = dict.fromkeys(row["made_under"] for row in rows if row["made_under"])
    return tuple(
        _("Under %(framework)s: not for %(purposes)s.")
        % {
            "framework": tree.title,
            "purposes": ", ".join(use.label.lower() for use in uses.refused),
        }
        for tree, uses in notices(map(tree_of, versions))
        if uses.refused
    )


class Links:
    """Where the rows of one person's timeline can be read in full."""

    def __init__(self, person_id: int) -> None:
        self.review = links_to("review_detail")
        self.evidence = links_to("evidence_detail")
        self.entry = links_to("journal_entry")
        self.case_check = links_to("case_check_detail")
        self.area = links_to("evidence_list", person_id)
        self.judgements = links_to("judgement_list", person_id)


def item_of(row: dict[str, Any], under: list[dict[str, Any]], links: Links) -> Item:
    """Return a row as an item.

    :param under: the evidence rows that stand under it, where it is a review.
    """
    rank = Rank(row["rank"])
    text = row["said"] or ""
    cut = len(text) > LONGEST_EXCERPT
    review = row["about_review"]
    area = row["about_area"]
    return Item(
        id=f"{rank.name.lower()}-{row['id']}",
        own=rank in OWN,
        day=row["day"],
        day_text=date_format(row["day"], "j F Y"),
        by=row["by_name"],
        text=text[:LONGEST_EXCERPT].rsplit(" ", 1)[0] + "…" if cut else text,
        cut=cut,
        area=row["area_title"] or "",
        area_url=links.area(area) if area else "",
        review_url=links.review(review) if review else "",
        reference=row["ref"] or "",
        show_review=bool(review) and rank in (Rank.EVIDENCE, Rank.ENTRY),
        limits=_limits([row, *under]),
        lines=tuple(_line(evidence, links) for evidence in under),
        **PARTS[rank](row, links),
    )


def _review_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    state = ReviewState(row["review_state"])
    return {
        "heading": _("File review of %(reference)s") % {"reference": row["ref"]},
        "url": links.review(row["id"]),
        "tag": state.label,
        "mark": STATE_MARKS.get(state, "grey"),
        "note": _disputed(state),
    }


def _evidence_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    direction = Direction(row["word"])
    return {
        "heading": _("Evidence: %(area)s") % {"area": row["area_title"]},
        "url": links.evidence(row["id"]),
        "tag": _("Withdrawn") if row["withdrawn_at"] else direction.label,
        "mark": "grey" if row["withdrawn_at"] else DIRECTION_MARKS[direction],
        "note": _disputed(row["review_state"]),
        "source": str(Source(row["extra"]).label),
    }


def _judgement_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    return {
        "heading": _("Judgement: %(area)s") % {"area": row["area_title"]},
        "url": links.judgements(row["about_area"]),
        "tag": row["word"],
        "mark": "blue",
    }


def _reply_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    sort = ReplySort(row["word"])
    return {
        "heading": _("Reply to the file review of %(reference)s") % {"reference": row["ref"]},
        "url": links.review(row["about_review"]),
        "tag": sort.label,
        "mark": "orange" if sort == ReplySort.DISPUTED else "grey",
    }


def _entry_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    reach = Reach(row["extra"])
    return {
        "heading": str(EntryKind(row["word"]).label),
        "url": links.entry(row["id"]),
        "tag": "" if reach == Reach.PRIVATE else REACH_TAGS[reach, row["own"]],
        "mark": "teal",
        "private": reach == Reach.PRIVATE,
    }


def _case_check_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    return {
        "heading": _("Case check of %(reference)s") % {"reference": row["ref"]},
        "url": links.case_check(row["id"]),
        "tag": _("Guidance"),
        "mark": "purple",
        "note": _("Coaching on live work: it counts in no rate and is no evidence."),
    }


def _well_done_parts(row: dict[str, Any], links: Links) -> dict[str, Any]:
    return {
        "heading": _("Well done"),
        "url": "",
        "tag": _("Thanks and praise"),
        "mark": "pink",
        "note": row["word"] or "",
    }


PARTS = {
    Rank.REVIEW: _review_parts,
    Rank.EVIDENCE: _evidence_parts,
    Rank.JUDGEMENT: _judgement_parts,
    Rank.REPLY: _reply_parts,
    Rank.ENTRY: _entry_parts,
    Rank.CASE_CHECK: _case_check_parts,
    Rank.WELL_DONE: _well_done_parts,
}
STATE_MARKS = {
    ReviewState.SHARED: "blue",
    ReviewState.ACKNOWLEDGED: "teal",
    ReviewState.DISPUTED: "orange",
    ReviewState.DECIDED: "purple",
}
DIRECTION_MARKS = {Direction.SHOWS: "green", Direction.OPPOSITE: "yellow"}
REACH_TAGS = {
    (Reach.SUPERVISOR, True): gettext_lazy("With my supervisor"),
    (Reach.RECORD, True): gettext_lazy("In my record"),
    (Reach.SUPERVISOR, False): gettext_lazy("With their supervisor"),
    (Reach.RECORD, False): gettext_lazy("In their record"),
}


def _disputed(state: str) -> str:
    if state == ReviewState.DISPUTED:
        return _("Disputed: it counts nowhere while the dispute is open.")
    return ""


def _line(row: dict[str, Any], links: Links) -> EvidenceLine:
    direction = Direction(row["word"])
    return EvidenceLine(
        area=row["area_title"],
        shows=direction == Direction.SHOWS,
        direction=_("withdrawn") if row["withdrawn_at"] else str(direction.label).lower(),
        url=links.evidence(row["id"]),
    )
