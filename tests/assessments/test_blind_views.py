"""Two reviewers at their pages: what each door shows before both are in, and the agreed outcome."""

import pytest
from django.urls import reverse

from assessments.enums import ReviewState, SheetPart
from assessments.models import AgreedProposal
from core.models import Draft
from frameworks.tree import tree_of
from tests.assessments import factories


def pages(client, review):
    """Every page that could say something of a review, as its reader gets it."""
    urls = [reverse("home"), reverse("review_list")]
    urls += [reverse("review_list") + f"?state={state}" for state in ReviewState.values]
    urls += [
        reverse(name, args=[review.pk])
        for name in ("review_detail", "review_write", "review_check", "review_agree")
    ]
    urls += [
        reverse("case_detail", args=[review.case_file_id]),
        reverse("journal"),
        reverse("team_board"),
        reverse("second_list"),
    ]
    return [client.get(url, follow=True).content.decode() for url in urls]


@pytest.mark.parametrize(
    "name",
    ["other_supervisor", "manager", "caseworker", "other_caseworker", "hr", "organisation_admin"],
)
def test_no_door_shows_the_first_reviewers_words_before_both_are_in(
    name,
    request,
    blind,
    sign_in,
):
    review = blind("first")
    user = request.getfixturevalue(name)
    for page in pages(sign_in(user), review):
        assert factories.LACKING not in page
        assert factories.GOOD not in page


def test_no_door_shows_the_second_reviewers_words_to_the_first(
    blind,
    sign_in,
    supervisor,
    other_supervisor,
):
    review = blind("second")
    for page in pages(sign_in(supervisor), review):
        assert factories.SECOND_SAW not in page
    own = sign_in(other_supervisor).get(reverse("review_detail", args=[review.pk]))
    assert factories.SECOND_SAW in own.content.decode()


def test_each_has_a_draft_of_their_own(
    blind,
    sign_in,
    supervisor,
    other_supervisor,
):
    review = blind("asked")
    url = reverse("review_write", args=[review.pk])
    for user, words in ((supervisor, "Ben saw this."), (other_supervisor, "Dilys saw that.")):
        fields = {
            "finding": ["1"],
            "finding-1-note": [words],
            "draft_version": "0",
            "save": "1",
        }
        assert sign_in(user).post(url, fields).status_code == 302
    assert Draft.objects.filter(form="file_review").count() == 2
    page = sign_in(other_supervisor).get(url).content.decode()
    assert "Dilys saw that." in page
    assert "Ben saw this." not in page


def test_the_two_agree_through_their_pages_and_the_caseworker_reads_all_three(
    blind,
    sign_in,
    supervisor,
    other_supervisor,
    caseworker,
    scope_of,
):
    review = blind("both")
    ben, dilys = sign_in(supervisor), sign_in(other_supervisor)
    write = reverse("review_agree", args=[review.pk])
    page = ben.get(write).content.decode()
    assert "They differ: choose an answer" in page
    assert factories.LACKING in page
    assert factories.SECOND_SAW in page
    tree = tree_of(review.versions.get().pk)
    fields = factories.agreed_fields(review, tree)
    check = reverse("review_agree_check", args=[review.pk])
    sent = ben.post(write, fields | {"draft_version": "0", "check": "1"})
    assert sent.url == check
    refused = ben.post(check, {"reason": ""})
    assert refused.status_code == 422
    assert ben.post(check, {"reason": "We read it again."}).status_code == 302
    answer = reverse("review_agree_answer", args=[review.pk])
    assert "We read it again." in dilys.get(answer).content.decode()
    no = dilys.post(answer, {"agree": "no", "text": ""})
    assert no.status_code == 422
    assert dilys.post(answer, {"agree": "yes", "text": ""}).status_code == 302
    assert AgreedProposal.objects.get().answer.sort == "confirmed"
    review.refresh_from_db()
    assert review.standing_part == SheetPart.AGREED
    factories.share(review, by=supervisor, scope=scope_of(supervisor))
    read = sign_in(caseworker).get(reverse("review_detail", args=[review.pk])).content.decode()
    for words in ("The time limit stands on the last page only.", "We read it again."):
        assert words in read
    assert factories.LACKING in read
    assert factories.SECOND_SAW in read


MOST_OF_THE_FORM = 15


def test_writing_the_outcome_asks_no_more_often_than_a_form_may(
    blind, sign_in, supervisor, django_assert_max_num_queries
):
    ben = sign_in(supervisor)
    url = reverse("review_agree", args=[blind("both").pk])
    ben.get(url)
    with django_assert_max_num_queries(MOST_OF_THE_FORM):
        assert ben.get(url).status_code == 200
