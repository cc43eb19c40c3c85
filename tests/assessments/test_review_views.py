"""The pages of a review, by their requests: nothing typed is lost, nothing is half saved."""

import pytest
from django.urls import reverse

from assessments.enums import ReviewState
from assessments.models import Evidence, FileReview, Judgement, Reply, Sheet
from assessments.services.submit import REVIEW_FORM
from cases.models import HoldingAction
from core.models import Draft
from core.services.drafts import draft_for
from tests.assessments import factories
from tests.frameworks.factories import publish


def write_url(review):
    return reverse("review_write", args=[review.pk])


@pytest.fixture
def ben(sign_in, supervisor, organisation):
    return sign_in(supervisor)


@pytest.fixture
def amira(sign_in, caseworker, organisation):
    return sign_in(caseworker)


def test_every_button_of_the_form_keeps_what_was_typed(ben, assigned, supervisor, tree):
    fields = factories.fields_for(assigned, tree)
    answer = ben.post(write_url(assigned), fields | {"draft_version": "0", "add": "accurate"})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("#finding-3")
    draft = draft_for(writer=supervisor, form=REVIEW_FORM, record=assigned)
    assert draft.data["finding-1-note"] == [factories.GOOD]
    assert draft.data["finding-3-criterion"] == ["accurate"]
    page = ben.get(write_url(assigned)).content.decode()
    assert factories.GOOD in page
    assigned.refresh_from_db()
    assert assigned.state == ReviewState.IN_PROGRESS


def test_removing_a_finding_removes_its_fields_only(ben, assigned, supervisor, tree):
    fields = factories.fields_for(assigned, tree)
    ben.post(write_url(assigned), fields | {"draft_version": "0", "remove": "1"})
    data = draft_for(writer=supervisor, form=REVIEW_FORM, record=assigned).data
    assert data["finding"] == ["2"]
    assert not [name for name in data if name.startswith("finding-1-")]
    assert data["finding-2-note"] == [factories.LACKING]


def test_a_second_tab_is_told_and_both_texts_stay_on_the_page(ben, assigned, supervisor, tree):
    fields = factories.fields_for(assigned, tree)
    ben.post(write_url(assigned), fields | {"draft_version": "0"})
    first = draft_for(writer=supervisor, form=REVIEW_FORM, record=assigned)
    other = fields | {"finding-1-note": ["Words of the second tab."], "draft_version": "0"}
    answer = ben.post(write_url(assigned), other)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Words of the second tab." in page
    assert factories.GOOD in page
    kept = draft_for(writer=supervisor, form=REVIEW_FORM, record=assigned)
    assert kept.version == first.version
    assert kept.data["finding-1-note"] == [factories.GOOD]


def test_checking_an_unfinished_review_says_beside_each_field_what_is_missing(ben, assigned, tree):
    fields = factories.fields_for(assigned, tree) | {
        "answer-accurate": ["not_met"],
        "answer-complete": [""],
        "finding-2-note": [""],
    }
    answer = ben.post(
        write_url(assigned), fields | {"draft_version": "0", "check": "1"}, follow=True
    )
    page = answer.content.decode()
    for target in ("comment-accurate", "answer-complete", "finding-2-note"):
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in page
    assert not Sheet.objects.exists()


def test_an_area_of_another_framework_is_refused_beside_the_field(ben, assigned, tree):
    other = publish(framework__code="another")
    area = other.areas.first()
    fields = factories.fields_for(assigned, tree) | {"finding-1-area": [str(area.pk)]}
    page = ben.post(
        write_url(assigned), fields | {"draft_version": "0", "check": "1"}, follow=True
    ).content.decode()
    assert "belongs to another framework" in page
    assert 'href="#finding-1-area"' in page
    assert factories.GOOD in page


