"""Criteria sets: load one from a file that a person can read and edit; which is in force."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import FilesFor
from assessments.models import CriteriaSet, Criterion, CriterionArea, SetVersion
from core.clock import today
from core.errors import DomainError
from core.services import trail

DEFAULT_SET = "file-review"
ALLOWED = {"key", "text", "help", "critical", "for_open", "for_closed", "areas", "source"}


def criteria_in_force(key: str = DEFAULT_SET, on: dt.date | None = None) -> SetVersion | None:
    """Return the version of a set that is in force on a day (None: today); None for none."""
    return SetVersion.objects.in_force(on or today()).filter(criteria_set__key=key).first()


def criteria_for(*, file_open: bool, on: dt.date) -> SetVersion:
    """Return the version that a review asked for on a day is made by.

    That of the set for open files or for closed ones, as the file is; where the organisation has
    none of its own for them, that of the set for both. A review keeps its version to its end.

    :raises DomainError: when no set is in force.
    """
    own = FilesFor.OPEN if file_open else FilesFor.CLOSED
    found = {
        version.criteria_set.for_files: version
        for version in SetVersion.objects.in_force(on)
        .filter(criteria_set__for_files__in=[own, FilesFor.ANY])
        .select_related("criteria_set")
        .order_by("criteria_set", "number")
    }
    version = found.get(own) or found.get(FilesFor.ANY)
    if version is None:
        raise DomainError(_("There is no criteria set in force. Ask the lead of casework."))
    return version


def _refuse(path: Path, where: str, found: Any, expected: str) -> DomainError:
    return DomainError(
        _("%(file)s, at %(where)s: found %(found)r, expected %(expected)s. Nothing was loaded.")
        % {"file": path.name, "where": where, "found": found, "expected": expected}
    )


def _checked(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise _refuse(path, _("the file"), str(error), _("JSON in UTF-8")) from error
    for name, kind in (("key", str), ("name", str), ("version", int), ("groups", list)):
        if not isinstance(data, dict) or not isinstance(data.get(name), kind):
            found = data.get(name) if isinstance(data, dict) else type(data).__name__
            raise _refuse(path, name, found, kind.__name__)
    if data.get("for_files", FilesFor.ANY) not in FilesFor.values:
        raise _refuse(path, "for_files", data["for_files"], ", ".join(FilesFor.values))
    seen: set[str] = set()
    for number, group in enumerate(data["groups"]):
        for place, criterion in enumerate(group.get("criteria", [])):
            where = f"groups[{number}].criteria[{place}]"
            unknown = set(criterion) - ALLOWED
            if unknown:
                raise _refuse(path, where, sorted(unknown), ", ".join(sorted(ALLOWED)))
            for name in ("key", "text"):
                if not isinstance(criterion.get(name), str) or not criterion[name]:
                    raise _refuse(path, f"{where}.{name}", criterion.get(name), _("some words"))
            if criterion["key"] in seen:
                raise _refuse(path, f"{where}.key", criterion["key"], _("a key used once"))
            seen.add(criterion["key"])
    if not seen:
        raise _refuse(path, "groups", data["groups"], _("at least one criterion"))
    return dict(data)


def _rows_of(version: SetVersion, data: dict[str, Any]) -> list[Criterion]:
    rows: list[Criterion] = []
    for group in data["groups"]:
        for criterion in group["criteria"]:
            rows.append(
                Criterion(
                    set_version=version,
                    key=criterion["key"],
                    group=group["name"],
                    position=len(rows) + 1,
                    text=criterion["text"],
                    help_text=criterion.get("help", ""),
                    source=criterion.get("source", ""),
                    critical=criterion.get("critical", False),
                    for_open=criterion.get("for_open", True),
                    for_closed=criterion.get("for_closed", True),
                )
            )
    return rows


@transaction.atomic
def load_criteria(*, path: Path, by: str) -> tuple[SetVersion, bool]:
    """Load a criteria set from a file, whole or not at all, and publish it.

    :returns: the version, and whether it was new. One that is there is left as it is.
    :raises DomainError: naming file, place, value and what was expected; or when the file says
        something else than the published version of that number.
    """
    data = _checked(path)
    found, _created = CriteriaSet.objects.get_or_create(
        key=data["key"],
        defaults={"name": data["name"], "for_files": data.get("for_files", FilesFor.ANY)},
    )
    version = SetVersion.objects.filter(criteria_set=found, number=data["version"]).first()
    if version is not None:
        there = dict(version.criteria.values_list("key", "text"))
        asked = {c["key"]: c["text"] for g in data["groups"] for c in g["criteria"]}
        if there != asked:
            raise _refuse(path, "version", data["version"], _("a new number for changed criteria"))
        return version, False
    source = " ".join(filter(None, (data.get("source", ""), data.get("copyright", ""))))
    version = SetVersion.objects.create(criteria_set=found, number=data["version"], source=source)
    rows = Criterion.objects.bulk_create(_rows_of(version, data))
    areas = [c.get("areas", []) for g in data["groups"] for c in g["criteria"]]
    CriterionArea.objects.bulk_create(
        CriterionArea(criterion=row, area_key=key)
        for row, keys in zip(rows, areas, strict=True)
        for key in keys
    )
    SetVersion.objects.filter(pk=version.pk).update(published_at=timezone.now())
    version.refresh_from_db()
    trail.record("criteria.published", by=by, record=version)
    return version, True
