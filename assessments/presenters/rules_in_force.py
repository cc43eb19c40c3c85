"""The page of rules in force, and what is announced on the home page, as plain data."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.fixed_rules import FixedGroup, fixed_groups
from assessments.models import SetVersion
from assessments.rule_groups import RuleGroup
from core.keys import PERSON_PREFIX
from core.models import DatedSetting
from core.settings_registry import Registered, rules_registered
from people.models import User


@dataclass(frozen=True)
class Change:
    """A change of a rule: what it is about, from what to what, from when, why, and by whom."""

    pk: int
    label: str
    before: Any
    value: Any
    unit: str
    from_on: dt.date
    reason: str
    by: str
    at: dt.datetime
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str
    withdrawn_by: str
    to_come: bool


@dataclass(frozen=True)
class RuleRow:
    """A rule: what holds today, since when (None: from the start), and what is announced."""

    key: str
    label: str
    value: Any
    unit: str
    since: dt.date | None
    announced: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    name: str
    holds_for: list[str]
    rows: list[RuleRow]


@dataclass(frozen=True)
class RulesPage:
    groups: list[Group]
    fixed: list[FixedGroup]
    history: list[Change]


def rules_page(on: dt.date) -> RulesPage:
    """Return what holds on a day, what is announced, and every change there was; two queries."""
    rules = rules_registered()
    changes = _changes(rules, on)
    groups = []
    for group in RuleGroup:
        own = [rule for rule in rules if rule.rule and rule.rule.group == group]
        if own:
            holds = dict.fromkeys(str(rule.rule.holds_for) for rule in own if rule.rule)
            groups.append(
                Group(
                    str(group.label),
                    [sentence for sentence in holds if sentence],
                    [_row(rule, changes[rule.key]) for rule in own],
                )
            )
    history = sorted(
        (each for some in changes.values() for each in some),
        key=lambda each: (each.at, each.pk),
        reverse=True,
    )
    return RulesPage(groups, fixed_groups(), history)


def _row(rule: Registered, changes: list[Change]) -> RuleRow:
    standing = [each for each in changes if each.withdrawn_at is None]
    now = [each for each in standing if not each.to_come]
    return RuleRow(
        key=rule.key,
        label=str(rule.label),
        value=now[-1].value if now else rule.default,
        unit=str(rule.rule.unit) if rule.rule else "",
        since=now[-1].from_on if now else None,
        announced=[each for each in standing if each.to_come],
    )


def _changes(rules: Iterable[Registered], on: dt.date) -> dict[str, list[Change]]:
    """Return every change of these rules by key, in the order in which they bite."""
    by_key = {rule.key: rule for rule in rules}
    rows = list(DatedSetting.objects.filter(key__in=by_key).order_by("from_on", "pk"))
    names = _names(rows)
    found: dict[str, list[Change]] = {key: [] for key in by_key}
    value_of = {key: rule.default for key, rule in by_key.items()}
    for row in rows:
        found[row.key].append(_change(row, by_key[row.key], value_of[row.key], names, on))
        if row.withdrawn_at is None:
            value_of[row.key] = row.value
    return found


def _change(
    row: DatedSetting, rule: Registered, before: Any, names: dict[str, str], on: dt.date
) -> Change:
    return Change(
        pk=row.pk,
        label=str(rule.label),
        before=before,
        value=row.value,
        unit=str(rule.rule.unit) if rule.rule else "",
        from_on=row.from_on,
        reason=row.reason,
        by=names.get(row.by_key, ""),
        at=row.at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        withdrawn_by=names.get(row.withdrawn_by_key, ""),
        to_come=row.from_on > on,
    )


def _names(rows: Iterable[DatedSetting]) -> dict[str, str]:
    """Return the names behind the keys of those who changed a setting."""
    keys = {key for row in rows for key in (row.by_key, row.withdrawn_by_key)}
    ids = [key.removeprefix(PERSON_PREFIX) for key in keys if key.startswith(PERSON_PREFIX)]
    return {
        f"{PERSON_PREFIX}{pk}": name
        for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")
    }


def criteria_to_read(on: dt.date) -> list[SetVersion]:
    """Return the version of each criteria set in force on a day, and those announced; one query."""
    rows = SetVersion.objects.standing().select_related("criteria_set")
    found: dict[tuple[int, bool, int], SetVersion] = {}
    for row in rows.order_by("criteria_set__name", "criteria_set", "number"):
        to_come = bool(row.from_on and row.from_on > on)
        found[row.criteria_set_id, to_come, row.number if to_come else 0] = row
    return list(found.values())


def announced(on: dt.date) -> list[str]:
    """Return a sentence for each change of a rule or of a criteria set that is to come, soonest
    first; one query."""
    rules = {rule.key: rule for rule in rules_registered()}
    changes = (
        DatedSetting.objects.filter(key__in=rules, from_on__gt=on, withdrawn_at__isnull=True)
        .order_by()
        .values_list("from_on", "key", Cast("value", TextField()))
    )
    versions = (
        SetVersion.objects.to_come(on)
        .order_by()
        .values_list("from_on", "criteria_set__name", Value("", TextField()))
    )
    rows = sorted(changes.union(versions, all=True))
    return [_sentence(day, rules.get(key), key, value) for day, key, value in rows]


def _sentence(day: dt.date, rule: Registered | None, name: str, value: str) -> str:
    said = {"day": date_format(day, "j F Y"), "rule": rule.label if rule else name, "value": value}
    if rule is None:
        return _("From %(day)s: “%(rule)s”, what a review asks of a file, changes.") % said
    return _("From %(day)s: “%(rule)s” becomes %(value)s.") % said
