"""Who sees which action: asked here, and nowhere else.

Source: TRUST, "Who sees what", row "corrective and holding actions".
"""

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.db.models.lookups import GreaterThan

from assessments.action_enums import UNFINISHED, ActionState
from assessments.querysets import ASSIGNEE_DAYS, supervised_since
from people.enums import Role
from people.models import Absence, Line

if TYPE_CHECKING:
    from people.scope import Scope

DAY = dt.timedelta(days=1)
READING_DAYS = 7
"""How long a stated reason lets HR read one action."""


def clock_ran_out(on: dt.date) -> GreaterThan:
    """Return the condition that the time for an action is over, on a day.

    The clock stands still while its owner is away, and after it they have as long as was left: all
    their days away since it was raised are added to its day, each of them once, however many
    absences name it. Source: PRACTICE, "Absence".
    """
    yesterday = Value(on - DAY, DateField())
    until = Coalesce("to_on", yesterday)
    earlier = Q(from_on__lt=OuterRef("from_on")) | Q(
        from_on=OuterRef("from_on"), pk__lt=OuterRef("pk")
    )
    counted = Absence.objects.filter(earlier, user=OuterRef("user")).annotate(until=until)
    before_raised = _day_before(OuterRef("raised_on"))
    after = Greatest(
        _day_before(F("from_on")),
        before_raised,
        Coalesce(Subquery(counted.order_by("-until").values("until")[:1]), before_raised),
        output_field=DateField(),
    )
    last = Least(until, yesterday, output_field=DateField())
    days = (
        Absence.objects.filter(user=OuterRef("owner"))
        .annotate(after=after, last=last)
        .filter(last__gt=F("after"))
        .order_by()
        .values("user")
        .annotate(days=Sum(F("last") - F("after"), output_field=DurationField()))
    )
    away = Coalesce(Subquery(days.values("days")), Value(dt.timedelta(), DurationField()))
    late = ExpressionWrapper(Value(on, DateField()) - F("due_on"), output_field=DurationField())
    return GreaterThan(late, away)


def _day_before(day: F | OuterRef) -> Cast:
    return Cast(ExpressionWrapper(day - DAY, output_field=DateField()), DateField())


class ActionQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the actions this scope may read.

        Those about one's work, those one owns, raised or, as reviewer, has to verify, until 28 days
        after they ended. Those of the people one supervises or covers for: since taking over, and
        of before what is still open. Those of the people one step further down. For HR a single
        one, for a week after a stated reason.
        """
        from assessments.models import ActionReading  # noqa: PLC0415

        by_assignment = (
            Q(owner=scope.user_id) | Q(raised_by=scope.user_id) | Q(review__reviewer=scope.user_id)
        ) & (
            Q(ended_at__isnull=True)
            | Q(ended_at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS))
        )
        below = supervised_since(scope, "raised_at") | (
            scope.supervises_at("person") & Q(state__in=UNFINISHED)
        )
        seen = Q(person=scope.user_id) | by_assignment | below | scope.oversees_at("person")
        if scope.has(Role.HR):
            since = scope.on - dt.timedelta(days=READING_DAYS)
            readings = ActionReading.objects.filter(by=scope.user_id, at__date__gte=since)
            seen |= Q(Exists(readings.filter(action=OuterRef("pk"))))
        return self.filter(seen)

    def unfinished(self) -> Self:
        """Return the actions that somebody has still to do or to verify."""
        return self.filter(state__in=UNFINISHED)

    def hold_open(self, review: Any) -> Self:
        """Return the actions that keep a review from being closed."""
        return self.filter(review=review).unfinished()

    def overdue(self, on: dt.date) -> Self:
        """Return the actions not done by their day, where the owner's clock has not stopped."""
        return self.filter(clock_ran_out(on), state=ActionState.OPEN, due_on__lt=on)

    def waiting_for_re_review(self) -> Self:
        """Return the verified actions whose re-review nobody has asked for yet.

        One review asked for after the action was verified, of any later file, answers for all.
        """
        from assessments.enums import ReviewState, WhyThisFile  # noqa: PLC0415
        from assessments.models import FileReview  # noqa: PLC0415

        asked = FileReview.objects.filter(
            person=OuterRef("person"),
            why=WhyThisFile.RE_REVIEW,
            assigned_at__gte=OuterRef("ended_at"),
        ).exclude(state=ReviewState.WITHDRAWN)
        return self.filter(~Exists(asked), state=ActionState.VERIFIED, re_review=True)

    def waiting(self, scope: "Scope", on: dt.date) -> Self:
        """Return the actions that wait for this user.

        One's own to do. Done ones to verify: of whom one supervises or covers for, and those one
        raised; where the supervisor did it themself, the manager's. Overdue ones: the supervisor's
        and the manager's, or their deputies'. Verified ones that a re-review should follow: the
        supervisor's. Source: PRACTICE, "Corrective action".
        """
        mine = Q(owner=scope.user_id)
        below, above = scope.supervises_at("person"), scope.oversees_at("person")
        lines = Line.objects.in_force(on).filter(person=OuterRef("person"))
        own_supervisor = Exists(lines.filter(supervisor=OuterRef("owner")))
        to_verify = (below | Q(raised_by=scope.user_id) | above & own_supervisor) & ~mine
        late = self.overdue(on).filter(below | above).values("pk")
        later = self.waiting_for_re_review().filter(below).values("pk")
        return self.filter(
            mine & Q(state=ActionState.OPEN)
            | to_verify & Q(state=ActionState.DONE)
            | Q(pk__in=late)
            | Q(pk__in=later)
        )

    def standing(self, on: dt.date) -> Self:
        """Add to each whether it is overdue, and whether its re-review is still to be asked for."""
        late = Q(clock_ran_out(on), state=ActionState.OPEN, due_on__lt=on)
        asked_for: ActionQuerySet = ActionQuerySet(self.model).waiting_for_re_review()
        return self.annotate(
            is_overdue=Case(When(late, then=True), default=False, output_field=BooleanField()),
            waits_for_re_review=Exists(asked_for.filter(pk=OuterRef("pk"))),
        )

    def listed(self) -> models.QuerySet[Any, dict[str, Any]]:
        """Return what a row of a list of actions shows, as plain values."""
        return self.values(
            "pk",
            "kind",
            "seriousness",
            "state",
            "what",
            "due_on",
            person_name=F("person__name"),
            owner_name=F("owner__name"),
        )

    def counts_by_team(self, on: dt.date) -> list[tuple[str, int, int]]:
        """Return team, unfinished actions, overdue ones: counts only, for HR; two queries.

        The team is the one stored when the action was raised.
        """
        unfinished = self.unfinished()._by_team()
        overdue = self.overdue(on)._by_team()
        return [(team, unfinished[team], overdue[team]) for team in sorted(unfinished)]

    def overdue_counts(self, on: dt.date) -> models.QuerySet[Any, Any]:
        """Return team and how many of its actions are overdue; teams without any are left out."""
        named = Coalesce(F("team__name"), Value(""))
        rows = self.overdue(on).order_by().annotate(team_name=named).values_list("team_name")
        return rows.annotate(n=Count("pk"))

    def _by_team(self) -> Counter[str]:
        rows = self.order_by().values_list("team__name").annotate(n=Count("pk"))
        return Counter(dict(rows))
