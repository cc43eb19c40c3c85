"""Who sees which dispute: asked here, and nowhere else.

Source: TRUST, "Who sees what" (by assignment: who decides a dispute sees that one record and its
replies until 20 working days after it closes; the manager reads a text when it comes to them).
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate

from people.enums import Role

if TYPE_CHECKING:
    from people.scope import Scope

ASSIGNEE_DAYS = 28
"""Twenty working days."""
TALK_DAYS = 7
"""After five working days without a talk the lead of casework may go on without one."""
STILL_OPEN = dt.date(9999, 12, 31)
"""Where an open dispute stands in a list by day: before all that are closed."""


class DisputeQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Disputes this scope may open: one's own; of who wrote what is disputed, and who decides,
        until 20 working days after it closed; of those one supervises or covers for. While it is
        open the supervisor's supervisor, and the lead of casework, who chooses who decides."""
        near = Q(closed_at__isnull=True) | Q(
            closed_at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS)
        )
        assigned = Q(author=scope.user_id) | Q(decider=scope.user_id) | Q(assigned_by=scope.user_id)
        above = scope.oversees_at("person")
        if scope.has(Role.LEAD_OF_CASEWORK):
            above |= ~Q(person=scope.user_id)
        return self.filter(
            Q(person=scope.user_id)
            | assigned & near
            | scope.supervises_at("person")
            | above & Q(closed_at__isnull=True)
        )

    def open(self) -> Self:
        """Disputes that are neither decided nor settled."""
        return self.filter(closed_at__isnull=True)

    def placed(self) -> Self:
        """Add ``place``, the day by which a list of them is paged: the open ones, then the rest by
        the day they were closed on."""
        last = models.Value(STILL_OPEN, models.DateField())
        return self.annotate(place=Coalesce(TruncDate("closed_at"), last))

    def listed(self) -> models.QuerySet[Any, dict[str, Any]]:
        """Return what a row of the list shows, as plain values."""
        return self.placed().values(
            "pk",
            "place",
            "raised_at",
            "due_on",
            "closed_at",
            "judgement_id",
            reference=F("review__case_file__reference"),
            person_name=F("person__name"),
            decider_name=F("decider__name"),
            how=F("decision__sort"),
        )

    def decided_by(self, scope: "Scope") -> Self:
        """Disputes this user decides, or decided no longer ago than they may read it."""
        return self.filter(
            Q(closed_at__isnull=True)
            | Q(closed_at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS)),
            decider=scope.user_id,
        )

    def waiting_for(self, scope: "Scope") -> models.QuerySet[Any, Any]:
        """Disputes in which the next step is this user's, with ``step``: what it is.

        The author talks; the person says whether that settled it, and reads the decision; the lead
        of casework chooses who decides, after the talk or after a week without one, and sees to it
        when its day is past; who was chosen decides.
        """
        from assessments.models import DisputeTalk  # noqa: PLC0415

        talked = models.Exists(DisputeTalk.objects.filter(dispute=models.OuterRef("pk")))
        me, is_open = scope.user_id, Q(closed_at__isnull=True)
        steps = [
            models.When(is_open & Q(decider=me), then=models.Value("dispute_decide")),
            models.When(
                is_open & Q(author=me, decider__isnull=True, talked=False),
                then=models.Value("dispute_talk"),
            ),
            models.When(
                is_open & Q(person=me, decider__isnull=True, talked=True),
                then=models.Value("dispute_settle"),
            ),
            models.When(
                Q(person=me, closed_at__isnull=False, read_at__isnull=True),
                then=models.Value("dispute_read"),
            ),
        ]
        if scope.has(Role.LEAD_OF_CASEWORK):
            late = Q(raised_at__date__lte=scope.on - dt.timedelta(days=TALK_DAYS))
            steps.append(
                models.When(
                    is_open
                    & Q(decider__isnull=True)
                    & (Q(talked=True) | late)
                    & ~Q(person=me)
                    & ~Q(author=me),
                    then=models.Value("dispute_assign"),
                )
            )
            steps.append(
                models.When(
                    is_open & Q(due_on__lt=scope.on) & ~Q(person=me) & ~Q(author=me),
                    then=models.Value("dispute_late"),
                )
            )
        step = models.Case(*steps, default=models.Value(""), output_field=models.CharField())
        return self.annotate(talked=talked).annotate(step=step).exclude(step="")
