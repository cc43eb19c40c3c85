"""A case file's page leads to the reviews made of it, for whoever may read them."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.assessments.factories import review_at

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.fixture
def cast(caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


def page_of(client, review):
    return client.get(reverse("case_detail", args=[review.case_file_id])).content.decode()


def test_a_shared_review_is_reached_from_its_case_file(cast, sign_in):
    review = review_at(cast, "shared")
    for who in (cast.caseworker, cast.supervisor):
        assert reverse("review_detail", args=[review.pk]) in page_of(sign_in(who), review)


def test_the_caseworker_finds_no_review_there_before_it_is_shared(cast, sign_in):
    review = review_at(cast, "submitted")
    page = page_of(sign_in(cast.caseworker), review)
    assert reverse("review_detail", args=[review.pk]) not in page
    assert "File reviews</h2>" not in page


def test_a_review_is_asked_for_from_the_case_file_by_whoever_may(cast, sign_in):
    review = review_at(cast, "shared")
    address = reverse("review_assign", args=[review.case_file_id])
    assert address in page_of(sign_in(cast.supervisor), review)
    assert address not in page_of(sign_in(cast.caseworker), review)