def test_harm_is_not_finished_without_its_holding_action_which_tells_the_holder_nothing_else(
    ben, assigned, tree
):
    fields = factories.fields_for(assigned, tree) | {
        "finding-2-sort": ["harm"],
        "finding-2-holding-kind": ["missed_deadline"],
        "finding-2-holding-fact": ["The appeal has to be in by Friday."],
    }
    checked = ben.post(
        write_url(assigned), fields | {"draft_version": "0", "check": "1"}, follow=True
    )
    assert "harm or risk to the client cannot wait" in checked.content.decode()
    version = Draft.objects.get().version
    refused = ben.post(
        write_url(assigned), fields | {"draft_version": str(version), "holding": "2"}
    )
    assert refused.status_code == 422
    assert 'href="#finding-2-holding-step"' in refused.content.decode()
    assert not HoldingAction.objects.exists()
    done = fields | {"finding-2-holding-step": ["Rang the tribunal and asked for time."]}
    version = Draft.objects.get().version
    ben.post(write_url(assigned), done | {"draft_version": str(version), "holding": "2"})
    action = HoldingAction.objects.get()
    assert (action.case_file, action.step) == (
        assigned.case_file,
        "Rang the tribunal and asked for time.",
    )
    assert factories.LACKING not in action.fact + action.step
    again = ben.get(reverse("review_check", args=[assigned.pk]))
    assert again.status_code == 200


def test_finishing_shares_nothing_and_sharing_asks_for_feedback(ben, amira, assigned, tree):
    fields = factories.fields_for(assigned, tree)
    ben.post(write_url(assigned), fields | {"draft_version": "0", "check": "1"})
    check = reverse("review_check", args=[assigned.pk])
    assert factories.LACKING in ben.get(check).content.decode()
    day = {"reviewed_on-day": "1", "reviewed_on-month": "1", "reviewed_on-year": "2090"}
    refused = ben.post(check, day)
    assert refused.status_code == 422
    assert "today or earlier" in refused.content.decode()
    assert 'value="2090"' in refused.content.decode()
    today = refused.wsgi_request.today
    day = {
        "reviewed_on-day": str(today.day),
        "reviewed_on-month": str(today.month),
        "reviewed_on-year": str(today.year),
    }
    ben.post(check, day)
    assert FileReview.objects.get().state == ReviewState.SUBMITTED
    detail = reverse("review_detail", args=[assigned.pk])
    assert amira.get(detail).status_code == 404
    assert not Evidence.objects.exists()
    share = reverse("review_share", args=[assigned.pk])
    note = ben.get(share).content.decode()
    assert note.index(factories.GOOD) < note.index(factories.LACKING)
    given = {name.replace("reviewed", "given"): value for name, value in day.items()}
    refused = ben.post(share, given | {"how": "meeting", "note": ""})
    assert refused.status_code == 422
    ben.post(share, given | {"how": "meeting", "note": "We talked it through."})
    page = amira.get(detail).content.decode()
    assert page.index(factories.GOOD) < page.index(factories.LACKING)
    assert "What happens next" in page
    assert Evidence.objects.count() == 2


def test_words_that_could_tell_who_a_client_is_are_shown_before_finishing(ben, assigned, tree):
    fields = factories.fields_for(assigned, tree) | {
        "comment-accurate": ["Write to jo.bloggs@example.org instead."]
    }
    ben.post(write_url(assigned), fields | {"draft_version": "0", "check": "1"})
    page = ben.get(reverse("review_check", args=[assigned.pk])).content.decode()
    assert "jo.bloggs@example.org” looks like an e-mail address" in page
    assert "#comment-accurate" in page


def test_a_double_click_makes_one_review(ben, assigned, tree):
    fields = factories.fields_for(assigned, tree)
    ben.post(write_url(assigned), fields | {"draft_version": "0", "check": "1"})
    check = reverse("review_check", args=[assigned.pk])
    today = ben.get(check).wsgi_request.today
    day = {
        "reviewed_on-day": str(today.day),
        "reviewed_on-month": str(today.month),
        "reviewed_on-year": str(today.year),
        "nonce": "one-and-the-same",
    }
    first, second = ben.post(check, day), ben.post(check, day)
    assert first.headers["Location"] == second.headers["Location"]
    assert Sheet.objects.count() == 1


