"""Reviews made as people make them: through the services."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings

from assessments.content import ReviewContent, read_content
from assessments.enums import FeedbackHow, ReplySort, WhyThisFile
from assessments.models import Dispute, FileReview, SetVersion
from assessments.services.agree import answer_proposal, propose_outcome
from assessments.services.assign import assign_review
from assessments.services.criteria import load_criteria
from assessments.services.dispute import assign_decider, record_talk
from assessments.services.reply import close_review, reply_to_review
from assessments.services.second import ask_second_review
from assessments.services.share import share_review
from assessments.services.submit import criteria_of, submit_review
from cases.models import CaseFile
from core.clock import today
from frameworks.models import Version
from frameworks.services.adopting import adopt_framework
from frameworks.services.loading import load_frameworks
from frameworks.tree import Tree, tree_of
from people.enums import Role
from people.models import User
from people.scope import Scope, scope_for
from tests.cases.factories import CaseFileFactory, HoldingFactory
from tests.factories import person

FIXTURES = Path(settings.ROOT) / "fixtures"
GOOD = "The letter of 3 March explains the decision in words anybody can follow."
LACKING = "The time limit for an appeal is not mentioned in the last letter."


def assign(**given: Any) -> FileReview:
    given.setdefault("why", WhyThisFile.RANDOM)
    given.setdefault("due_on", given["scope"].on + dt.timedelta(days=14))
    return assign_review(**given)


def fields_for(
    review: FileReview, tree: Tree, answer: str = "met", **more: list[str]
) -> dict[str, list[str]]:
    """Return what a reviewer types: every criterion answered, one finding of each sort."""
    fields = {f"answer-{criterion.key}": [answer] for criterion in criteria_of(review)}
    clear = tree.area_by_key["impactful.clear"]
    perceptive = tree.area_by_key["analytical.perceptive"]
    fields |= {
        "finding": ["1", "2"],
        "finding-1-sort": ["good_practice"],
        "finding-1-area": [str(clear.id)],
        "finding-1-behaviour": [str(clear.effective[0].id)],
        "finding-1-note": [GOOD],
        "finding-1-criterion": ["plain-language"],
        "finding-2-sort": ["improvement"],
        "finding-2-area": [str(perceptive.id)],
        "finding-2-behaviour": [str(perceptive.ineffective[0].id)],
        "finding-2-note": [LACKING],
    }
    return fields | more


def content_for(review: FileReview, tree: Tree, **more: list[str]) -> ReviewContent:
    return read_content(fields_for(review, tree, **more))


def submit(review: FileReview, *, trees: list[Tree], **given: Any) -> FileReview:
    content = given.pop("content", None) or content_for(review, trees[0])
    given.setdefault("reviewed_on", given["scope"].on)
    submit_review(review=review, content=content, trees=trees, **given)
    review.refresh_from_db()
    return review


def share(review: FileReview, **given: Any) -> FileReview:
    given.setdefault("given_on", given["scope"].on)
    given.setdefault("how", FeedbackHow.MEETING)
    given.setdefault("note", "We talked the letter through. Next time, name the time limit.")
    share_review(review=review, **given)
    review.refresh_from_db()
    return review


def ombudsman_association() -> Version:
    """Return the framework of the Ombudsman Association, published and in use."""
    path = FIXTURES / "ombudsman-association-2018.json"
    version = load_frameworks(paths=[path], by="test")[0].version
    adopt_framework(framework=version.framework, on=dt.date(2024, 1, 2), by="test")
    return version


def default_criteria() -> SetVersion:
    return load_criteria(path=FIXTURES / "criteria" / "file-review.json", by="test")[0]


def closed_file_of(person: User, on: dt.date, reference: str = "HB-2041") -> CaseFile:
    """Return a file that somebody held for 70 days and closed 20 days ago."""
    opened, closed = on - dt.timedelta(days=90), on - dt.timedelta(days=20)
    file = CaseFileFactory(reference=reference, opened_on=opened, closed_on=closed)
    HoldingFactory(case_file=file, user=person, from_on=opened, to_on=closed)
    return file


def ask_second(review: FileReview, **given: Any) -> FileReview:
    """Let a lead of casework ask somebody to review the same file, blind."""
    given.setdefault("due_on", given["scope"].on + dt.timedelta(days=14))
    given.setdefault("reason", "Reviewers read this kind of letter differently.")
    ask_second_review(review=review, **given)
    review.refresh_from_db()
    return review


SECOND_SAW = "The letter names no date by which the client has to act."
BLIND_STEPS = ("asked", "first", "second", "both", "proposed", "agreed", "shared")


def blind_at(cast: Any, step: str, reference: str = "HB-2041") -> FileReview:
    """Return a review of Amira's file by Ben and, blind, by Dilys, at one of ``BLIND_STEPS``.

    They differ in one answer and in what they saw. ``first`` and ``second``: who has finished.
    """
    review = review_at(cast, "assigned", reference)
    grace, ben, dilys = (
        (user, scope_for(user, today()))
        for user in (cast.manager, cast.supervisor, cast.other_supervisor)
    )
    ask_second(review, reviewer=cast.other_supervisor, by=grace[0], scope=grace[1])
    tree = tree_of(review.versions.get().pk)
    at = BLIND_STEPS.index(step)
    if at and step != "second":
        submit(review, by=ben[0], scope=ben[1], trees=[tree])
    if at >= BLIND_STEPS.index("second"):
        submit(
            review, by=dilys[0], scope=dilys[1], trees=[tree], content=second_content(review, tree)
        )
    if at >= BLIND_STEPS.index("proposed"):
        propose_outcome(
            review=review,
            fields=agreed_fields(review, tree),
            reason="We read the letter of 3 March again together.",
            trees=[tree],
            by=ben[0],
            scope=ben[1],
        )
    if at >= BLIND_STEPS.index("agreed"):
        answer_proposal(
            proposal=review.proposals.get(),
            agree=True,
            text="",
            trees=[tree],
            by=dilys[0],
            scope=dilys[1],
        )
        review.refresh_from_db()
    if step == "shared":
        share(review, by=ben[0], scope=ben[1])
    review.refresh_from_db()
    return review


def second_content(review: FileReview, tree: Tree) -> ReviewContent:
    return content_for(
        review,
        tree,
        **{
            "answer-plain-language": ["not_met"],
            "comment-plain-language": ["Two words of the trade in the first line."],
            "finding-2-note": [SECOND_SAW],
        },
    )


def agreed_fields(review: FileReview, tree: Tree) -> dict[str, list[str]]:
    return fields_for(
        review,
        tree,
        **{
            "answer-plain-language": ["partly_met"],
            "finding-2-note": ["The time limit stands on the last page only."],
        },
    )


DISAGREES = "This was not my letter: a colleague wrote it while I was away."
DISPUTE_STEPS = ("raised", "talked", "given")


def dispute_at(cast: Any, step: str, reference: str = "HB-2041") -> Dispute:
    """Return a dispute of Amira's about Ben's review, at one of ``DISPUTE_STEPS``.

    Given: Dilys decides, chosen by Grace.
    """
    review = review_at(cast, "shared", reference)
    reply_to_review(
        review=review,
        sort=ReplySort.DISPUTED,
        text=DISAGREES,
        by=cast.caseworker,
        scope=scope_for(cast.caseworker, today()),
    )
    return dispute_on(cast, review.disputes.get(), step)


def dispute_on(cast: Any, dispute: Dispute, step: str) -> Dispute:
    at = DISPUTE_STEPS.index(step)
    if at:
        talk_over(dispute, cast.supervisor)
    if step == "given":
        assign_decider(
            dispute=dispute,
            reviewer=cast.other_supervisor,
            by=cast.manager,
            scope=scope_for(cast.manager, today()),
        )
    dispute.refresh_from_db()
    return dispute


def dispute_decider(cast: Any, review: FileReview) -> Dispute:
    """Let Grace ask somebody of a third team to decide the open dispute about a review."""
    decider = person("Noor Saleh", Role.SUPERVISOR)
    dispute = review.disputes.open().get()
    return assign_decider(
        dispute=dispute,
        reviewer=decider,
        by=cast.manager,
        scope=scope_for(cast.manager, today()),
    )


def decider_of(review: FileReview) -> User:
    decider = review.disputes.open().get().decider
    assert decider is not None
    return decider


def talk_over(dispute: Dispute, by: User) -> None:
    record_talk(
        dispute=dispute,
        talked_on=today(),
        note="We looked at who signed the letter.",
        by=by,
        scope=scope_for(by, today()),
    )


STEPS = ("assigned", "submitted", "shared", "acknowledged", "closed")


def review_at(cast: Any, step: str, reference: str = "HB-2041") -> FileReview:
    """Return Ben's review of a file of Amira's, asked for by Grace, at one of ``STEPS``.

    :param cast: anything with ``caseworker``, ``supervisor`` and ``manager``.
    """

    def scope(user: User) -> Scope:
        return scope_for(user, today())

    version = Version.objects.filter(framework__code="ombudsman-association").first()
    version = version or ombudsman_association()
    review = assign(
        case_file=closed_file_of(cast.caseworker, today(), reference),
        person=cast.caseworker,
        reviewer=cast.supervisor,
        by=cast.manager,
        scope=scope(cast.manager),
        versions=[version],
        set_version=default_criteria(),
    )
    ben, amira = cast.supervisor, cast.caseworker
    for name in STEPS[1 : STEPS.index(step) + 1]:
        if name == "submitted":
            submit(review, by=ben, scope=scope(ben), trees=[tree_of(version.pk)])
        elif name == "shared":
            share(review, by=ben, scope=scope(ben))
        elif name == "acknowledged":
            reply_to_review(
                review=review, sort=ReplySort.ACKNOWLEDGED, text="", by=amira, scope=scope(amira)
            )
        else:
            close_review(review=review, by=ben, scope=scope(ben))
    review.refresh_from_db()
    return review


def assign_to_ben(cast: Any) -> FileReview:
    """Let Grace ask Ben to review the one file there is, under the one framework in use."""
    return assign(
        case_file=CaseFile.objects.get(),
        person=cast.caseworker,
        reviewer=cast.supervisor,
        by=cast.manager,
        scope=scope_for(cast.manager, today()),
        versions=list(Version.objects.all()),
        set_version=SetVersion.objects.get(),
    )
