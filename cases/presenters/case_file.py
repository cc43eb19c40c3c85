"""The register in the words and rows of its pages."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.enums import HoldingPart, WorkKind
from cases.models import CaseFile, Holding
from cases.querysets import sees_every_case
from core.links import links_to
from people.scope import Scope

#: What a row of the register is made of: the columns of ``values()``.
COLUMNS = (
    "pk",
    "reference",
    "service_area__name",
    "kind",
    "opened_on",
    "closed_on",
    "holder__user",
    "holder__user__name",
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the register."""

    reference: str
    href: str
    service_area: str
    kind: str
    opened_on: str
    closed_on: str
    holder: str


def case_rows(rows: Iterable[Mapping[str, Any]], scope: Scope) -> list[CaseRow]:
    """Return the lines of the register, made from ``values()`` of `COLUMNS`.

    Whoever holds a file is named only to those who may know who holds it.
    """
    kinds = {value: str(label) for value, label in WorkKind.choices}
    address = links_to("case_detail")
    everybody = sees_every_case(scope)
    known = frozenset[int]() if everybody else scope.people
    return [
        CaseRow(
            reference=row["reference"],
            href=address(row["pk"]),
            service_area=row["service_area__name"],
            kind=kinds[row["kind"]],
            opened_on=short_date(row["opened_on"]),
            closed_on=short_date(row["closed_on"]) if row["closed_on"] else "",
            holder=_holder(row, everybody or row["holder__user"] in known),
        )
        for row in rows
    ]


def _holder(row: Mapping[str, Any], known: bool) -> str:
    if row["holder__user"] is None:
        return _("Nobody")
    return str(row["holder__user__name"]) if known else _("Somebody else")


def short_date(day: dt.date) -> str:
    """Return a day as lists show it, e.g. 2 Mar 2026."""
    return date_format(day, "j M Y")


def facts_of(case_file: CaseFile) -> list[dict[str, str]]:
    """Return the rows of the summary list about a file."""
    closed_on = case_file.closed_on
    facts = [
        (_("Reference"), case_file.reference),
        (_("Service area"), case_file.service_area.name),
        (_("Kind of work"), str(WorkKind(case_file.kind).label)),
        (_("Opened on"), date_format(case_file.opened_on, "j F Y")),
        (_("Closed on"), date_format(closed_on, "j F Y") if closed_on else _("Still open")),
    ]
    return [{"key": key, "value": value} for key, value in facts]


@dataclass(frozen=True, slots=True)
class PartRow:
    """Who had which part in a case, and when."""

    name: str
    part: str
    period: str
    now: bool


def periods(holdings: Iterable[Holding]) -> list[PartRow]:
    """Return who had a part in a case, in the order given."""
    return [
        PartRow(
            name=holding.user.name,
            part=str(HoldingPart(holding.part).label),
            period=_period(holding),
            now=holding.to_on is None,
        )
        for holding in holdings
    ]


def _period(holding: Holding) -> str:
    first = date_format(holding.from_on, "j F Y")
    if holding.to_on is None:
        return _("from %(first)s, now") % {"first": first}
    if holding.to_on == holding.from_on:
        return _("on %(day)s") % {"day": first}
    return _("%(first)s to %(last)s") % {
        "first": first,
        "last": date_format(holding.to_on, "j F Y"),
    }
