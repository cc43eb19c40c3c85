"""Two people, or two clicks, at the same moment: one of them wins and nothing is done twice."""

from types import SimpleNamespace

import pytest

from assessments.enums import ReplySort, ReviewState
from assessments.models import (
    AgreedProposal,
    Evidence,
    FileReview,
    Finding,
    Reply,
    Sheet,
    StatusChange,
)
from assessments.services.agree import propose_outcome
from assessments.services.reply import reply_to_review, withdraw_review
from core.clock import today
from core.errors import DomainError
from frameworks.models import Version
from frameworks.tree import tree_of
from people.scope import scope_for
from tests.assessments import factories
from tests.at_once import at_once


@pytest.fixture
def cast(committed_db, db, organisation, caseworker, supervisor, manager, other_supervisor):
    return SimpleNamespace(
        caseworker=caseworker,
        supervisor=supervisor,
        manager=manager,
        other_supervisor=other_supervisor,
    )


def test_finishing_twice_at_once_writes_one_sheet(cast):
    review = factories.review_at(cast, "assigned")
    tree = tree_of(Version.objects.get().pk)
    content = factories.content_for(review, tree)
    scope = scope_for(cast.supervisor, today())

    def finish() -> FileReview:
        mine = FileReview.objects.get(pk=review.pk)
        return factories.submit(
            mine, content=content, by=cast.supervisor, scope=scope, trees=[tree]
        )

    results = at_once(finish, finish)
    assert sum(isinstance(result, DomainError) for result in results) == 1
    assert Sheet.objects.count() == 1
    assert StatusChange.objects.filter(to_state=ReviewState.SUBMITTED).count() == 1


def test_two_reviewers_finishing_at_once_leave_two_sheets_to_agree_and_no_word_lost(cast):
    review = factories.blind_at(cast, "asked")
    tree = tree_of(Version.objects.get().pk)
    first = factories.content_for(review, tree)
    second = factories.second_content(review, tree)

    def finish(user, content):
        def act() -> FileReview:
            return factories.submit(
                FileReview.objects.get(pk=review.pk),
                content=content,
                by=user,
                scope=scope_for(user, today()),
                trees=[tree],
            )

        return act

    results = at_once(finish(cast.supervisor, first), finish(cast.other_supervisor, second))
    assert not any(isinstance(result, DomainError) for result in results)
    review.refresh_from_db()
    assert review.state == ReviewState.TO_AGREE
    assert review.submitted_at == review.unblinded_at
    notes = set(Finding.objects.values_list("sheet__part", "note"))
    assert {("first", factories.LACKING), ("second", factories.SECOND_SAW)} <= notes
    assert StatusChange.objects.filter(to_state=ReviewState.TO_AGREE).count() == 1


def test_both_proposing_at_once_leaves_one_proposal_and_keeps_the_other_to_be_sent_again(cast):
    review = factories.blind_at(cast, "both")
    tree = tree_of(Version.objects.get().pk)
    fields = factories.agreed_fields(review, tree)

    def propose(user):
        return lambda: propose_outcome(
            review=FileReview.objects.get(pk=review.pk),
            fields=fields,
            reason="We talked.",
            trees=[tree],
            by=user,
            scope=scope_for(user, today()),
        )

    results = at_once(propose(cast.supervisor), propose(cast.other_supervisor))
    assert sum(isinstance(result, DomainError) for result in results) == 1
    assert AgreedProposal.objects.count() == 1


def test_sharing_twice_at_once_makes_the_evidence_once(cast):
    review = factories.review_at(cast, "submitted")
    scope = scope_for(cast.supervisor, today())

    def share() -> FileReview:
        return factories.share(
            FileReview.objects.get(pk=review.pk), by=cast.supervisor, scope=scope
        )

    results = at_once(share, share)
    assert sum(isinstance(result, DomainError) for result in results) == 1
    assert Evidence.objects.count() == 2


def test_acknowledging_while_it_is_withdrawn_leaves_one_clear_state(cast):
    review = factories.review_at(cast, "shared")

    def acknowledge() -> Reply:
        return reply_to_review(
            review=FileReview.objects.get(pk=review.pk),
            sort=ReplySort.ACKNOWLEDGED,
            text="",
            by=cast.caseworker,
            scope=scope_for(cast.caseworker, today()),
        )

    def withdraw() -> None:
        withdraw_review(
            review=FileReview.objects.get(pk=review.pk),
            reason="The wrong file was read.",
            by=cast.supervisor,
            scope=scope_for(cast.supervisor, today()),
        )

    at_once(acknowledge, withdraw)
    review.refresh_from_db()
    assert review.state == ReviewState.WITHDRAWN
    last = StatusChange.objects.filter(review=review).latest("pk")
    assert last.to_state == review.state
    steps = list(
        StatusChange.objects.filter(review=review)
        .order_by("pk")
        .values_list("from_state", "to_state")
    )
    assert all(before[1] == after[0] for before, after in zip(steps, steps[1:], strict=False)), (
        "every step begins where the one before ended"
    )
