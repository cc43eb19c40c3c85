"""Reads across the models of assessment: choices that forms offer, and what one review says."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from assessments.agreeing import Written
from assessments.enums import Direction, FindingSort
from assessments.models import Answer, Evidence, FileReview, FileReviewVersion, Finding
from assessments.narrative import Levels
from assessments.querysets import old_points_before
from cases.models import CaseFile, CaseSight, Conflict, Holding, HoldingAction
from cases.naming import externals, may_be_given
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import Tree, tree_of
from people.enums import Role
from people.models import AccessRole, User
from people.periods import in_force
from people.scope import Scope

MOST_EARLIER_POINTS = 20


def people_on_file(case_file: CaseFile, scope: Scope) -> QuerySet[User]:
    """Return who had a part in a file and may be reviewed at this user's asking.

    The lead of casework asks for anybody; others for those they supervise, cover or oversee.
    """
    people = User.objects.filter(
        pk__in=Holding.objects.filter(case_file=case_file).values("user")
    ).exclude(pk=scope.user_id)
    if not scope.has(Role.LEAD_OF_CASEWORK):
        people = people.filter(scope.supervises_at("pk") | scope.oversees_at("pk"))
    return people.order_by("name", "pk")


def who_may_review(on: dt.date) -> QuerySet[User]:
    """Return who may be given a file to review on a day, whoever's work it is.

    Supervisors and leads of casework whose access role is in force that day, and whoever comes
    from outside and is named for a case that day; all of whom may sign in.
    """
    roles = AccessRole.objects.filter(
        in_force(on), role__in=[Role.SUPERVISOR, Role.LEAD_OF_CASEWORK]
    )
    people: QuerySet[User] = User.objects.may_sign_in(on)
    sights = CaseSight.objects.in_force(on).filter(user__in=externals(on))
    return people.filter(Q(pk__in=roles.values("user")) | Q(pk__in=sights.values("user")))


def possible_reviewers(case_file: CaseFile, scope: Scope) -> QuerySet[User]:
    """Return who may review and has no part in the case and no declared conflict.

    The same answer as ``services.assign.refuse_reviewer``, for a list. Source: PRACTICE,
    "Independence".
    """
    on: dt.date = scope.on
    parts = Holding.objects.filter(case_file=case_file)
    conflicts = Conflict.objects.in_force(on).touching(case_file)
    return (
        who_may_review(on)
        .filter(may_be_given(case_file, on))
        .exclude(pk__in=parts.values("user"))
        .exclude(pk__in=conflicts.values("user"))
        .order_by("name", "pk")
    )


def adopted_versions() -> QuerySet[Version]:
    """Return the framework versions that a review may be made under: the current ones in use.

    The one in use longest comes first.
    """
    return Version.objects.current().public().order_by("framework__adopted_on", "title", "pk")


def answers_of(review: FileReview, *parts: str) -> QuerySet[Answer]:
    """Return the written answers of sheets with their criteria, in order, in one query.

    :param parts: of which sheets; none for the one that stands.
    """
    return (
        Answer.objects.filter(
            sheet__review=review,
            sheet__part__in=parts or [review.standing_part],
            sheet__submitted_at__isnull=False,
        )
        .select_related("criterion", "sheet")
        .order_by("criterion__position")
    )


def findings_of(review: FileReview, *parts: str) -> list[dict[str, Any]]:
    """Return the written findings of sheets in order, each with the ``part`` it stands in, its
    ``ticked`` behaviours and, of a narrative, the words.

    One query: a row for each tick, put together here.

    :param parts: of which sheets; none for the one that stands.
    """
    rows = (
        Finding.objects.filter(
            sheet__review=review,
            sheet__part__in=parts or [review.standing_part],
            sheet__submitted_at__isnull=False,
        )
        .order_by("position", "pk")
        .values(
            "pk",
            "sort",
            "area_id",
            "criterion_id",
            "note",
            part=F("sheet__part"),
            tick=F("ticks__behaviour_id"),
            tick_words=F("ticks__words"),
        )
    )
    findings: dict[int, dict[str, Any]] = {}
    for row in rows:
        finding = findings.setdefault(row["pk"], {**row, "ticked": {}})
        if row["tick"] is not None:
            finding["ticked"][row["tick"]] = row["tick_words"]
    return list(findings.values())


def written(review: FileReview, part: str, writer: int | None) -> Written:
    """Return what a sheet says and, where it found harm, the holding actions its writer opened on
    the file."""
    findings = findings_of(review, part)
    actions: list[int] = []
    if any(finding["sort"] == FindingSort.HARM for finding in findings):
        opened = HoldingAction.objects.filter(case_file=review.case_file_id, opened_by=writer)
        actions = list(opened.order_by("pk").values_list("pk", flat=True))
    return Written(list(answers_of(review, part)), findings, actions)


@dataclass(frozen=True)
class Under:
    """What a review is made under.

    :ivar levels: the key of the level that the person's post had in the framework of a version at
        the time of the work, by version.
    """

    trees: list[Tree]
    levels: Levels


def made_under(review: FileReview) -> Under:
    """Return the framework versions that a review is made under, in order, in one query."""
    rows = review.review_versions.order_by("pk").values_list("version_id", "role_level__key")
    return Under(
        [tree_of(version) for version, _level in rows],
        {version: level for version, level in rows if level},
    )


def earlier_points(review: FileReview, scope: Scope) -> list[Evidence]:
    """Return the improvement points recorded before a review was finished, newest first.

    Those that this reader may read anyway, that count, are no older than 24 months, stand under the
    review's frameworks and may be used for the purpose of the review. One more
    than ``MOST_EARLIER_POINTS`` at most. One query. Who asks for them, and when, is the policy's
    (``assessments.read_earlier_points``) and the state's.
    Source: PRACTICE, "File review"; DOMAIN, section 2 (the permitted use travels).
    """
    frameworks = FileReviewVersion.objects.filter(review=review).values("version__framework")
    rows = (
        Evidence.objects.visible_to(scope)
        .usable_for(Purpose(review.purpose))
        .counting()
        .filter(
            person=review.person_id,
            direction=Direction.OPPOSITE,
            version__framework__in=frameworks,
            on__gte=old_points_before(scope.on),
            recorded_at__lt=review.submitted_at,
        )
        .select_related("area")
        .order_by("-on", "-pk")
    )
    return list(rows[: MOST_EARLIER_POINTS + 1])
