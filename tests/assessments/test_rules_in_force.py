"""Rules in force: read by everybody, changed by the lead of casework with notice and a reason."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from assessments.action_enums import Seriousness
from assessments.clocks import (
    ACTION,
    DECIDE,
    FINISH,
    REPLY,
    SHARE,
    TELL,
    clock_of,
    ran_out_since_finished,
)
from assessments.enums import ReplySort
from assessments.models import Dispute, FileReview
from assessments.sampling import months_before, rules_of
from assessments.services.action import usual_day
from assessments.services.reply import reply_to_review
from assessments.services.rules_in_force import change_rule, withdraw_rule_change
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, DatedSetting
from core.services.settings import setting
from core.settings_registry import registered
from people.scope import scope_for
from people.working_days import add_working_days
from tests.assessments.factories import review_at
from tests.assessments.rule_factories import REASON, announced_change, in_force_since

DAY = dt.timedelta(days=1)
KEY = "sampling.enhanced"


@pytest.fixture
def cast(organisation, caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


def change(lead, today, **given):
    given = {"value": 5, "from_on": today + 28 * DAY, "reason": REASON, **given}
    rule = registered(given.pop("key", KEY))
    return change_rule(rule=rule, by=lead, scope=scope_for(lead, today), **given)


# Changing a rule


def test_a_change_holds_from_its_day_and_is_in_the_trail(manager, today):
    made = change(manager, today)
    assert setting(KEY, today + 27 * DAY) == 6
    assert setting(KEY, today + 28 * DAY) == 5
    event = AuditEvent.objects.get(act="setting.changed")
    assert event.record_key == f"core.datedsetting:{made.pk}"
    assert event.detail.data["value"] == 5
    assert REASON not in str(event.detail.data)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"from_on": 27}, "from_on", "announced 28 days before"),
        ({"from_on": -400}, "from_on", "announced 28 days before"),
        ({"value": 6}, "value", "has on that day already"),
        ({"value": 0}, "value", "from 1 to 1000"),
        ({"value": 1001}, "value", "from 1 to 1000"),
        ({"value": 10**30}, "value", "from 1 to 1000"),
        ({"value": -1, "key": "sampling.blind_one_in"}, "value", "from 0 to 1000"),
        ({"value": "5"}, "value", "not of the kind"),
        ({"value": True}, "value", "not of the kind"),
        ({"reason": " \n"}, "reason", "Say why"),
    ],
)
def test_a_change_that_cannot_be_is_refused_beside_its_field(manager, today, given, field, words):
    if "from_on" in given:
        given = given | {"from_on": today + given["from_on"] * DAY}
    with pytest.raises(DomainError, match=words) as caught:
        change(manager, today, **given)
    assert caught.value.field == field
    assert not DatedSetting.objects.exists()


def test_a_setting_that_is_no_rule_is_not_changed_here(manager, today):
    with pytest.raises(DomainError, match="no rule of the work"):
        change(manager, today, key="frameworks.listed_by_search_engines", value=True)


def test_only_the_lead_of_casework_changes_and_withdraws(manager, supervisor, hr, today):
    made = change(manager, today)
    for person in (supervisor, hr):
        with pytest.raises(NotAllowed):
            change(person, today, from_on=today + 40 * DAY)
        with pytest.raises(NotAllowed):
            withdraw_rule_change(
                change=made, reason="No.", by=person, scope=scope_for(person, today)
            )
    assert DatedSetting.objects.get().withdrawn_at is None


def test_a_change_is_withdrawn_before_its_day_and_may_be_announced_anew(manager, today):
    made = change(manager, today)
    scope = scope_for(manager, today)
    withdraw_rule_change(change=made, reason="We asked the team first.", by=manager, scope=scope)
    assert setting(KEY, today + 28 * DAY) == 6
    assert AuditEvent.objects.filter(act="setting.withdrawn").exists()
    with pytest.raises(DomainError, match="withdrawn already"):
        withdraw_rule_change(change=made, reason="Again.", by=manager, scope=scope)
    change(manager, today, value=4)
    assert setting(KEY, today + 28 * DAY) == 4


def test_a_change_in_force_is_not_withdrawn(manager, today):
    made = in_force_since(manager, KEY, 5, today)
    with pytest.raises(DomainError, match="in force already"):
        withdraw_rule_change(
            change=made, reason="Too late.", by=manager, scope=scope_for(manager, today)
        )


def test_withdrawing_needs_a_reason(manager, today):
    with pytest.raises(DomainError, match="Say why") as caught:
        withdraw_rule_change(
            change=change(manager, today), reason="", by=manager, scope=scope_for(manager, today)
        )
    assert caught.value.field == "reason"


@pytest.mark.parametrize(
    "fields",
    [{"value": 1}, {"from_on": dt.date(2020, 1, 1)}, {"reason": ""}, {"withdrawn_reason": "x"}],
)
def test_the_database_keeps_what_was_announced(manager, today, fields):
    made = change(manager, today)
    with pytest.raises(DatabaseError), transaction.atomic():
        DatedSetting.objects.filter(pk=made.pk).update(**fields)


# Never for work already done: each reader asks for the day its work was begun


def test_a_round_goes_by_the_rules_of_the_first_day_of_its_month(manager, today):
    month = months_before(today, 1)
    in_force_since(manager, "sampling.light", 2, month + DAY)
    in_force_since(manager, "sampling.standard", 4, month)
    held = rules_of(month)
    assert (held["sampling.light"], held["sampling.standard"]) == (1, 4)


def test_a_review_keeps_the_days_to_answer_of_the_day_it_was_asked_for(cast, today, manager):
    review = review_at(cast, "submitted")
    asked = review.assigned_at.date()
    in_force_since(manager, REPLY, 15, asked + DAY)
    in_force_since(manager, REPLY, 12, asked)
    assert clock_of(review, REPLY) == 12
    shared = review_at(cast, "shared", "HB-2042")
    assert shared.reply_by == add_working_days(today, 12)


def test_the_day_to_finish_by_is_offered_by_the_rule_of_today(cast, manager, today, sign_in):
    review = review_at(cast, "assigned")
    in_force_since(manager, FINISH, 9, today)
    in_force_since(manager, FINISH, 30, today + DAY)
    page = sign_in(manager).get(reverse("review_assign", args=[review.case_file_id]))
    assert page.context["form"].initial["due_on"] == today + 9 * DAY


@pytest.mark.parametrize(("key", "usual"), [(SHARE, 10), (TELL, 20)])
@pytest.mark.parametrize(
    ("changes", "holds"),
    [({}, None), ({-30: 3}, 3), ({-30: 3, 0: 15}, 15), ({-30: 3, 1: 1}, 3), ({0: 15, 1: 1}, 15)],
)
def test_a_finished_review_keeps_the_clocks_of_the_day_on_which_it_was_finished(
    cast, manager, today, key, usual, changes, holds
):
    def ran_out(on):
        [clock] = ran_out_since_finished(on, [key])
        return FileReview.objects.unshared_past(clock).exists()

    assert review_at(cast, "submitted").submitted_at.date() == today
    for days, value in changes.items():
        in_force_since(manager, key, value, today + days * DAY)
    last = add_working_days(today, holds or usual)
    assert not ran_out(last)
    assert ran_out(last + DAY)


@pytest.mark.parametrize("changes", [0, 1, 3])
def test_the_clocks_of_sharing_are_read_in_one_query(manager, today, changes, django_assert_num_queries):  # fmt: skip
    for number in range(changes):
        in_force_since(manager, SHARE, 5 + number, today - number * DAY)
    with django_assert_num_queries(1):
        ran_out_since_finished(today, [SHARE, TELL])


# The page, and the home page


def test_the_page_says_what_holds_what_is_announced_and_what_was(manager, caseworker, today, sign_in, organisation):  # fmt: skip
    in_force_since(manager, "sampling.light", 2, today - 40 * DAY)
    change(manager, today)
    withdrawn = change(manager, today, from_on=today + 60 * DAY, value=9)
    withdraw_rule_change(
        change=withdrawn, reason="Not agreed.", by=manager, scope=scope_for(manager, today)
    )
    page = sign_in(caseworker).get(reverse("rule_list"))
    text = page.content.decode()
    rows = {row.key: row for group in page.context["page"].groups for row in group.rows}
    assert (rows["sampling.light"].value, rows["sampling.light"].since) == (2, today - 40 * DAY)
    assert (rows[KEY].value, [each.value for each in rows[KEY].announced]) == (6, [5])
    assert [each.value for each in page.context["page"].history if each.withdrawn_at] == [9]
    assert REASON in text
    assert "Not agreed." in text
    assert "Who decides what" in text
    assert reverse("rule_change", args=[KEY]) not in text


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_costs_the_same_whatever_was_changed(
    changes, manager, today, sign_in, organisation, django_assert_num_queries
):
    for number in range(changes):
        change(manager, today, from_on=today + (28 + number) * DAY, value=10 + number)
    client = sign_in(manager)
    client.get("/rules/")
    with django_assert_num_queries(7):
        client.get("/rules/")


def test_home_tells_those_concerned_until_a_change_bites(
    manager, caseworker, staff_representative, hr, today, sign_in, organisation
):
    change(manager, today)
    for person in (caseworker, manager, staff_representative):
        assert "Rules that will change" in sign_in(person).get("/").content.decode()
    assert "Rules that will change" not in sign_in(hr).get("/").content.decode()


def test_home_is_silent_once_a_change_holds_or_was_withdrawn(
    manager, caseworker, today, sign_in, organisation
):
    in_force_since(manager, KEY, 5, today)
    made = change(manager, today, value=4)
    withdraw_rule_change(
        change=made, reason="Not agreed.", by=manager, scope=scope_for(manager, today)
    )
    assert "Rules that will change" not in sign_in(caseworker).get("/").content.decode()


def test_what_was_typed_stays_where_a_change_is_refused(manager, today, sign_in, organisation):
    soon = today + DAY
    page = sign_in(manager).post(
        reverse("rule_change", args=[KEY]),
        {
            "value": "5",
            "from_on-day": soon.day,
            "from_on-month": soon.month,
            "from_on-year": soon.year,
            "reason": REASON,
        },
    )
    text = page.content.decode()
    assert "announced 28 days before" in text
    assert REASON in text


def test_no_rule_has_an_address_that_is_none(manager, sign_in, organisation):
    for key in ("no.such", "frameworks.listed_by_search_engines"):
        assert sign_in(manager).get(reverse("rule_change", args=[key])).status_code == 404


def test_an_announcement_is_a_change_that_is_to_come(manager, today, sign_in, organisation):
    past = in_force_since(manager, KEY, 5, today)
    client = sign_in(manager)
    assert client.get(reverse("rule_withdraw", args=[past.pk])).status_code == 404
    to_come = announced_change(manager, value=4)
    assert client.get(reverse("rule_withdraw", args=[to_come.pk])).status_code == 200


def test_an_action_is_due_by_the_rule_of_the_day_it_is_opened(manager, today):
    in_force_since(manager, ACTION, 14, today)
    in_force_since(manager, ACTION, 7, today + DAY)
    assert usual_day(Seriousness.URGENT, today) == today + DAY
    other = next(each for each in Seriousness if each != Seriousness.URGENT)
    assert usual_day(other, today - DAY) == today + 27 * DAY
    assert usual_day(other, today) == today + 14 * DAY


def test_a_dispute_is_decided_within_the_days_of_when_it_was_raised(cast, manager, today):
    review = review_at(cast, "shared")
    in_force_since(manager, DECIDE, 15, today)
    in_force_since(manager, DECIDE, 5, today + DAY)
    reply_to_review(
        review=review,
        sort=ReplySort.DISPUTED,
        text="It was not my letter.",
        by=cast.caseworker,
        scope=scope_for(cast.caseworker, today),
    )
    assert Dispute.objects.get().due_on == add_working_days(today, 15)
