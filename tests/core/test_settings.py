"""Settings that bite from a date."""

import datetime as dt

import pytest

from core.clock import today
from core.errors import DomainError
from core.models import AuditEvent, DatedSetting
from core.services.settings import change_setting, setting, settings_on
from core.settings_registry import Rule, all_registered, register

BEN = "people.user:8"
DAY = dt.timedelta(days=1)


def at_least_one(value: int) -> None:
    if value < 1:
        raise DomainError("Enter 1 or more.", "value")


@pytest.fixture(autouse=True)
def two_settings(monkeypatch):
    monkeypatch.setattr("core.settings_registry._registered", {})
    register("sample.files", 3, "Files a quarter", notice_days=28, check=at_least_one)
    register("action.days", 28, "Days for an action")


def test_the_default_holds_before_any_change(db):
    assert setting("sample.files", today()) == 3


def test_a_change_holds_from_its_day_on(db):
    day = today() + 28 * DAY
    change_setting(key="sample.files", value=5, from_on=day, by=BEN)
    assert setting("sample.files", day - DAY) == 3
    assert setting("sample.files", day) == 5
    assert setting("sample.files", day + 400 * DAY) == 5


def test_the_latest_day_wins_in_whatever_order_it_was_written(db):
    for days, value in ((40, 6), (30, 5)):
        change_setting(key="sample.files", value=value, from_on=today() + days * DAY, by=BEN)
    assert setting("sample.files", today() + 35 * DAY) == 5
    assert setting("sample.files", today() + 45 * DAY) == 6


def test_several_settings_are_one_query(db, django_assert_num_queries):
    change_setting(key="action.days", value=14, from_on=today(), by=BEN)
    with django_assert_num_queries(1):
        values = settings_on(["sample.files", "action.days"], today())
    assert values == {"sample.files": 3, "action.days": 14}


def test_a_change_is_in_the_trail(db):
    row = change_setting(key="action.days", value=14, from_on=today(), by=BEN)
    event = AuditEvent.objects.get()
    assert (event.act, event.actor_key, event.record_key) == (
        "setting.changed", BEN, f"core.datedsetting:{row.pk}",
    )  # fmt: skip
    assert event.detail.data["value"] == 14


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "sample.files", "value": 5, "from_on": today() + 27 * DAY}, "from_on"),
        ({"key": "action.days", "value": 5, "from_on": today() - DAY}, "from_on"),
        ({"key": "action.days", "value": "five", "from_on": today()}, "value"),
        ({"key": "action.days", "value": True, "from_on": today()}, "value"),
        ({"key": "sample.files", "value": 0, "from_on": today() + 28 * DAY}, "value"),
    ],
    ids=["without notice", "in the past", "of another kind", "a truth for a number", "checked"],
)
def test_a_change_that_cannot_be_is_refused(db, change, field):
    with pytest.raises(DomainError) as caught:
        change_setting(**change, by=BEN)
    assert caught.value.field == field
    assert not DatedSetting.objects.exists()


def test_the_later_change_of_a_day_holds_and_the_earlier_stays_with_what_became_of_it(db):
    for value in (14, 15, 14, 14):
        change_setting(key="action.days", value=value, from_on=today(), by=BEN)
    assert setting("action.days", today()) == 14
    rows = list(DatedSetting.objects.order_by("pk"))
    assert [(row.value, row.withdrawn_at is None) for row in rows] == [
        (14, False), (15, False), (14, True),
    ]  # fmt: skip
    assert {row.withdrawn_by_key for row in rows[:2]} == {BEN}
    acts = list(AuditEvent.objects.order_by("id").values_list("act", flat=True))
    assert acts == [
        "setting.changed", "setting.withdrawn", "setting.changed", "setting.withdrawn",
        "setting.changed",
    ]  # fmt: skip


def test_a_rule_of_the_work_that_was_announced_is_withdrawn_by_hand_first(db):
    register("rule.files", 3, "Files a month", rule=Rule("sampling"))
    change_setting(key="rule.files", value=4, from_on=today(), by=BEN, reason="Few files.")
    with pytest.raises(DomainError, match="already recorded"):
        change_setting(key="rule.files", value=5, from_on=today(), by=BEN, reason="Fewer.")
    assert setting("rule.files", today()) == 4


def test_a_setting_nobody_registered_is_an_error(db):
    with pytest.raises(KeyError):
        setting("no.such", today())


def test_a_setting_is_registered_once():
    register("action.days", 28, "Days for an action")
    with pytest.raises(ValueError, match="registered twice"):
        register("action.days", 30, "Days for an action")
    assert [one.key for one in all_registered()] == ["action.days", "sample.files"]
