"""Case checks of live work, and "well done": coaching that counts nowhere."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from assessments.models import CaseCheck, Evidence, FileReview, WellDone
from assessments.round_facts import plan_of
from assessments.sampling import months_before
from assessments.services.coaching import check_case, say_well_done
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Outbox
from core.warned import BOX
from people.models import Line
from people.scope import scope_for
from tests.assessments.factories import (
    assign,
    closed_file_of,
    default_criteria,
    ombudsman_association,
    review_at,
    submit,
    tree_of,
)
from tests.cases.factories import CaseFileFactory, HoldingFactory
from tests.factories import LineFactory

GUIDANCE = "Ask for the tenancy agreement before you write to the landlord."
PRAISE = "The call with the council turned a refusal into a date."
DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(organisation, caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


@pytest.fixture
def live(caseworker, today):
    """An open case that Amira holds."""
    file = CaseFileFactory(reference="HB-77", opened_on=today - 30 * DAY, closed_on=None)
    HoldingFactory(case_file=file, user=caseworker, from_on=today - 30 * DAY)
    return file


def checked(file, by, today, **given):
    given.setdefault("guidance", GUIDANCE)
    return check_case(case_file=file, by=by, scope=scope_for(by, today), **given)


def praised(person, by, today, **given):
    given.setdefault("text", PRAISE)
    return say_well_done(person=person, by=by, scope=scope_for(by, today), **given)


# Case checks


def test_guidance_is_in_the_journal_and_nothing_else_comes_of_it(
    live, caseworker, supervisor, today, sign_in, organisation
):
    check = checked(live, supervisor, today, looked_at=["advice"], well="Clear notes.")
    client = sign_in(caseworker)
    journal = client.get(reverse("journal")).content.decode()
    assert "Case check of HB-77" in journal
    assert GUIDANCE in journal
    assert "counts in no rate" in journal
    page = client.get(reverse("case_check_detail", args=[check.pk])).content.decode()
    assert "Advice is accurate and complete" in page
    assert "Clear notes." in page
    assert not Evidence.objects.exists()
    assert not FileReview.objects.exists()
    assert AuditEvent.objects.filter(act="case.checked").exists()
    assert GUIDANCE not in Outbox.objects.get().body


def test_a_checked_file_can_still_be_drawn(caseworker, supervisor, today):
    month = months_before(today, 1)
    file = CaseFileFactory(opened_on=month, closed_on=None)
    HoldingFactory(case_file=file, user=caseworker, from_on=month)
    before = plan_of(month, today)
    checked(file, supervisor, today)
    assert plan_of(month, today) == before
    assert [each.key for each in before.population.files] == [file.pk]


def test_one_checks_only_open_cases_of_people_one_supervises(
    live, caseworker, supervisor, manager, other_supervisor, today
):
    for person in (caseworker, manager, other_supervisor):
        with pytest.raises(NotAllowed):
            checked(live, person, today)
    with pytest.raises(DomainError, match="Ask for a file review"):
        checked(closed_file_of(caseworker, today), supervisor, today)
    with pytest.raises(DomainError) as caught:
        checked(live, supervisor, today, guidance=" ")
    assert caught.value.field == "guidance"


def test_a_case_check_is_read_by_those_it_is_for(
    live, caseworker, supervisor, manager, hr, other_supervisor, other_caseworker, today, sign_in,
    organisation,
):  # fmt: skip
    url = reverse("case_check_detail", args=[checked(live, supervisor, today).pk])
    for person in (caseworker, supervisor, manager):
        assert GUIDANCE in sign_in(person).get(url).content.decode()
    for person in (hr, other_supervisor, other_caseworker):
        assert sign_in(person).get(url).status_code == 404


def test_a_supervisor_who_follows_does_not_read_earlier_guidance(
    live, caseworker, supervisor, other_supervisor, today, sign_in, organisation
):
    url = reverse("case_check_detail", args=[checked(live, supervisor, today).pk])
    Line.objects.filter(person=caseworker).update(to_on=today - DAY)
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=today + DAY)
    scope = scope_for(other_supervisor, today + DAY)
    assert caseworker.pk in scope.supervises
    assert not CaseCheck.objects.visible_to(scope).exists()
    assert sign_in(other_supervisor).get(url).status_code == 404


@pytest.mark.parametrize(
    ("table", "change"),
    [("assessments_casecheck", "guidance = 'Other'"), ("assessments_welldone", "text = 'Other'")],
)
def test_what_was_said_is_written_once(live, caseworker, supervisor, today, table, change):
    checked(live, supervisor, today)
    praised(caseworker, supervisor, today)
    for sql in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_guidance_given_is_shown_when_its_author_reviews_the_file(
    cast, live, caseworker, supervisor, manager, today, sign_in
):
    version = ombudsman_association()
    default_criteria()
    checked(live, supervisor, today)
    review = assign(
        case_file=live, person=caseworker, reviewer=supervisor, versions=[version],
        by=manager, scope=scope_for(manager, today),
    )  # fmt: skip
    client = sign_in(supervisor)
    scope = scope_for(supervisor, today)
    submit(review, by=supervisor, scope=scope, trees=[tree_of(version.pk)])
    assert review.sheets.get().gave_guidance
    page = client.get(reverse("review_detail", args=[review.pk])).content.decode()
    assert "Ben Hughes has declared that they gave guidance" in page


def test_guidance_that_was_no_case_check_is_declared_by_the_reviewer(cast, today, supervisor):
    said = review_at(cast, "assigned")
    scope = scope_for(supervisor, today)
    trees = [tree_of(said.versions.get().pk)]
    submit(said, by=supervisor, scope=scope, trees=trees, gave_guidance=True)
    silent = review_at(cast, "submitted", "HB-2")
    assert said.sheets.get().gave_guidance
    assert not silent.sheets.get().gave_guidance


# Well done


def test_praise_is_in_the_journal_with_its_behaviour_and_is_no_evidence(
    caseworker, supervisor, today, sign_in, organisation
):
    tree = tree_of(ombudsman_association().pk)
    leaf = tree.area_by_key["impactful.clear"].effective[0]
    client = sign_in(supervisor)
    url = reverse("well_done_add", args=[caseworker.pk])
    answer = client.post(url, {"text": PRAISE, "behaviour": leaf.id})
    assert answer.status_code == 302
    praise = WellDone.objects.get()
    assert (praise.behaviour_id, praise.by) == (leaf.id, supervisor)
    journal = sign_in(caseworker).get(reverse("journal")).content.decode()
    assert PRAISE in journal
    assert leaf.text in journal
    assert not Evidence.objects.exists()
    only = sign_in(caseworker).get("/journal/?show=praise").content.decode()
    assert PRAISE in only


def test_praise_is_said_by_those_who_supervise(
    caseworker, supervisor, manager, other_supervisor, hr, today
):
    praised(caseworker, manager, today)
    for person in (caseworker, other_supervisor, hr):
        with pytest.raises(NotAllowed):
            praised(caseworker, person, today)


@pytest.mark.parametrize("text", ["  \n ", "x" * 301])
def test_praise_is_one_line(caseworker, supervisor, today, text):
    with pytest.raises(DomainError) as caught:
        praised(caseworker, supervisor, today, text=text)
    assert caught.value.field == "text"


def test_praise_names_an_effective_behaviour(caseworker, supervisor, today):
    tree = tree_of(ombudsman_association().pk)
    from frameworks.models import Behaviour

    bad = Behaviour.objects.get(pk=tree.area_by_key["impactful.clear"].ineffective[0].id)
    with pytest.raises(DomainError) as caught:
        praised(caseworker, supervisor, today, behaviour=bad)
    assert caught.value.field == "behaviour"


def test_praise_that_names_a_client_is_questioned(caseworker, supervisor, sign_in, organisation):
    url = reverse("well_done_add", args=[caseworker.pk])
    page = sign_in(supervisor).post(url, {"text": "Rang 07700 900123 at once.", "behaviour": ""})
    assert BOX in page.content.decode()
    assert not WellDone.objects.exists()


def test_others_do_not_read_praise(
    caseworker, supervisor, manager, other_supervisor, hr, today, scope_of
):
    praised(caseworker, supervisor, today)
    for person, number in ((caseworker, 1), (supervisor, 1), (manager, 0), (other_supervisor, 0), (hr, 0)):  # fmt: skip
        assert WellDone.objects.visible_to(scope_of(person)).count() == number, person.name
