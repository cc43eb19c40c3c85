"""Write the next version of a criteria set: draft it, change it, publish it from a day on.

The lead of casework's acts, each one function and one event. A criterion keeps its key through
versions, so that statistics follow it; a published version never changes.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.models import CriteriaSet, Criterion, CriterionArea, SetVersion
from assessments.rule_groups import NOTICE_DAYS
from core.errors import DomainError, NotAllowed, Stale
from core.services import trail
from core.services.settings import refuse_without_notice
from core.trail import Text
from frameworks.models import Area
from people.models import User
from people.scope import Scope

LONGEST_KEY = 60
COPIED = ("key", "group", "position", "text", "help_text", "source", "critical", "for_open", "for_closed")  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """What a lead puts into a criterion.

    :ivar areas: keys of the competency areas that it can show.
    """

    group: str
    text: str
    help_text: str = ""
    critical: bool = False
    areas: Sequence[str] = field(default_factory=tuple)


def _refuse_unless_lead(scope: Scope) -> None:
    if not rules.test_rule("assessments.change_rules", scope):
        raise NotAllowed(_("The lead of casework changes criteria sets."))


def _locked(draft: SetVersion, scope: Scope) -> SetVersion:
    """Read a draft again under lock.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it was published or discarded meanwhile.
    """
    _refuse_unless_lead(scope)
    found = SetVersion.objects.select_for_update().drafts().filter(pk=draft.pk).first()
    if found is None:
        raise DomainError(_("This draft was published or discarded meanwhile. Nothing was saved."))
    return found


@transaction.atomic
def start_criteria_draft(*, criteria_set: CriteriaSet, by: User, scope: Scope) -> SetVersion:
    """Begin the next version of a set, with the criteria of the one published last.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when there is a draft already.
    """
    _refuse_unless_lead(scope)
    versions = SetVersion.objects.filter(criteria_set=criteria_set)
    last = versions.order_by("-number").first()
    before = versions.standing().order_by("-number").first()
    try:
        with transaction.atomic():
            draft = SetVersion.objects.create(
                criteria_set=criteria_set,
                number=(last.number if last else 0) + 1,
                source=before.source if before else "",
            )
    except IntegrityError as error:
        raise DomainError(_("Somebody has begun a draft of this set already. Go on with it.")) from error  # fmt: skip
    for criterion in before.criteria.prefetch_related("areas") if before else ():
        copy = Criterion.objects.create(
            set_version=draft, **{name: getattr(criterion, name) for name in COPIED}
        )
        _write_areas(copy, [area.area_key for area in criterion.areas.all()])
    trail.record("criteria.drafted", by=by, record=draft)
    return draft


@transaction.atomic
def add_criterion(*, draft: SetVersion, wording: Wording, by: User, scope: Scope) -> Criterion:
    """Add a criterion at the end of its group, or in a new group at the end.

    Its key is made from its words and is none that the set ever had.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside its field: no words, no such area.
    """
    draft = _locked(draft, scope)
    _refuse_wording(wording)
    criterion = Criterion.objects.create(
        set_version=draft,
        key=_new_key(draft, wording.text),
        group=wording.group.strip(),
        position=0,
        text=wording.text.strip(),
        help_text=wording.help_text.strip(),
        critical=wording.critical,
    )
    _write_areas(criterion, wording.areas)
    _number(_into_its_group(list(draft.criteria.exclude(pk=criterion.pk)), criterion))
    _record("criteria.criterion_added", criterion, by)
    return criterion


@transaction.atomic
def change_criterion(
    *, criterion: Criterion, edits: int, wording: Wording, by: User, scope: Scope
) -> Criterion:
    """Put new words into a criterion of a draft. Its key stays, and statistics follow it.

    :param edits: how often it had been changed when its form was opened.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises Stale: somebody else changed it since; ``theirs`` is the criterion as it stands.
    :raises DomainError: beside its field: no words, no such area.
    """
    draft = _locked(criterion.set_version, scope)
    stored = Criterion.objects.filter(pk=criterion.pk, set_version=draft).first()
    if stored is None:
        raise DomainError(_("This criterion was left out meanwhile. Nothing was saved."))
    if stored.edits != edits:
        raise Stale(
            _("Somebody else changed this criterion meanwhile. It now says: “%(text)s”")
            % {"text": stored.text},
            theirs=stored,
        )
    _refuse_wording(wording)
    moved = stored.group != wording.group.strip()
    if stored.text != wording.text.strip():
        stored.source = ""
    stored.group, stored.text = wording.group.strip(), wording.text.strip()
    stored.help_text, stored.critical = wording.help_text.strip(), wording.critical
    stored.edits += 1
    stored.save()
    stored.areas.all().delete()
    _write_areas(stored, wording.areas)
    if moved:
        _number(_into_its_group(list(draft.criteria.exclude(pk=stored.pk)), stored))
    _record("criteria.criterion_changed", stored, by)
    return stored


@transaction.atomic
def move_criterion(*, criterion: Criterion, up: bool, by: User, scope: Scope) -> bool:
    """Put a criterion one place up or down; over the edge of its group it changes places with the
    whole group beside it. Returns False where it is first or last already.

    :raises NotAllowed: for anybody but the lead of casework.
    """
    draft = _locked(criterion.set_version, scope)
    rows = list(draft.criteria.all())
    at = next((place for place, row in enumerate(rows) if row.pk == criterion.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(rows):
        return False
    if rows[at].group == rows[to].group:
        rows[at], rows[to] = rows[to], rows[at]
    else:
        rows = _swapped(rows, rows[at].group, rows[to].group)
    _number(rows)
    _record("criteria.criterion_moved", criterion, by)
    return True


@transaction.atomic
def leave_out_criterion(*, criterion: Criterion, by: User, scope: Scope) -> None:
    """Leave a criterion out of a draft. Versions that have it keep it.

    :raises NotAllowed: for anybody but the lead of casework.
    """
    draft = _locked(criterion.set_version, scope)
    _record("criteria.criterion_left_out", criterion, by)
    Criterion.objects.filter(pk=criterion.pk, set_version=draft).delete()
    _number(list(draft.criteria.all()))


@transaction.atomic
def discard_criteria_draft(*, draft: SetVersion, by: User, scope: Scope) -> None:
    """Throw a draft away. Nothing that was published changes.

    :raises NotAllowed: for anybody but the lead of casework.
    """
    draft = _locked(draft, scope)
    trail.record("criteria.draft_discarded", by=by, record=draft)
    Criterion.objects.filter(set_version=draft).delete()
    draft.delete()


@transaction.atomic
def publish_criteria(
    *, draft: SetVersion, from_on: dt.date, reason: str, by: User, scope: Scope
) -> SetVersion:
    """Publish a draft from a day on: from then it is closed, and read by everybody.

    Reviews asked for on or after the day are made by it; those that run stay on their version.

    :param from_on: 28 calendar days from today at the nearest.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside its field: too little notice, a day not after that of the version
        before, no reason; or a draft without a criterion, or that changes nothing.
    Source: PRACTICE, "Rules in force".
    """
    draft = _locked(draft, scope)
    refuse_without_notice(from_on, NOTICE_DAYS)
    if not reason.strip():
        raise DomainError(_("Say why the criteria change. Everybody reads it."), "reason")
    if not draft.criteria.exists():
        raise DomainError(_("This draft has no criterion. Add one first."))
    siblings = SetVersion.objects.filter(criteria_set=draft.criteria_set_id)
    later = siblings.standing().filter(from_on__gte=from_on).order_by("from_on").last()
    if later is not None and later.from_on is not None:
        raise DomainError(
            _("Version %(number)s of this set is announced for %(day)s. Choose a later day.")
            % {"number": later.number, "day": date_format(later.from_on, "j F Y")},
            "from_on",
        )
    draft.from_on, draft.reason = from_on, reason.strip()
    draft.published_by, draft.published_at = by, timezone.now()
    draft.save(update_fields=["from_on", "reason", "published_by", "published_at"])
    trail.record(
        "criteria.published",
        by=by,
        record=draft,
        detail={"from_on": from_on, "reason": Text(reason)},
    )
    return draft


@transaction.atomic
def withdraw_criteria(*, version: SetVersion, reason: str, by: User, scope: Scope) -> SetVersion:
    """Withdraw an announced version before its day; the one before stays in force.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it is in force already or was withdrawn, or without a reason.
    """
    _refuse_unless_lead(scope)
    stored = SetVersion.objects.select_for_update().get(pk=version.pk)
    if stored.withdrawn_at is not None or stored.published_at is None:
        raise DomainError(_("This version is not announced."))
    if stored.from_on is None or stored.from_on <= scope.on:
        raise DomainError(_("This version is in force already. Publish another one instead."))
    if not reason.strip():
        raise DomainError(_("Say why the version is withdrawn. Everybody reads it."), "reason")
    stored.withdrawn_by, stored.withdrawn_at = by, timezone.now()
    stored.withdrawn_reason = reason.strip()
    stored.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    trail.record("criteria.withdrawn", by=by, record=stored, detail={"reason": Text(reason)})
    return stored


def _record(act: str, criterion: Criterion, by: User) -> None:
    trail.record(act, by=by, record=criterion, detail={"key": criterion.key})


def _refuse_wording(wording: Wording) -> None:
    if not wording.text.strip():
        raise DomainError(_("Enter the words of the criterion."), "text")
    if not wording.group.strip():
        raise DomainError(_("Enter the group it stands in."), "group")
    known = set(Area.objects.filter(key__in=wording.areas).values_list("key", flat=True))
    if set(wording.areas) - known:
        raise DomainError(_("Choose areas of a framework in use."), "areas")


def _write_areas(criterion: Criterion, keys: Sequence[str]) -> None:
    CriterionArea.objects.bulk_create(
        CriterionArea(criterion=criterion, area_key=key) for key in dict.fromkeys(keys)
    )


def _new_key(draft: SetVersion, text: str) -> str:
    taken = set(
        Criterion.objects.filter(set_version__criteria_set=draft.criteria_set_id).values_list(
            "key", flat=True
        )
    )
    stem = slugify(text)[: LONGEST_KEY - 4].strip("-") or "criterion"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _into_its_group(others: list[Criterion], criterion: Criterion) -> list[Criterion]:
    places = [place for place, row in enumerate(others) if row.group == criterion.group]
    at = places[-1] + 1 if places else len(others)
    return [*others[:at], criterion, *others[at:]]


def _swapped(rows: list[Criterion], one: str, other: str) -> list[Criterion]:
    order = list(dict.fromkeys(row.group for row in rows))
    first, second = order.index(one), order.index(other)
    order[first], order[second] = order[second], order[first]
    return [row for group in order for row in rows if row.group == group]


def _number(rows: list[Criterion]) -> None:
    for place, row in enumerate(rows, start=1):
        row.position = place
    Criterion.objects.bulk_update(rows, ["position"])
