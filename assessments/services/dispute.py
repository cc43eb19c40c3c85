"""A dispute: raised, talked over, settled or given to a second reviewer, decided, read."""

import datetime as dt

import rules
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.clocks import DECIDE
from assessments.enums import Decision, ReviewState
from assessments.independence import independent_of, nobodys_subordinate
from assessments.models import (
    Dispute,
    DisputeDecision,
    DisputeTalk,
    FileReview,
    Judgement,
    MonitoringLevel,
)
from assessments.queries import who_may_review
from assessments.services.states import change_state, lock_review
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.services.settings import setting
from core.trail import Text
from people.models import User
from people.scope import Scope
from people.working_days import add_working_days


def raise_dispute(
    *,
    person: User,
    author: User,
    text: str,
    on: dt.date,
    review: FileReview | None = None,
    judgement: Judgement | None = None,
    level: MonitoringLevel | None = None,
) -> Dispute:
    """Record that somebody disagrees, and by when it is decided; tell the author. Within the
    transaction of whoever raises it."""
    dispute = Dispute.objects.create(
        person=person,
        author=author,
        review=review,
        judgement=judgement,
        level=level,
        text=text.strip(),
        raised_at=timezone.now(),
        due_on=add_working_days(on, setting(DECIDE, on)),
    )
    trail.record(
        "dispute.raised",
        by=person,
        subject=person,
        record=dispute,
        detail={"text": Text(text), "due_on": dispute.due_on},
    )
    if review is None:
        queue_mail(
            to=author.email,
            subject=_("Somebody disagrees with what you recorded"),
            body=_("Sign in to read why, and talk with them about the facts first."),
        )
    return dispute


def _refuse_unless_disputable(scope: Scope, person_id: int, text: str) -> None:
    if person_id != scope.user_id:
        raise NotAllowed(_("Only the person it is about can disagree with it."))
    if not text.strip():
        raise DomainError(_("Say in your own words what you disagree with and why."), field="text")


@transaction.atomic
def dispute_judgement(*, judgement: Judgement, text: str, by: User, scope: Scope) -> Dispute:
    """Disagree with a degree. While it is open the judgement counts nowhere.

    :raises NotAllowed: for anybody but the person judged.
    :raises DomainError: without words; while one is open, or once one was decided.
    Source: PRACTICE, "Right of reply" (the same right holds for degrees).
    """
    _refuse_unless_disputable(scope, judgement.person_id, text)
    judgement = Judgement.objects.select_for_update().get(pk=judgement.pk)
    _refuse_second_dispute(Dispute.objects.filter(judgement=judgement))
    return raise_dispute(
        person=by, author=judgement.by, text=text, on=scope.on, judgement=judgement
    )


@transaction.atomic
def dispute_level(*, level: MonitoringLevel, text: str, by: User, scope: Scope) -> Dispute:
    """Disagree with a monitoring level. It stays in force until it is decided.

    :raises NotAllowed: for anybody but the person monitored.
    :raises DomainError: without words; while one is open, or once one was decided; once it is over.
    Source: PRACTICE, "Right of reply" (the same right holds for monitoring levels).
    """
    _refuse_unless_disputable(scope, level.person_id, text)
    level = MonitoringLevel.objects.select_for_update().get(pk=level.pk)
    if level.to_on is not None and level.to_on < scope.on:
        raise DomainError(_("This level is over already."))
    _refuse_second_dispute(Dispute.objects.filter(level=level))
    return raise_dispute(person=by, author=level.by, text=text, on=scope.on, level=level)


def _refuse_second_dispute(disputes: QuerySet[Dispute]) -> None:
    for sort, closed in disputes.values_list("decision__sort", "closed_at"):
        if closed is None:
            raise DomainError(_("You have disagreed with this already. It is not decided yet."))
        if sort != Decision.SETTLED:
            raise DomainError(_("This was decided already. The decision stands beside it."))


def lock_dispute(dispute: Dispute) -> Dispute:
    """Read an open dispute again under lock.

    :raises DomainError: once it is closed.
    """
    if dispute.review_id is not None:
        FileReview.objects.select_for_update().get(pk=dispute.review_id)
    dispute = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if dispute.closed_at is not None:
        raise DomainError(_("This dispute is closed."))
    return dispute


@transaction.atomic
def record_talk(
    *, dispute: Dispute, talked_on: dt.date, note: str, by: User, scope: Scope
) -> DisputeTalk:
    """Record the talk on facts that comes first. The person then says whether it settled it.

    :raises NotAllowed: for anybody but the author of what is disputed.
    :raises DomainError: without words, on a day that cannot be, once it is closed.
    """
    dispute = lock_dispute(dispute)
    if not rules.test_rule("assessments.talk_about_dispute", scope, dispute):
        raise NotAllowed(_("Who wrote it records the talk."))
    if talked_on > scope.on:
        raise DomainError(_("The date of the talk must be today or earlier."), field="talked_on")
    if talked_on < timezone.localdate(dispute.raised_at):
        raise DomainError(
            _("The date of the talk is before the person said that they disagree."),
            field="talked_on",
        )
    if not note.strip():
        raise DomainError(_("Write what you both said about the facts."), field="note")
    talk = DisputeTalk.objects.create(
        dispute=dispute, talked_on=talked_on, note=note.strip(), by=by, at=timezone.now()
    )
    trail.record(
        "dispute.talked",
        by=by,
        subject=dispute.person,
        record=dispute,
        detail={"talked_on": talked_on, "note": Text(note)},
    )
    queue_mail(
        to=dispute.person.email,
        subject=_("Your talk about what you disagree with is recorded"),
        body=_("Sign in to read it and to say whether it is settled."),
    )
    return talk


