"""The register's pages: what they show and to whom, how many queries they take, what they keep."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.enums import WorkKind
from cases.models import CaseFile, Conflict, Holding, HoldingAction
from cases.panels import Panel, panels_of
from core.models import AuditEvent, RecordView
from tests.cases.factories import (
    CaseFileFactory,
    ConflictFactory,
    HoldingActionAnswerFactory,
    HoldingActionFactory,
    HoldingFactory,
    ServiceAreaFactory,
    held_file,
)

pytestmark = pytest.mark.usefixtures("organisation")


def text_of(client, name, *args, query=""):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def date(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def added(area, holder, **changes):
    return {
        "reference": "HB/1",
        "service_area": area.pk,
        "kind": WorkKind.COMPLEX.value,
        "holder": holder.pk,
        **date("opened_on", dt.date(2026, 3, 2)),
        **changes,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_row_and_for_three(
    rows, sign_in, supervisor, caseworker, django_assert_num_queries
):
    for _row in range(rows):
        held_file(caseworker)
    client = sign_in(supervisor)
    with django_assert_num_queries(6):
        page = text_of(client, "case_list")
    assert page.count("HB/2026/") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_takes_the_same_queries_for_one_row_and_for_three(
    rows, sign_in, supervisor, caseworker, other_supervisor, django_assert_num_queries
):
    case_file = held_file(caseworker)
    for _row in range(rows):
        HoldingFactory(case_file=case_file, part="worked")
        HoldingActionFactory(case_file=case_file, told=caseworker, opened_by=other_supervisor)
    client = sign_in(supervisor)
    with django_assert_num_queries(10):
        text_of(client, "case_detail", case_file.pk)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_holding_action_takes_the_same_queries_for_one_answer_and_for_three(
    rows, sign_in, supervisor, caseworker, other_supervisor, django_assert_num_queries
):
    action = HoldingActionFactory(
        case_file=held_file(caseworker), told=caseworker, opened_by=other_supervisor
    )
    for _row in range(rows):
        HoldingActionAnswerFactory(holding_action=action, by=caseworker)
    client = sign_in(supervisor)
    with django_assert_num_queries(10):
        text_of(client, "holding_action_detail", action.pk)


def test_the_list_shows_no_file_of_another_team(
    sign_in, supervisor, caseworker, other_caseworker, hr
):
    held_file(caseworker, reference="HB/2026/9001")
    held_file(other_caseworker, reference="HB/2026/9002")
    page = text_of(sign_in(supervisor), "case_list")
    assert "HB/2026/9001" in page
    assert "HB/2026/9002" not in page
    for filters in ("?q=HB/2026/9002", "?holder=Chidi", "?state=open", "?older=20991231.999"):
        page = text_of(sign_in(supervisor), "case_list", query=filters)
        assert ">HB/2026/9002<" not in page
    assert "HB/2026" not in text_of(sign_in(hr), "case_list")


def test_whoever_handed_a_case_over_is_not_told_who_holds_it_now(
    sign_in, caseworker, other_caseworker
):
    case_file = held_file(caseworker)
    case_file.holdings.update(to_on=dt.date(2026, 4, 1))
    HoldingFactory(case_file=case_file, user=other_caseworker, from_on=dt.date(2026, 4, 2))
    client = sign_in(caseworker)
    for page in (text_of(client, "case_list"), text_of(client, "case_detail", case_file.pk)):
        assert case_file.reference in page
        assert "Chidi" not in page
    assert "Somebody else" in text_of(client, "case_list")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=hb/2026/1", ["HB/2026/1"]),
        ("?q=2026", []),
        ("?kind=complex", ["HB/2026/1"]),
        ("?kind=nonsense", ["DEBT/2", "HB/2026/1"]),
        ("?state=closed", ["DEBT/2"]),
        ("?state=open", ["HB/2026/1"]),
        ("?holder=amir", ["HB/2026/1"]),
        ("?holder=nobody", []),
        ("?service_area=999999", ["DEBT/2", "HB/2026/1"]),
    ],
)
def test_the_list_is_filtered(sign_in, supervisor, caseworker, query, found):
    held_file(caseworker, reference="HB/2026/1", kind=WorkKind.COMPLEX)
    closed = held_file(caseworker, reference="DEBT/2", closed_on=dt.date(2026, 5, 1))
    closed.holdings.update(to_on=closed.closed_on)
    page = text_of(sign_in(supervisor), "case_list", query=query)
    assert [ref for ref in ("DEBT/2", "HB/2026/1") if f">{ref}</a>" in page] == found


def test_a_file_is_added_by_hand_once_however_often_it_is_sent(sign_in, supervisor, caseworker):
    client = sign_in(supervisor)
    data = added(ServiceAreaFactory(), caseworker, nonce="once")
    first, second = (client.post(reverse("case_add"), data) for _ in range(2))
    case_file = CaseFile.objects.get()
    assert first["Location"] == second["Location"] == reverse("case_detail", args=[case_file.pk])
    assert case_file.holdings.get().user == caseworker
    assert AuditEvent.objects.filter(act="case_file.added").count() == 1


def test_a_reference_like_a_name_is_warned_of_once_and_can_be_kept(sign_in, supervisor, caseworker):
    client = sign_in(supervisor)
    data = added(ServiceAreaFactory(), caseworker, reference="Okonkwo")
    page = client.post(reverse("case_add"), data).content.decode()
    assert "“Okonkwo” has no number in it and may be a name." in page
    assert 'value="Okonkwo"' in page
    assert not CaseFile.objects.exists()
    client.post(reverse("case_add"), {**data, "names_no_client": "on"})
    assert CaseFile.objects.get().reference == "Okonkwo"


def test_a_supervisor_gives_a_new_file_to_nobody_of_another_team(
    sign_in, supervisor, other_caseworker
):
    data = added(ServiceAreaFactory(), other_caseworker)
    response = sign_in(supervisor).post(reverse("case_add"), data)
    assert response.status_code == 200
    assert not CaseFile.objects.exists()
    assert "Chidi" not in response.content.decode()


def test_what_was_typed_stays_beside_its_error(sign_in, supervisor, caseworker):
    data = added(
        ServiceAreaFactory(), caseworker, **date("closed_on", dt.date(2026, 2, 1)), reference="HB/7"
    )
    page = sign_in(supervisor).post(reverse("case_add"), data).content.decode()
    assert "The case cannot close before it was opened." in page
    assert 'href="#id_closed_on-day"' in page
    assert 'value="HB/7"' in page


def test_a_later_change_sees_both_texts_and_may_go_on(sign_in, supervisor, caseworker):
    case_file = held_file(caseworker, reference="HB/1")
    client = sign_in(supervisor)
    data = {
        "reference": "HB/1-mine",
        "service_area": case_file.service_area_id,
        "kind": WorkKind.COMPLEX.value,
        "version": 0,
        **date("opened_on", case_file.opened_on),
    }
    url = reverse("case_change", args=[case_file.pk])
    assert client.post(url, {**data, "reference": "HB/1-theirs"}).status_code == 302
    page = client.post(url, data).content.decode()
    assert "Ben Hughes changed this case file" in page
    assert "HB/1-theirs" in page
    assert 'value="HB/1-mine"' in page
    assert 'name="version" value="1"' in page
    assert client.post(url, {**data, "version": 1}).status_code == 302
    assert CaseFile.objects.get().reference == "HB/1-mine"


def test_a_hand_over_from_an_old_page_shows_who_has_the_case_and_may_go_on(
    sign_in, manager, caseworker, other_caseworker, today
):
    case_file = held_file(caseworker)
    client = sign_in(manager)
    url = reverse("case_hand_over", args=[case_file.pk])
    data = {
        "to": manager.pk,
        "seen": case_file.holdings.get().pk,
        **date("from_on", today),
    }
    assert client.post(url, {**data, "to": other_caseworker.pk}).status_code == 302
    page = client.post(url, data).content.decode()
    assert "the case was given to Chidi Eze" in page
    now = Holding.objects.open().get()
    assert f'name="seen" value="{now.pk}"' in page
    assert client.post(url, {**data, "seen": now.pk}).status_code == 302
    assert Holding.objects.open().get().user == manager


def test_the_conflict_of_a_colleague_is_not_named_where_a_case_is_given(
    sign_in, manager, caseworker, other_caseworker, today
):
    case_file = held_file(caseworker)
    ConflictFactory(user=other_caseworker, reference=case_file.reference)
    data = {
        "to": other_caseworker.pk,
        "seen": case_file.holdings.get().pk,
        **date("from_on", today),
    }
    url = reverse("case_hand_over", args=[case_file.pk])
    page = sign_in(manager).post(url, data).content.decode()
    assert "Chidi Eze is not for this case." in page
    assert "conflict" not in page.replace(reverse("conflict_list"), "").lower()


def test_a_part_is_noted_on_its_page(sign_in, supervisor, caseworker, today):
    case_file = held_file(caseworker)
    url = reverse("case_part_add", args=[case_file.pk])
    data = {"user": supervisor.pk, "part": "approved", **date("from_on", today)}
    assert sign_in(supervisor).post(url, data).status_code == 302
    assert "Decided or approved the case" in text_of(
        sign_in(supervisor), "case_detail", case_file.pk
    )


def test_a_holding_action_is_opened_answered_and_closed(sign_in, supervisor, caseworker):
    case_file = held_file(caseworker)
    data = {"kind": "incorrect_advice", "fact": "The rent figure is wrong.", "step": "Ring today."}
    url = reverse("holding_action_add", args=[case_file.pk])
    assert sign_in(supervisor).post(url, data).status_code == 302
    action = HoldingAction.objects.get()
    holder = sign_in(caseworker)
    assert "Close the holding action" not in text_of(holder, "holding_action_detail", action.pk)
    holder.post(reverse("holding_action_answer", args=[action.pk]), {"text": "I rang."})
    page = text_of(holder, "holding_action_detail", action.pk)
    assert "I rang." in page
    assert "Close the holding action" not in page
    for about in ("client", "insurer", "limit"):
        data = {"about": about, "text": "Yes, today."}
        holder.post(reverse("holding_action_answer", args=[action.pk]), data)
    holder.post(reverse("holding_action_close", args=[action.pk]))
    page = text_of(holder, "holding_action_detail", action.pk)
    assert "Save answer" not in page
    action.refresh_from_db()
    assert action.closed_by == caseworker


def test_free_text_that_tells_who_a_client_is_is_warned_of_and_can_be_kept(
    sign_in, supervisor, caseworker
):
    url = reverse("holding_action_add", args=[held_file(caseworker).pk])
    data = {"kind": "incorrect_advice", "fact": "Ring 07700 900123.", "step": "Ring."}
    page = sign_in(supervisor).post(url, data).content.decode()
    assert "“07700 900123” under “What happened” looks like a telephone number." in page
    assert "Ring 07700 900123." in page
    assert not HoldingAction.objects.exists()
    sign_in(supervisor).post(url, {**data, "identifies_no_client": "on"})
    assert HoldingAction.objects.count() == 1


def test_who_opened_a_holding_action_of_another_is_noted_and_ones_own_is_not(
    sign_in, supervisor, caseworker
):
    action = HoldingActionFactory(
        case_file=held_file(caseworker), told=caseworker, opened_by=supervisor
    )
    for who in (caseworker, supervisor):
        text_of(sign_in(who), "holding_action_detail", action.pk)
    view = RecordView.objects.get()
    assert view.viewer_key == f"people.user:{supervisor.pk}"
    assert view.subject_key == f"people.user:{caseworker.pk}"


def test_a_reviewer_of_another_team_reads_the_holding_action_they_opened_but_not_the_case(
    sign_in, caseworker, other_supervisor
):
    action = HoldingActionFactory(
        case_file=held_file(caseworker), told=caseworker, opened_by=other_supervisor
    )
    client = sign_in(other_supervisor)
    page = text_of(client, "holding_action_detail", action.pk)
    case_url = reverse("case_detail", args=[action.case_file_id])
    assert case_url not in page
    assert client.get(case_url).status_code == 404


def test_a_conflict_is_declared_by_reference_without_telling_whether_it_exists(
    sign_in, caseworker, other_caseworker
):
    held_file(other_caseworker, reference="HB/9001")
    client = sign_in(caseworker)
    pages = []
    for reference in ("HB/9001", "HB/9002"):
        answer = client.post(
            reverse("conflict_add"), {"about": "file", "reference": reference}, follow=True
        )
        pages.append(answer.content.decode().count("Your conflict of interest is declared."))
    assert pages == [1, 1]
    assert Conflict.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Answer the question"),
        ({"about": "file"}, "Enter the case reference."),
        ({"about": "file", "reference": "jo@example.org"}, "This is an e-mail address."),
        ({"about": "area"}, "Select the service area"),
    ],
)
def test_a_conflict_needs_what_it_is_with(sign_in, caseworker, data, sentence):
    page = sign_in(caseworker).post(reverse("conflict_add"), data).content.decode()
    assert sentence in page
    assert not Conflict.objects.exists()


def test_a_supervisor_reads_the_conflicts_of_their_team_and_of_nobody_else(
    sign_in, supervisor, caseworker, other_caseworker
):
    ConflictFactory(user=caseworker, reference="HB/9001")
    ConflictFactory(user=other_caseworker, reference="HB/9002")
    page = text_of(sign_in(supervisor), "conflict_list")
    assert "HB/9001" in page
    assert "HB/9002" not in page


def test_service_areas_are_added_and_renamed(sign_in, organisation_admin):
    client = sign_in(organisation_admin)
    client.post(reverse("service_area_add"), {"name": "Housing"})
    again = client.post(reverse("service_area_add"), {"name": "housing"}).content.decode()
    assert "There is a service area with this name already." in again
    page = text_of(client, "service_area_list")
    assert "Housing" in page
    assert "Not needed" in page


def test_no_title_and_no_address_holds_a_reference(sign_in, supervisor, caseworker):
    case_file = held_file(caseworker, reference="HB/9001")
    page = text_of(sign_in(supervisor), "case_detail", case_file.pk)
    assert "HB/9001" not in page.split("<title>")[1].split("</title>")[0]
    assert "HB" not in reverse("case_detail", args=[case_file.pk])


def test_a_floor_above_shows_its_panel_to_whom_it_chooses(monkeypatch, caseworker, scope_of, today):
    case_file = CaseFileFactory()
    given = [lambda file, scope, on: Panel("Reviews", "r.html"), lambda file, scope, on: None]
    monkeypatch.setattr("cases.panels._panels", given)
    assert panels_of(case_file, scope_of(caseworker), today) == [Panel("Reviews", "r.html")]
