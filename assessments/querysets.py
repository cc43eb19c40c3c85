"""Who sees which review, evidence and judgement: asked here, and nowhere else.

Source: TRUST, "Who sees what".
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from assessments.enums import (
    BEFORE_BOTH,
    BEFORE_SUBMITTED,
    COUNTING_STATES,
    Decision,
    Direction,
    ProposalAnswer,
    ReviewState,
)
from assessments.uses import UsableQuerySet, recorded_for
from cases.naming import closed_to_external
from core.among import among
from frameworks.carrying import areas_read_into
from frameworks.enums import Purpose
from frameworks.models import Area, Version
from people.enums import Role

if TYPE_CHECKING:
    from people.scope import Scope

ASSIGNEE_DAYS = 28
"""Somebody who acts on a record by assignment reads it until 20 working days after it closes."""

OLD_POINTS_MONTHS = 24
"""Improvement points older than this leave the default view (PRACTICE, File review)."""


def old_points_before(on: dt.date) -> dt.date:
    """Return the first day whose improvement points are still in the default view on a day."""
    year, month = divmod(on.year * 12 + on.month - 1 - OLD_POINTS_MONTHS, 12)
    _weekday, last = monthrange(year, month + 1)
    return dt.date(year, month + 1, min(on.day, last))


def points_since(first: dt.date | None) -> Q:
    """Return the condition on evidence that leaves out improvement points of before a day.

    An improvement point, once shared, is evidence that shows the opposite of an area. None: those
    of every age.
    """
    return Q() if first is None else Q(direction=Direction.SHOWS) | Q(on__gte=first)


def in_default_view(on: dt.date) -> Q:
    """Return the condition that evidence is in the default view on a day."""
    return points_since(old_points_before(on))


def read_at(area: Area) -> Q:
    """Return the condition that evidence is read at an area: it stands on it, or was carried there
    from an earlier version or from another framework."""
    there = areas_read_into(area.version).filter(read_at=area.key)
    return Q(area=area) | Q(area__in=there.values("pk"))


def supervised_since(scope: "Scope", field: str) -> Q:
    """Return the condition "about somebody I supervise or cover, since I took them over".

    :param field: the field holding the moment the record was made; compared as a date.
    """
    by_day: dict[dt.date, list[int]] = {}
    for person, since in scope.supervises.items():
        by_day.setdefault(since, []).append(person)
    condition = Q(pk__in=[])
    for since, people in by_day.items():
        condition |= among("person", people) & Q(**{f"{field}__date__gte": since})
    return condition


def review_usable_for(purpose: Purpose) -> Q:
    """Return the condition that a review may be used for a purpose: every framework it is made
    under permits it, and so does the purpose of the review (``assessments.uses``)."""
    from assessments.models import FileReviewVersion  # noqa: PLC0415

    refusing = FileReviewVersion.objects.filter(review=OuterRef("pk")).exclude(
        version__in=Version.objects.permitting(purpose).values("pk")
    )
    return Q(~Exists(refusing), purpose__in=recorded_for(purpose))


def disputed_before(scope: "Scope", about: str) -> models.QuerySet[Any, Any]:
    """Return the ids of the records that a scope reads because it decides a dispute about them.

    :param about: ``review`` or ``judgement``.
    """
    from assessments.models import Dispute  # noqa: PLC0415

    disputes = Dispute.objects.decided_by(scope).filter(**{f"{about}__isnull": False})
    return disputes.order_by().values(about)


class FileReviewQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Reviews this scope may open."""
        return self.filter(self._open_to(scope))

    def _open_to(self, scope: "Scope") -> Q:
        """Return the condition that a scope may open a review.

        The person: once shared. Its reviewers: always, until 28 days after it closed. The
        supervisor and their deputy: after submission, since they took over. The supervisor's
        supervisor: after submission until it is shared, and again while it is disputed. The lead
        of casework: where its two reviewers cannot agree. Who decides a dispute about it: until
        20 working days after that.
        """
        own = Q(person=scope.user_id, shared_at__isnull=False)
        mine_to_do = (
            ~closed_to_external(scope.user_id, scope.on)
            & (Q(reviewer=scope.user_id) | Q(second_reviewer=scope.user_id))
            & (
                Q(closed_at__isnull=True)
                | Q(closed_at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS))
            )
        )
        supervised = Q(submitted_at__isnull=False) & supervised_since(scope, "submitted_at")
        above = (
            Q(submitted_at__isnull=False)
            & (Q(shared_at__isnull=True) | Q(state=ReviewState.DISPUTED))
            & scope.oversees_at("person")
        )
        by_assignment = self._to_decide(scope) | Q(pk__in=disputed_before(scope, "review"))
        return own | mine_to_do | supervised | above | by_assignment

    def in_states(self, states: Iterable[str], scope: "Scope") -> dict[str, int]:
        """Return how many reviews this scope may open stand in each of these states; one query.

        Of a few people they are found by the people; of many, by the states, which few are in,
        from the index ``review_steered_by`` alone.
        """
        standing = self.filter(state__in=states).order_by()
        if scope.oversees_many:
            counted = Count("state", filter=self._open_to(scope))
        else:
            standing, counted = standing.visible_to(scope), Count("state")
        return dict(standing.values_list("state").annotate(n=counted))

    def usable_for(self, purpose: Purpose) -> Self:
        """Reviews that may be used for a purpose: see :func:`review_usable_for`."""
        return self.filter(review_usable_for(purpose))

    def listed(self) -> models.QuerySet[Any, dict[str, Any]]:
        """Return what a row of a list of reviews shows, as plain values."""
        return self.values(
            "pk",
            "state",
            "due_on",
            reference=F("case_file__reference"),
            person_name=F("person__name"),
            reviewer_name=F("reviewer__name"),
        )

    def led_by(self, scope: "Scope") -> Self:
        """Reviews not finished yet that the lead of casework may have done twice: what they are,
        never what they say. Reviews of the lead's own work are not among them."""
        if not scope.has(Role.LEAD_OF_CASEWORK):
            return self.none()
        return self.filter(state__in=BEFORE_BOTH).exclude(person=scope.user_id)

    def written_by(self, scope: "Scope") -> Self:
        """Reviews about which this user writes a sheet: as a reviewer, or deciding the outcome."""
        mine = Q(reviewer=scope.user_id) | Q(second_reviewer=scope.user_id)
        deciding = Q(pk__in=disputed_before(scope, "review"), state=ReviewState.DISPUTED)
        return self.visible_to(scope).filter(mine | self._to_decide(scope) | deciding)

    def unshared_past(self, clock: Q) -> Self:
        """Reviews that are finished and not shared yet, where a clock has run out.

        :param clock: one of ``assessments.clocks.ran_out_since_finished``.
        """
        return self.filter(clock, state__in=(ReviewState.SUBMITTED, ReviewState.TO_AGREE))

    def outcome_waits_for(self, scope: "Scope") -> Self:
        """Files reviewed twice whose outcome waits for this user: to write, or to answer what the
        other reviewer wrote; for the lead of casework, where a proposal was refused."""
        from assessments.models import AgreedProposal  # noqa: PLC0415

        waiting = AgreedProposal.objects.filter(review=OuterRef("pk"), answer__isnull=True)
        mine = Q(reviewer=scope.user_id) | Q(second_reviewer=scope.user_id)
        written = Exists(waiting.filter(by=scope.user_id))
        lead = self._to_decide(scope) & ~Exists(waiting)
        return self.filter(mine & ~written | lead, state=ReviewState.TO_AGREE)

    def _to_decide(self, scope: "Scope") -> Q:
        """Return the condition that two reviewers cannot agree, and a scope may decide it."""
        from assessments.models import AgreedAnswer  # noqa: PLC0415

        if not scope.has(Role.LEAD_OF_CASEWORK):
            return Q(pk__in=[])
        refused = AgreedAnswer.objects.filter(
            proposal__review=OuterRef("pk"), sort=ProposalAnswer.REFUSED
        )
        return Q(Exists(refused), state=ReviewState.TO_AGREE) & ~Q(person=scope.user_id)

    def mine_to_do(self, scope: "Scope") -> Self:
        """Reviews this user has been given as their first reviewer and has not finished."""
        return self.filter(reviewer=scope.user_id, state__in=BEFORE_SUBMITTED)


