"""Judge an area: a degree in words, by a named person, on named evidence. Never computed."""

import datetime as dt
from collections.abc import Sequence

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Evidence, Judgement, JudgementEvidence
from assessments.querysets import EvidenceQuerySet, read_at
from assessments.services.assign import post_on
from assessments.services.levels import levels_of, refuse_unless_of_its_levels
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from frameworks.carrying import road_from
from frameworks.enums import Purpose
from frameworks.models import Area, Degree
from frameworks.services.permitted_uses import refuse_unless_permitted
from people.models import Post, User
from people.scope import Scope

NOT_YET_SEEN = "not-yet-seen"


def may_rest_on(
    person: User, area: Area, scope: Scope, purpose: Purpose = Purpose.DEVELOPMENT
) -> EvidenceQuerySet:
    """Return the evidence a judgement of this area for this purpose may rest on, newest first.

    It counts (not withdrawn, not of a disputed review), may be used for the purpose, and the judge
    may read it. It is the area's own, or is read there from an earlier version or another
    framework (``frameworks.carrying``): then it has a ``road``, and may be used for the purpose
    under both.
    """
    return (
        Evidence.objects.visible_to(scope)
        .usable_for(purpose, read_under=area.version_id)
        .counting()
        .filter(read_at(area), person=person)
        .annotate(road=road_from("area", area.version))
        .order_by("-on", "-pk")
    )


def _refuse_judgement(
    area: Area,
    degree: Degree,
    reason: str,
    evidence: Sequence[Evidence],
    on: dt.date,
    today: dt.date,
) -> None:
    """Refuse what is no judgement, each with a sentence beside its field."""
    if on > today:
        raise DomainError(_("The date must be today or earlier."), field="on")
    if degree.version_id != area.version_id:
        raise DomainError(_("Choose one of this framework’s degrees."), field="degree")
    if not reason.strip():
        raise DomainError(
            _("Say what your judgement rests on, in words the person can follow."), field="reason"
        )
    if not evidence and degree.key != NOT_YET_SEEN:
        raise DomainError(
            _("Choose the evidence your judgement rests on. Without any, choose “%(degree)s”.")
            % {"degree": _("Not yet seen")},
            field="evidence",
        )


def _refuse_unusable(evidence: Sequence[Evidence], usable: EvidenceQuerySet, purpose: str) -> None:
    """Refuse evidence that is not among what a judgement for this purpose may rest on."""
    named = {row.pk for row in evidence}
    if set(usable.filter(pk__in=named).values_list("pk", flat=True)) != named:
        raise DomainError(
            _(
                "Some of this evidence cannot be used for %(purpose)s: it was recorded for something "
                "else, is withdrawn or in dispute, or is of another area."
            )
            % {"purpose": Purpose(purpose).label.lower()},
            field="evidence",
        )


def _post_to_judge(person: User, on: dt.date) -> Post:
    """Return the post a person held on the day of a judgement.

    :raises DomainError: beside ``on``, when they held none.
    """
    post = post_on(person, on)
    if post is None:
        raise DomainError(
            _("%(name)s held no post on that day.") % {"name": person.name}, field="on"
        )
    return post


def _record(judgement: Judgement, area: Area, degree: Degree, evidence: Sequence[Evidence]) -> None:
    """Write what a judgement rests on, and the act into the trail."""
    JudgementEvidence.objects.bulk_create(
        JudgementEvidence(judgement=judgement, evidence=row) for row in evidence
    )
    trail.record(
        "area.judged",
        by=judgement.by,
        subject=judgement.person,
        record=judgement,
        detail={
            "area": area.key,
            "degree": degree.key,
            "evidence": [row.pk for row in evidence],
            "reason": Text(judgement.reason),
        },
    )


def _tell(person: User) -> None:
    queue_mail(
        to=person.email,
        subject=_("There is something new in your journal"),
        body=_(
            "Your supervisor has written how far you show a competency area. Sign in to read it."
        ),
    )


@transaction.atomic
def judge_area(
    *,
    person: User,
    area: Area,
    degree: Degree,
    reason: str,
    evidence: Sequence[Evidence],
    by: User,
    scope: Scope,
    on: dt.date | None = None,
    purpose: Purpose = Purpose.DEVELOPMENT,
) -> Judgement:
    """Record how far a person shows an area, in words, with the reason and what it rests on.

    Every earlier judgement is kept, and those of several assessors stand side by side.

    :param evidence: what it rests on; may be empty only for *not yet seen*.
    :raises NotAllowed: when ``by`` does not supervise or cover the person today.
    :raises DomainError: beside the field: a degree of another version, no reason, no evidence,
        evidence that is of somebody else or another area, in dispute, withdrawn, not visible, or
        recorded for what does not serve the purpose, a day in the future or before the post began,
        a purpose that is not permitted, a framework that is not about the level of the post.
    Source: DOMAIN, sections 1 and "Words"; MODEL, "Decisions in it".
    """
    if not rules.test_rule("assessments.judge", scope, person.pk):
        raise NotAllowed(_("Only their supervisor can judge how far this is shown."))
    on = on or scope.on
    refuse_unless_permitted(area.version, purpose)
    _refuse_judgement(area, degree, reason, evidence, on, scope.on)
    _refuse_unusable(evidence, may_rest_on(person, area, scope, purpose), purpose)
    post = _post_to_judge(person, on)
    level = levels_of(post, [area.version], on).get(area.version_id)
    refuse_unless_of_its_levels(area.version, level, name=person.name, on=on, field="degree")
    judgement = Judgement.objects.create(
        person=person,
        area=area,
        version_id=area.version_id,
        degree=degree,
        reason=reason.strip(),
        purpose=purpose,
        by=by,
        on=on,
        post=post,
        team_id=post.team_id,
        at=timezone.now(),
    )
    _record(judgement, area, degree, evidence)
    _tell(person)
    return judgement
