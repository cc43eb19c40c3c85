"""What the page of a review asks for when everything that can stand around a review does."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.enums import Decision, ReplySort, SheetPart
from assessments.models import AgreedProposal, FileReview
from assessments.services.attachment import add_attachment
from assessments.services.decide_dispute import decide_dispute
from assessments.services.reply import add_addendum, reply_to_review
from core.clock import today
from frameworks.tree import tree_of
from people.scope import scope_for
from tests.assessments import factories
from tests.assessments.action_factories import raised

DETAIL_QUERIES = 10
MENDED = "The time limit is named on page 2; it could stand on page 1."


def surround(review: FileReview, cast: SimpleNamespace, rows: int) -> None:
    """Give a shared review so many additions, files, actions and, of a blind one, proposals."""
    amira, ben = cast.caseworker, cast.supervisor
    for number in range(1, rows + 1):
        add_addendum(
            review=review, text=f"Addendum {number}", by=ben, scope=scope_for(ben, today())
        )
        add_attachment(
            parent=review,
            upload=SimpleUploadedFile(f"letter-{number}.pdf", b"%PDF-1.7\n%%EOF\n"),
            shows=f"Letter number {number}",
            by=amira,
            scope=scope_for(amira, today()),
        )
        raised(review, amira, ben, what=f"Action number {number}")
        if number > 1:
            AgreedProposal.objects.create(
                review=review,
                number=number,
                by=ben,
                at=review.submitted_at,
                reason=f"Proposal {number}",
                content={},
            )


def dispute(review: FileReview, cast: SimpleNamespace) -> None:
    reply_to_review(
        review=review,
        sort=ReplySort.DISPUTED,
        text=factories.DISAGREES,
        by=cast.caseworker,
        scope=scope_for(cast.caseworker, today()),
    )


def decide(review: FileReview, cast: SimpleNamespace) -> None:
    factories.talk_over(review.disputes.get(), cast.supervisor)
    given = factories.dispute_decider(cast, review)
    tree = tree_of(review.versions.get().pk)
    decide_dispute(
        dispute=given,
        decision=Decision.CHANGED,
        reasons="Page 2 names it.",
        content=factories.content_for(review, tree, **{"finding-2-note": [MENDED]}),
        trees=[tree],
        by=given.decider,
        scope=scope_for(given.decider, today()),
    )


@pytest.mark.parametrize("who", ["caseworker", "supervisor", "other_supervisor"])
@pytest.mark.parametrize("decided", [False, True], ids=["disputed", "decided"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_review_done_twice_agreed_and_disputed_takes_ten_queries(
    rows, decided, who, blind, cast, sign_in, settings, tmp_path, django_assert_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    review = blind("shared")
    surround(review, cast, rows)
    dispute(review, cast)
    if decided:
        decide(review, cast)
    client = sign_in(getattr(cast, who))
    url = reverse("review_detail", args=[review.pk])
    client.get(url)
    with django_assert_num_queries(DETAIL_QUERIES):
        page = client.get(url).content.decode()
    everything = (
        [factories.LACKING, factories.SECOND_SAW, factories.DISAGREES]
        + [f"Addendum {number}" for number in range(1, rows + 1)]
        + [f"Letter number {number}" for number in range(1, rows + 1)]
        + [f"Proposal {number}" for number in range(2, rows + 1)]
    )
    assert [words for words in everything if words not in page] == []
    assert (MENDED in page) is decided
    assert page.count("Take it away") == (rows if who == "caseworker" else 0)
    near = who != "other_supervisor"
    assert ("The dispute about this review" in page) is near
    assert page.count("Action number ") == (rows if near else 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_review_done_once_and_decided_takes_ten_queries(
    rows, cast, sign_in, settings, tmp_path, django_assert_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    review = factories.review_at(cast, "shared")
    for _number in range(rows):
        add_addendum(
            review=review,
            text="Addendum 1",
            by=cast.supervisor,
            scope=scope_for(cast.supervisor, today()),
        )
    dispute(review, cast)
    decide(review, cast)
    review.refresh_from_db()
    assert review.standing_part == SheetPart.DECIDED
    client = sign_in(cast.supervisor)
    url = reverse("review_detail", args=[review.pk])
    client.get(url)
    with django_assert_num_queries(DETAIL_QUERIES):
        page = client.get(url).content.decode()
    assert factories.LACKING in page
    assert "before the dispute was decided" in page
    assert page.count("Addendum 1") == rows