class EvidenceQuerySet(UsableQuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Evidence this scope may read: one's own; of those supervised, since taking over;
        what one wrote, while it can still be answered. HR reads the signed record only."""
        own = Q(person=scope.user_id)
        author = Q(
            author=scope.user_id,
            recorded_at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS),
        )
        return self.filter(own | author | supervised_since(scope, "recorded_at"))

    def counting(self) -> Self:
        """Evidence that counts: not withdrawn, and not of a review in dispute or withdrawn."""
        from assessments.models import EvidenceWithdrawal  # noqa: PLC0415

        return self.filter(
            ~Exists(EvidenceWithdrawal.objects.filter(evidence=OuterRef("pk"))),
            Q(review__isnull=True) | Q(review__state__in=COUNTING_STATES),
        )


class JudgementQuerySet(UsableQuerySet):
    def usable_for(self, purpose: Purpose, *, read_under: int | None = None) -> Self:
        """As of everything; and each piece of evidence that a judgement rests on, which may have
        been carried from another framework, may be used for the purpose too."""
        from assessments.models import JudgementEvidence  # noqa: PLC0415

        refused = JudgementEvidence.objects.filter(judgement=OuterRef("pk")).exclude(
            evidence__version__in=Version.objects.permitting(purpose).values("pk")
        )
        return super().usable_for(purpose, read_under=read_under).filter(~Exists(refused))

    def visible_to(self, scope: "Scope") -> Self:
        """Judgements this scope may read: one's own; of those supervised, since taking over;
        what one judged oneself, while it can still be answered; what one decides a dispute of."""
        own = Q(person=scope.user_id)
        author = Q(by=scope.user_id, at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS))
        deciding = Q(pk__in=disputed_before(scope, "judgement"))
        return self.filter(own | author | deciding | supervised_since(scope, "at"))

    def counting(self) -> Self:
        """Judgements that count: not in dispute, and not replaced or withdrawn after one."""
        from assessments.models import Dispute  # noqa: PLC0415

        shaken = Dispute.objects.filter(
            Q(closed_at__isnull=True)
            | Q(decision__sort__in=[Decision.CHANGED, Decision.WITHDRAWN]),
            judgement=OuterRef("pk"),
        )
        return self.filter(~Exists(shaken))