@transaction.atomic
def settle_dispute(*, dispute: Dispute, by: User, scope: Scope) -> None:
    """Say that one no longer disagrees: the person's own act, and nobody else's.

    :raises NotAllowed: for anybody but the person.
    :raises DomainError: before a talk; once it is with a second reviewer or closed.
    """
    dispute = lock_dispute(dispute)
    if dispute.person_id != scope.user_id:
        raise NotAllowed(_("Only who disagreed can say that it is settled."))
    if not dispute.talks.exists():
        raise DomainError(_("The talk on facts comes first."))
    if dispute.decider_id is not None:
        raise DomainError(_("A second reviewer decides on this already."))
    now = timezone.now()
    if dispute.review is not None:
        change_state(lock_review(dispute.review), ReviewState.ACKNOWLEDGED, by=by, at=now)
    close_dispute(dispute, Decision.SETTLED, "", by=by, at=now)
    queue_mail(
        to=dispute.author.email,
        subject=_("What somebody disagreed with is settled"),
        body=_("Your talk settled it. Sign in to see it."),
    )


def possible_deciders(dispute: Dispute, on: dt.date) -> QuerySet[User]:
    """Return who may decide a dispute: may review, and is nobody's subordinate in it.

    Of a file review also independent of the case, as any reviewer of it.
    """
    if dispute.review is not None:
        also = [dispute.review.second_reviewer_id, dispute.author_id]
        return independent_of(dispute.review, on, also=also)
    concerned = [dispute.person_id, dispute.author_id]
    return nobodys_subordinate(who_may_review(on), concerned, on).order_by("name", "pk")


def refuse_decider(dispute: Dispute, chosen: User, on: dt.date) -> None:
    """Refuse whoever may not decide. Asked when chosen and again when deciding.

    :raises DomainError: beside ``reviewer``. Source: PRACTICE, "Right of reply".
    """
    if not possible_deciders(dispute, on).filter(pk=chosen.pk).exists():
        raise DomainError(
            _(
                "Choose somebody else than %(name)s: who decides had no part in it, is independent "
                "of the case and is supervised by nobody concerned."
            )
            % {"name": chosen.name},
            field="reviewer",
        )


@transaction.atomic
def assign_decider(
    *, dispute: Dispute, reviewer: User, no_talk: str = "", by: User, scope: Scope
) -> Dispute:
    """Give a dispute to a second reviewer to decide.

    :param no_talk: why there was no talk on facts first; needed where none is recorded.
    :raises NotAllowed: for anybody but a lead of casework who is not concerned.
    :raises DomainError: without talk or reason; for somebody who may not decide; once closed.
    """
    dispute = lock_dispute(dispute)
    if not rules.test_rule("assessments.assign_dispute", scope, dispute):
        raise NotAllowed(_("A lead of casework who is not concerned chooses who decides."))
    if not no_talk.strip() and not dispute.talks.exists():
        raise DomainError(
            _("The talk on facts comes first. Say why there was none, or wait for it."),
            field="no_talk",
        )
    refuse_decider(dispute, reviewer, scope.on)
    dispute.decider, dispute.assigned_by, dispute.assigned_at = reviewer, by, timezone.now()
    dispute.no_talk = no_talk.strip()
    dispute.save(update_fields=["decider", "assigned_by", "assigned_at", "no_talk"])
    trail.record(
        "dispute.assigned",
        by=by,
        subject=dispute.person,
        record=dispute,
        detail={"decider": reviewer.pk, "no_talk": Text(no_talk)},
    )
    queue_mail(
        to=reviewer.email,
        subject=_("A dispute waits for your decision"),
        body=_("You have been asked to decide it by %(day)s. Sign in to read it.")
        % {"day": dispute.due_on.strftime("%-d %B %Y")},
    )
    return dispute


def close_dispute(
    dispute: Dispute, sort: Decision, reasons: str, *, by: User, at: dt.datetime
) -> DisputeDecision:
    """Write how a dispute ended. Within the transaction of whoever ends it."""
    decision = DisputeDecision.objects.create(
        dispute=dispute, sort=sort, reasons=reasons.strip(), by=by, at=at
    )
    dispute.closed_at = at
    if sort == Decision.SETTLED:
        dispute.read_at = at
    dispute.save(update_fields=["closed_at", "read_at"])
    trail.record(
        f"dispute.{sort}",
        by=by,
        subject=dispute.person,
        record=dispute,
        detail={"reasons": Text(reasons)},
    )
    return decision


@transaction.atomic
def mark_read(*, dispute: Dispute, by: User) -> None:
    """Note that the person has read the decision. Doing it twice changes nothing."""
    if dispute.person_id == by.pk and dispute.closed_at and dispute.read_at is None:
        dispute.read_at = timezone.now()
        dispute.save(update_fields=["read_at"])
        trail.record("dispute.read", by=by, subject=by, record=dispute)
