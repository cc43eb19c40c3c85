"""Actions made as people make them: through the services."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.action_enums import ActionKind, Seriousness
from assessments.content import ReviewContent
from assessments.models import Action, BelowStandard, FileReview, Finding
from assessments.services.action import (
    Asked,
    raise_action,
    return_action,
    say_done,
    verify_action,
    withdraw_action,
)
from assessments.services.below_standard import answer_what_bears, hear_person, tell_person
from core.clock import today
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.tree import Tree, tree_of
from people.models import User
from people.scope import Scope, scope_for
from tests.assessments.factories import (
    assign,
    closed_file_of,
    content_for,
    default_criteria,
    ombudsman_association,
    review_at,
    share,
    submit,
)

WHAT = "Read the guide to time limits, and add the time limit to the record."
KEY = "emergencies"
"""The criterion that is not met again and again."""
DONE = "I read the guide on Monday; the time limit stands in the record now."


def scope(user: User) -> Scope:
    return scope_for(user, today())


def asked_of(owner: User, **given: Any) -> Asked:
    given = {
        "kind": ActionKind.LEARNING,
        "seriousness": Seriousness.MINOR,
        "what": WHAT,
    } | given
    return Asked(owner=owner, **given)


def raised(
    review: FileReview, owner: User, by: User, finding: Finding | None = None, **given: Any
) -> Action:
    return raise_action(
        review=review, finding=finding, asked=asked_of(owner, **given), by=by, scope=scope(by)
    )


def action_at(
    cast: Any,
    state: str,
    *,
    review: FileReview | None = None,
    reference: str = "HB-2041",
    **given: Any,
) -> Action:
    """Return an action about Amira's work, hers to do, that Ben raised from his shared review."""
    review = review or review_at(cast, "shared", reference)
    ben, amira = cast.supervisor, cast.caseworker
    action = raised(review, amira, ben, **given)
    if state in ("done", "verified", "returned"):
        say_done(action=action, text=DONE, by=amira)
    if state == "verified":
        verify_action(action=action, text="", by=ben, scope=scope(ben))
    elif state == "returned":
        return_action(action=action, text="Where is it?", by=ben, scope=scope(ben))
    elif state == "withdrawn":
        withdraw_action(action=action, text="It was there.", by=ben, scope=scope(ben))
    action.refresh_from_db()
    return action


def answers_on(review: FileReview, tree: Tree, key: str, value: str) -> ReviewContent:
    """Return a whole sheet that says something of one criterion and *met* of every other."""
    given = {f"answer-{key}": [value], f"comment-{key}": ["It is not in the file."]}
    return content_for(review, tree, **given)


def performance_review(cast: Any, number: int, on: dt.date, value: str = "not_met") -> FileReview:
    """Return a shared review of performance by Ben, drawn at random, that says this of ``KEY``."""
    version = Version.objects.filter(framework__code="ombudsman-association").first()
    version = version or ombudsman_association()
    review = assign(
        case_file=closed_file_of(cast.caseworker, today(), f"HB-{number}"),
        person=cast.caseworker,
        reviewer=cast.supervisor,
        by=cast.manager,
        scope=scope(cast.manager),
        versions=[version],
        set_version=default_criteria(),
        purpose=Purpose.PERFORMANCE_REVIEW,
    )
    tree = tree_of(version.pk)
    submit(
        review,
        by=cast.supervisor,
        scope=scope(cast.supervisor),
        trees=[tree],
        reviewed_on=on,
        content=answers_on(review, tree, KEY, value),
    )
    return share(review, by=cast.supervisor, scope=scope(cast.supervisor))


def reviews_of_performance(cast: Any, *values: str) -> list[FileReview]:
    """Return shared reviews, the last of them of yesterday, a day apart."""
    first = today() - dt.timedelta(days=len(values))
    return [
        performance_review(cast, 3000 + number, first + dt.timedelta(days=number), value)
        for number, value in enumerate(values)
    ]


def below_standard_at(cast: Any, step: str) -> BelowStandard:
    """Return a proposal about Amira at a step: new, asked, told, heard."""
    reviews_of_performance(cast, "not_met", "met", "not_met", "met", "not_met")
    row = BelowStandard.objects.get()
    ben = {"by": cast.supervisor, "scope": scope(cast.supervisor)}
    if step != "new":
        answer_what_bears(row=row, bears=False, text="Nothing agreed, no days away.", **ben)
    if step in ("told", "heard"):
        tell_person(row=row, **ben)
    if step == "heard":
        hear_person(row=row, text="I had two such cases and no guide.", by=cast.caseworker)
    row.refresh_from_db()
    return row


def text_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("notes.txt", b"The time limit stands on page 2.")
