"""Criteria sets for reading: what is in force, a version, and what changed against the one before."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.models import CriteriaSet, Criterion, SetVersion
from people.scope import Scope


@dataclass(frozen=True)
class CriterionLine:
    """A criterion as it stands in a version.

    :ivar areas: the titles of the areas it can show; their keys where no framework in use has them.
    """

    criterion: Criterion
    areas: list[str]
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Difference:
    """What became of a criterion between two versions, by its key."""

    key: str
    sort: str
    before: str
    after: str
    also: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SetRow:
    """A set: the version in force on a day, what is announced, what was, and whether it has a draft."""

    criteria_set: CriteriaSet
    now: SetVersion | None
    to_come: list[SetVersion]
    earlier: list[SetVersion]
    draft: SetVersion | None


def sets_page(scope: Scope) -> list[SetRow]:
    """Return every set with the versions that this reader may see; two queries."""
    rows = []
    versions: dict[int, list[SetVersion]] = {}
    for version in (
        SetVersion.objects.visible_to(scope)
        .select_related("criteria_set", "withdrawn_by")
        .order_by("-number")
    ):
        versions.setdefault(version.criteria_set_id, []).append(version)
    for criteria_set in CriteriaSet.objects.order_by("name", "pk"):
        own = versions.get(criteria_set.pk, [])
        rows.append(_set_row(criteria_set, own, scope.on))
    return [row for row in rows if row.now or row.to_come or row.earlier or row.draft]


def _set_row(criteria_set: CriteriaSet, own: list[SetVersion], on: dt.date) -> SetRow:
    standing = [each for each in own if each.published_at and not each.withdrawn_at]
    now = next((each for each in standing if not each.from_on or each.from_on <= on), None)
    to_come = [each for each in standing if each.from_on and each.from_on > on]
    return SetRow(
        criteria_set=criteria_set,
        now=now,
        to_come=to_come[::-1],
        earlier=[each for each in own if each.published_at and each not in (now, *to_come)],
        draft=next((each for each in own if each.published_at is None), None),
    )


def lines_by_group(
    criteria: Iterable[Criterion], titles: dict[str, str]
) -> list[tuple[str, list[CriterionLine]]]:
    """Return criteria (with their areas) by group, each with the titles of its areas."""
    rows = list(criteria)
    groups: dict[str, list[CriterionLine]] = {}
    for place, criterion in enumerate(rows):
        keys = [area.area_key for area in criterion.areas.all()]
        groups.setdefault(criterion.group, []).append(
            CriterionLine(
                criterion,
                [titles.get(key, key) for key in keys],
                first=place == 0,
                last=place == len(rows) - 1,
            )
        )
    return list(groups.items())


def differences(
    before: Iterable[Criterion], after: Iterable[Criterion], titles: dict[str, str]
) -> list[Difference]:
    """Return what was added, left out or changed between two versions, in the order of the later."""
    old = {criterion.key: criterion for criterion in before}
    new = {criterion.key: criterion for criterion in after}
    found = [
        Difference(key, _("Added"), "", criterion.text)
        if key not in old
        else _changed(old[key], criterion, titles)
        for key, criterion in new.items()
    ]
    found += [
        Difference(key, _("Left out"), criterion.text, "")
        for key, criterion in old.items()
        if key not in new
    ]
    return [each for each in found if each is not None]


def _changed(old: Criterion, new: Criterion, titles: dict[str, str]) -> Difference | None:
    also = []
    if old.critical != new.critical:
        also.append(_("now critical") if new.critical else _("no longer critical"))
    if old.help_text != new.help_text:
        also.append(_("help: %(text)s") % {"text": new.help_text or _("none")})
    if old.group != new.group:
        also.append(_("group: %(name)s") % {"name": new.group})
    areas = [area.area_key for area in new.areas.all()]
    if sorted(areas) != sorted(area.area_key for area in old.areas.all()):
        named = ", ".join(titles.get(key, key) for key in areas)
        also.append(_("areas: %(names)s") % {"names": named or _("none")})
    if old.text == new.text and not also:
        return None
    return Difference(old.key, _("Changed"), old.text, new.text, also)