def test_an_answer_that_is_refused_keeps_the_words(amira, shared, caseworker):
    reply = reverse("review_reply", args=[shared.pk])
    refused = amira.post(reply, {"sort": "disputed", "text": ""})
    assert refused.status_code == 422
    assert "what you disagree with" in refused.content.decode()
    words = "The appeal had been lodged before."
    nonsense = amira.post(reply, {"sort": "no-such-answer", "text": words})
    assert nonsense.status_code == 422
    assert words in nonsense.content.decode()
    amira.post(reply, {"sort": "disputed", "text": words})
    assert Reply.objects.get().text == words
    page = amira.get(reverse("review_detail", args=[shared.pk])).content.decode()
    assert "counted nowhere" in page
    assert words in page


def test_a_supervisor_judges_on_evidence_and_the_caseworker_reads_why(
    ben, amira, shared, caseworker, tree
):
    row = Evidence.objects.first()
    url = reverse("judgement_add", args=[caseworker.pk, row.area_id])
    page = ben.get(url)
    today = page.wsgi_request.today
    degree = next(d for d in tree.degrees if d.key == "developing")
    typed = {
        "purpose": "development",
        "degree": str(degree.id),
        "reason": "Seen in this file, as in the two before.",
        "on-day": str(today.day),
        "on-month": str(today.month),
        "on-year": str(today.year),
    }
    refused = ben.post(url, typed)
    assert refused.status_code == 422
    assert "Choose the evidence" in refused.content.decode()
    assert typed["reason"] in refused.content.decode()
    done = ben.post(url, typed | {"evidence": [str(row.pk)]})
    assert done.status_code == 302
    assert Judgement.objects.get().evidence.get() == row
    read = amira.get(reverse("judgement_list", args=[caseworker.pk, row.area_id])).content.decode()
    assert typed["reason"] in read
    assert row.statement in read


def test_nobody_judges_on_evidence_in_dispute(ben, amira, shared, caseworker, tree):
    row = Evidence.objects.first()
    amira.post(
        reverse("review_reply", args=[shared.pk]),
        {"sort": "disputed", "text": "This was not my letter."},
    )
    page = ben.get(reverse("judgement_add", args=[caseworker.pk, row.area_id])).content.decode()
    assert row.statement not in page
    assert "no evidence of this area" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_reviews_asks_as_often_for_many_as_for_one(
    rows, ben, caseworker, supervisor, manager, django_assert_num_queries
):
    from types import SimpleNamespace

    cast = SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)
    for number in range(rows):
        factories.review_at(cast, "shared", f"HB-{number}")
        factories.review_at(cast, "assigned", f"NEW-{number}")
    ben.get(reverse("review_list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = ben.get(reverse("review_list"))
    assert page.content.decode().count("NEW-") == rows * 2


@pytest.mark.parametrize("findings", [1, 3])
def test_the_form_asks_as_often_for_many_findings_as_for_one(
    findings, ben, assigned, tree, django_assert_num_queries
):
    fields = factories.fields_for(assigned, tree)
    fields["finding"] = [str(n) for n in range(1, findings + 1)]
    ben.post(write_url(assigned), fields | {"draft_version": "0"})
    with django_assert_num_queries(FORM_QUERIES):
        assert ben.get(write_url(assigned)).status_code == 200


@pytest.mark.parametrize("replies", [1, 3])
def test_reading_a_review_asks_as_often_for_many_answers_as_for_one(
    replies, amira, shared, django_assert_num_queries
):
    for number in range(replies):
        amira.post(
            reverse("review_reply", args=[shared.pk]),
            {"sort": "comment", "text": f"Comment {number}"},
        )
    url = reverse("review_detail", args=[shared.pk])
    amira.get(url)
    with django_assert_num_queries(DETAIL_QUERIES):
        page = amira.get(url).content.decode()
    assert page.count("Comment ") >= replies


LIST_QUERIES = 7
FORM_QUERIES = 9
DETAIL_QUERIES = 10
