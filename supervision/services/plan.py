"""Putting something on one's plan, changing it, ticking it off, taking it away."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Finding
from core.clock import today
from core.errors import DomainError, NotAllowed, Stale
from core.services.trail import record
from core.trail import Text
from frameworks.models import Area
from people.models import User
from supervision.models import PlanItem

LONGEST_TEXT = 1000
MOST_OPEN = 100
"""A plan of more than this many open things is none."""


@dataclass(frozen=True)
class Planned:
    """What somebody plans.

    :ivar by_when: the day they want it done by.
    :ivar area: the competency area it is for, where there is one.
    """

    text: str
    by_when: dt.date
    area: Area | None = None


@transaction.atomic
def add_plan_item(*, by: User, planned: Planned, finding: Finding | None = None) -> PlanItem:
    """Put something on ``by``'s own plan.

    :param finding: the finding it answers, in a review that was shared with them.
    :raises DomainError: no text, a day in the past, another's finding, a hundred open already.
    """
    _check(planned)
    if planned.by_when < today():
        raise DomainError(_("The date must be today or in the future."), "by_when")
    if finding is not None:
        review = finding.sheet.review
        if review.person_id != by.pk or not review.is_shared:
            raise DomainError(_("Choose a finding of a review that was shared with you."))
    if PlanItem.objects.filter(person=by, done_on__isnull=True).count() >= MOST_OPEN:
        raise DomainError(
            _("Your plan has 100 open things. Tick some off, or take some away, first.")
        )
    item = PlanItem.objects.create(
        person=by,
        text=planned.text.strip(),
        area=planned.area,
        by_when=planned.by_when,
        finding=finding,
        created_at=timezone.now(),
    )
    record(
        "plan_item.added",
        by=by,
        subject=by,
        record=item,
        detail={
            "text": Text(item.text),
            "by_when": item.by_when,
            "area": item.area,
            "finding": finding,
        },
    )
    return item


@transaction.atomic
def change_plan_item(*, by: User, item: PlanItem, version: int, planned: Planned) -> PlanItem:
    """Change what is planned, or by when.

    :param version: the version whose text the writer had before them.
    :raises Stale: it was changed since; ``theirs`` holds the stored item.
    :raises DomainError: no text, or it is done already.
    """
    stored = _mine(by, item)
    if stored.version != version:
        raise Stale(
            _("You changed this in another window. Nothing is lost: both texts are below."),
            theirs=stored,
        )
    if stored.done_on:
        raise DomainError(_("This is done. Open it again before you change it."))
    _check(planned)
    if planned.by_when < today() and planned.by_when != stored.by_when:
        raise DomainError(_("The date must be today or in the future."), "by_when")
    stored.text = planned.text.strip()
    stored.area = planned.area
    stored.by_when = planned.by_when
    stored.version += 1
    stored.save()
    record(
        "plan_item.changed",
        by=by,
        subject=by,
        record=stored,
        detail={"text": Text(stored.text), "by_when": stored.by_when, "area": stored.area},
    )
    return stored


@transaction.atomic
def finish_plan_item(*, by: User, item: PlanItem) -> PlanItem:
    """Tick something off, as of today. Doing so twice changes nothing."""
    stored = _mine(by, item)
    if stored.done_on is None:
        stored.done_on = today()
        stored.save(update_fields=["done_on"])
        record("plan_item.done", by=by, subject=by, record=stored)
    return stored


@transaction.atomic
def reopen_plan_item(*, by: User, item: PlanItem) -> PlanItem:
    """Take a tick back. Doing so twice changes nothing."""
    stored = _mine(by, item)
    if stored.done_on is not None:
        stored.done_on = None
        stored.save(update_fields=["done_on"])
        record("plan_item.reopened", by=by, subject=by, record=stored)
    return stored


@transaction.atomic
def remove_plan_item(*, by: User, item: PlanItem) -> None:
    """Take something off the plan. What was done stays.

    :raises DomainError: it is done.
    """
    stored = _mine(by, item)
    if stored.done_on:
        raise DomainError(_("This is done, so it stays on your plan."))
    record("plan_item.removed", by=by, subject=by, record=stored)
    stored.delete()


def _mine(by: User, item: PlanItem) -> PlanItem:
    """Return the item under lock."""
    if item.person_id != by.pk:
        raise NotAllowed(_("Only the person whose plan this is can do this."))
    return PlanItem.objects.select_for_update().get(pk=item.pk)


def _check(planned: Planned) -> None:
    if not planned.text.strip():
        raise DomainError(_("Write what you plan to do."), "text")
    if len(planned.text) > LONGEST_TEXT:
        raise DomainError(
            _("Your text is too long. It can have %(most)s characters or fewer.")
            % {"most": f"{LONGEST_TEXT:,}"},
            "text",
        )
