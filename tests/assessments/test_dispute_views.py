"""A dispute through its pages, from *I disagree* to the decision."""

import pytest
from django.urls import reverse

from assessments.models import Dispute, Evidence
from assessments.services.dispute import settle_dispute
from assessments.views import disputes as views
from frameworks.tree import tree_of
from tests.assessments import factories


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_from_disagreeing_to_a_changed_review(cast, sign_in, today):
    review = factories.review_at(cast, "shared")
    amira, ben = sign_in(cast.caseworker), sign_in(cast.supervisor)
    grace, dilys = sign_in(cast.manager), sign_in(cast.other_supervisor)
    words = {"sort": "disputed", "text": factories.DISAGREES}
    amira.post(reverse("review_reply", args=[review.pk]), words)
    dispute = Dispute.objects.get()
    page = amira.get(reverse("review_detail", args=[review.pk])).content.decode()
    detail = reverse("dispute_detail", args=[dispute.pk])
    assert detail in page
    talk = reverse("dispute_talk", args=[dispute.pk])
    assert ben.post(talk, {"note": "", **day("talked_on", today)}).status_code == 200
    ben.post(talk, {"note": "We looked at the letter.", **day("talked_on", today)})
    assert "We looked at the letter." in amira.get(detail).content.decode()
    assign = reverse("dispute_assign", args=[dispute.pk])
    assert "Suggested: " in grace.get(assign).content.decode()
    grace.post(assign, {"reviewer": cast.other_supervisor.pk})
    assert (
        factories.LACKING in dilys.get(reverse("review_detail", args=[review.pk])).content.decode()
    )
    sheet = reverse("dispute_sheet", args=[review.pk])
    assert factories.LACKING in dilys.get(sheet).content.decode()
    fields = factories.fields_for(
        review, tree_of(review.versions.get().pk), **{"finding-2-note": ["It is on page 2."]}
    )
    sent = dilys.post(sheet, fields | {"draft_version": "0", "check": "1"}, follow=True)
    assert sent.redirect_chain[-1][0].endswith("?decision=changed")
    assert "It is on page 2." in sent.content.decode()
    decide = reverse("dispute_decide", args=[dispute.pk])
    refused = dilys.post(decide, {"decision": "changed", "reasons": ""})
    assert refused.status_code == 422
    dilys.post(decide, {"decision": "changed", "reasons": "Page 2 names it."})
    assert Evidence.objects.counting().filter(statement="It is on page 2.").exists()
    read = amira.get(reverse("review_detail", args=[review.pk])).content.decode()
    assert "It is on page 2." in read
    assert factories.LACKING in read, "what was written before stays readable"
    assert "Page 2 names it." in amira.get(detail).content.decode()
    amira.post(reverse("dispute_read", args=[dispute.pk]))
    dispute.refresh_from_db()
    assert dispute.read_at


LIST_QUERIES = 5


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_disputes_asks_as_often_for_many_as_for_one(
    rows, cast, sign_in, django_assert_num_queries
):
    for number in range(rows):
        factories.dispute_at(cast, "talked", f"HB-{number}")
    grace = sign_in(cast.manager)
    url = reverse("dispute_list")
    grace.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        page = grace.get(url)
    assert page.content.decode().count("case file HB-") == rows


def test_the_list_of_disputes_is_paged_the_open_ones_first(cast, sign_in, scope_of, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    settled = [factories.dispute_at(cast, "talked", f"OLD-{number}") for number in range(2)]
    for dispute in settled:
        settle_dispute(dispute=dispute, by=cast.caseworker, scope=scope_of(cast.caseworker))
    for number in range(3):
        factories.dispute_at(cast, "raised", f"NEW-{number}")
    amira = sign_in(cast.caseworker)
    first = amira.get(reverse("dispute_list"))
    pages = [first]
    while older := pages[-1].context["page"].older:
        pages.append(amira.get(reverse("dispute_list") + older))
    read = [[row.heading.split()[-1] for row in page.context["rows"]] for page in pages]
    assert read == [["NEW-2", "NEW-1"], ["NEW-0", "OLD-1"], ["OLD-0"]]
    assert older == ""
    newer = amira.get(reverse("dispute_list") + pages[1].context["page"].newer)
    assert [row.heading.split()[-1] for row in newer.context["rows"]] == read[0]
    assert (
        "OLD-" not in sign_in(cast.other_caseworker).get(reverse("dispute_list")).content.decode()
    )
