"""Capability support: a talk of two, no assessment; read by nobody else without a stated reason."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Evidence, Judgement
from core.errors import DomainError, NotAllowed, Stale
from core.models import AuditEvent, Outbox
from frameworks.enums import Purpose
from people.models import Line
from supervision.models import CapabilityReading, CapabilitySheet, CapabilityWords
from supervision.services.capability import (
    agree_help,
    hand_on_sheet,
    open_sheet,
    read_for_reason,
    say,
    sign_sheet,
)
from supervision.waiting import waiting_for
from tests.factories import AdjustmentFactory, CoverFactory, LineFactory, person
from tests.records.factories import small_framework

SUPPORT = {Purpose.CAPABILITY_SUPPORT: "Where capability issues exist it can support dialogue."}
HELP = "Ben sits in on two calls in May; Amira chooses which."


@pytest.fixture
def version(db):
    made = small_framework("housing", uses=SUPPORT)
    made.framework.adopted_on = dt.date(2024, 1, 2)
    made.framework.save()
    return made


@pytest.fixture
def opened(version, caseworker, supervisor, scope_of):
    def make(**given):
        given = {
            "person": caseworker,
            "version": version,
            "areas": list(version.areas.all()[:2]),
            "bears": False,
            "bearing": "",
            "by": supervisor,
            "scope": scope_of(supervisor),
        } | given
        return open_sheet(**given)

    return make


@pytest.fixture
def sheet(opened):
    return opened()


@pytest.fixture
def agreed(sheet, supervisor, scope_of, today):
    return agree_help(
        sheet=sheet,
        help_agreed=HELP,
        next_on=today + dt.timedelta(days=14),
        revision=sheet.revision,
        by=supervisor,
        scope=scope_of(supervisor),
    )


@pytest.fixture
def signed(scope_of):
    def sign(sheet, by, *, signed=True, note="", revision=None):
        sheet.refresh_from_db()
        return sign_sheet(
            sheet=sheet,
            signed=signed,
            note=note,
            revision=revision or sheet.revision,
            by=by,
            scope=scope_of(by),
        )

    return sign


def visible(scope):
    return list(CapabilitySheet.objects.visible_to(scope))


# Opening


def test_it_is_opened_only_where_the_publisher_permits_it(opened):
    other = small_framework("association")
    with pytest.raises(DomainError, match="does not name that use") as refused:
        opened(version=other, areas=list(other.areas.all()))
    assert refused.value.field == "version"
    assert not CapabilitySheet.objects.exists()


def test_what_bears_on_it_is_asked_and_said(opened):
    with pytest.raises(DomainError) as refused:
        opened(bears=True, bearing=" ")
    assert refused.value.field == "bearing"
    assert opened(bears=True, bearing="Talk in the morning.").bearing == "Talk in the morning."


def test_it_is_about_areas_of_its_framework(opened):
    for areas in ([], list(small_framework("other").areas.all())):
        with pytest.raises(DomainError) as refused:
            opened(areas=areas)
        assert refused.value.field == "areas"


@pytest.mark.parametrize("who", ["manager", "other_supervisor", "hr", "caseworker"])
def test_nobody_but_their_own_supervisor_opens_it(opened, request, scope_of, who):
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        opened(by=by, scope=scope_of(by))


# Writing and signing


def test_both_write_and_when_both_signed_it_is_closed(
    agreed, signed, caseworker, supervisor, scope_of
):
    say(sheet=agreed, text="I lose the thread on the phone.", by=caseworker,
        scope=scope_of(caseworker))  # fmt: skip
    signed(agreed, supervisor)
    signed(agreed, caseworker, note="Thank you.")
    agreed.refresh_from_db()
    assert agreed.closed_at is not None
    for by in (caseworker, supervisor):
        with pytest.raises(DomainError, match="closed"):
            say(sheet=agreed, text="One more thing.", by=by, scope=scope_of(by))


def test_what_is_written_after_a_signature_has_to_be_signed_again(
    agreed, signed, caseworker, supervisor, scope_of
):
    signed(agreed, supervisor)
    say(sheet=agreed, text="And the letters.", by=caseworker, scope=scope_of(caseworker))
    signed(agreed, caseworker)
    agreed.refresh_from_db()
    assert agreed.closed_at is None
    signed(agreed, supervisor)
    agreed.refresh_from_db()
    assert agreed.closed_at is not None


def test_not_signing_needs_a_reason_and_leaves_it_open(agreed, signed, caseworker, supervisor):
    with pytest.raises(DomainError) as refused:
        signed(agreed, caseworker, signed=False)
    assert refused.value.field == "note"
    signed(agreed, caseworker, signed=False, note="We did not agree on May.")
    signed(agreed, supervisor)
    agreed.refresh_from_db()
    assert agreed.closed_at is None
    with pytest.raises(DomainError, match="answered this already"):
        signed(agreed, caseworker)


def test_nothing_is_signed_before_help_is_agreed(sheet, signed, caseworker):
    with pytest.raises(DomainError, match="help agreed"):
        signed(sheet, caseworker)


def test_neither_overwrites_the_other(agreed, caseworker, scope_of, today, signed):
    with pytest.raises(Stale) as stale:
        agree_help(
            sheet=agreed,
            help_agreed="Another.",
            next_on=today,
            revision=1,
            by=caseworker,
            scope=scope_of(caseworker),
        )
    assert stale.value.theirs.help_agreed == HELP
    with pytest.raises(Stale):
        signed(agreed, caseworker, revision=1)


def test_what_was_said_and_what_is_closed_cannot_be_changed(agreed, signed, caseworker, supervisor,
                                                            scope_of):  # fmt: skip
    say(sheet=agreed, text="As it was.", by=caseworker, scope=scope_of(caseworker))
    signed(agreed, caseworker)
    signed(agreed, supervisor)
    for attack in (
        lambda: CapabilityWords.objects.update(text="Otherwise."),
        lambda: CapabilityWords.objects.all().delete(),
        lambda: CapabilitySheet.objects.update(help_agreed="Otherwise."),
        lambda: agreed.words.create(by=caseworker, text="Late.", at=timezone.now()),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()


def test_it_makes_no_evidence_and_no_degree(agreed, signed, caseworker, supervisor):
    signed(agreed, caseworker)
    signed(agreed, supervisor)
    assert not Evidence.objects.exists()
    assert not Judgement.objects.exists()


def test_acts_stand_in_the_trail_and_are_told_without_a_word_of_them(agreed, signed, caseworker):
    signed(agreed, caseworker)
    acts = AuditEvent.objects.filter(act__startswith="capability.").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "capability.opened",
        "capability.agreed",
        "capability.signed",
    ]
    told = "".join(f"{mail.subject} {mail.body}" for mail in Outbox.objects.all())
    assert HELP not in told


# Who reads it


def test_the_two_read_it_and_nobody_else(
    sheet, caseworker, supervisor, manager, hr, other_supervisor, scope_of
):
    assert visible(scope_of(caseworker)) == [sheet]
    assert visible(scope_of(supervisor)) == [sheet]
    for somebody in (manager, hr, other_supervisor):
        assert visible(scope_of(somebody)) == []


def test_neither_a_deputy_nor_the_next_supervisor_reads_it(
    sheet, caseworker, supervisor, other_supervisor, scope_of, today
):
    CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    assert caseworker.pk in scope_of(other_supervisor).supervises
    assert visible(scope_of(other_supervisor)) == []
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=today)
    assert visible(scope_of(other_supervisor)) == []
    assert visible(scope_of(supervisor)) == []
    assert visible(scope_of(caseworker)) == [sheet]


def test_the_manager_reads_it_for_a_stated_reason_that_the_person_is_told(
    sheet, caseworker, manager, scope_of, sign_in, organisation
):
    scope = scope_of(manager)
    with pytest.raises(DomainError) as refused:
        read_for_reason(person=caseworker, reason=" ", by=manager, scope=scope)
    assert refused.value.field == "reason"
    Outbox.objects.all().delete()
    assert read_for_reason(person=caseworker, reason="A grievance.", by=manager, scope=scope) == 1
    assert visible(scope) == [sheet]
    assert Outbox.objects.get().to == caseworker.email
    page = sign_in(caseworker).get(reverse("capability_detail", args=[sheet.pk])).content.decode()
    assert "A grievance." in page
    with pytest.raises(NotAllowed):
        say(sheet=sheet, text="Mine.", by=manager, scope=scope)


def test_a_reason_ends_after_a_week(sheet, caseworker, manager, scope_of):
    CapabilityReading.objects.create(
        sheet=sheet, by=manager, reason="Safety.", at=timezone.now() - dt.timedelta(days=8)
    )
    assert visible(scope_of(manager)) == []


@pytest.mark.parametrize("who", ["supervisor", "hr", "other_supervisor"])
def test_nobody_else_states_a_reason(sheet, caseworker, request, scope_of, who):
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        read_for_reason(person=caseworker, reason="I wonder.", by=by, scope=scope_of(by))


# Pages


def test_the_whole_talk_on_its_pages(version, sign_in, caseworker, supervisor, organisation, today):
    AdjustmentFactory(user=caseworker, agreed_by=supervisor, agreed_at=timezone.now())
    ben, amira = sign_in(supervisor), sign_in(caseworker)
    page = ben.get(reverse("capability_open", args=[caseworker.pk])).content.decode()
    assert "Feedback in writing a day before" in page
    assert "Where capability issues exist" in page
    area = version.areas.first()
    typed = {"bears": "yes", "bearing": "Write first, then talk.", "areas": [area.pk]}
    answer = ben.post(reverse("capability_open", args=[caseworker.pk]), typed)
    sheet = CapabilitySheet.objects.get()
    assert answer.url == reverse("capability_detail", args=[sheet.pk])
    amira.post(reverse("capability_say", args=[sheet.pk]), {"text": "The phone is hard."})
    day = today + dt.timedelta(days=14)
    next_on = {f"next_on-{part}": getattr(day, part) for part in ("day", "month", "year")}
    sheet.refresh_from_db()
    fields = {"help_agreed": HELP, "revision": sheet.revision, **next_on}
    stale = amira.post(reverse("capability_agree", args=[sheet.pk]), {**fields, "revision": 1})
    assert stale.status_code == 422
    assert HELP in stale.content.decode()
    amira.post(reverse("capability_agree", args=[sheet.pk]), fields)
    sheet.refresh_from_db()
    for client in (ben, amira):
        client.post(
            reverse("capability_sign", args=[sheet.pk]),
            {"signed": "yes", "revision": sheet.revision},
        )
    page = amira.get(reverse("capability_detail", args=[sheet.pk])).content.decode()
    for words in (
        area.behaviours.first().text,
        "Write first, then talk.",
        "The phone is hard.",
        "Ben sits in on two calls",
        "Both signed it",
        "Where capability issues exist",
    ):
        assert words in page
    assert reverse("capability_say", args=[sheet.pk]) not in page


def test_where_no_framework_permits_it_none_can_be_opened(
    sign_in, caseworker, supervisor, organisation
):
    small_framework("association")
    ben = sign_in(supervisor)
    page = ben.get(reverse("capability_list", args=[caseworker.pk])).content.decode()
    assert "No framework in use is permitted" in page
    assert ben.get(reverse("capability_open", args=[caseworker.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_often_for_many_as_for_one(
    rows, opened, sign_in, supervisor, caseworker, scope_of, organisation,
    django_assert_max_num_queries,
):  # fmt: skip
    sheets = [opened() for _ in range(rows)]
    for number in range(rows):
        say(sheet=sheets[0], text=f"Word {number}.", by=caseworker, scope=scope_of(caseworker))
    ben = sign_in(supervisor)
    for address in (
        reverse("capability_list", args=[caseworker.pk]),
        reverse("capability_detail", args=[sheets[0].pk]),
    ):
        ben.get(address)
        with django_assert_max_num_queries(10):
            ben.get(address)


def waiting(user, scope_of, today) -> list[tuple[str, str]]:
    scope = scope_of(user)
    return [(row["text_key"], row["subject_name"]) for row in waiting_for(scope, today)]


def test_a_talk_waits_for_the_two_until_each_has_answered_it_as_it_stands(
    agreed, signed, caseworker, supervisor, manager, other_supervisor, scope_of, today
):
    def now() -> list[list[tuple[str, str]]]:
        return [waiting(user, scope_of, today) for user in (caseworker, supervisor)]

    own, theirs = [("talk_own", "")], [("talk_other", caseworker.name)]
    assert now() == [own, theirs]
    assert waiting(manager, scope_of, today) == waiting(other_supervisor, scope_of, today) == []

    signed(agreed, caseworker, signed=False, note="The dates are not as we said.")
    assert now() == [[], theirs]
    say(sheet=agreed, text="Let us put them right.", by=supervisor, scope=scope_of(supervisor))
    assert now() == [own, theirs]
    signed(agreed, caseworker)
    signed(agreed, supervisor)
    assert now() == [[], []]


def test_a_talk_without_help_agreed_waits_for_the_supervisor_alone(
    sheet, caseworker, supervisor, scope_of, today
):
    assert waiting(caseworker, scope_of, today) == []
    assert waiting(supervisor, scope_of, today) == [("talk_other", caseworker.name)]


# Handing an open sheet on


@pytest.fixture
def next_supervisor(sheet, caseworker, other_supervisor, today):
    """Amira's line changed yesterday: it is somebody else's now."""
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=1))
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=today)
    return other_supervisor


def test_the_person_hands_an_open_sheet_on_and_both_sign_anew(
    agreed, signed, next_supervisor, caseworker, supervisor, scope_of
):
    assert visible(scope_of(next_supervisor)) == []
    revision = CapabilitySheet.objects.get().revision
    hand_on_sheet(sheet=agreed, by=caseworker, scope=scope_of(caseworker))
    sheet = CapabilitySheet.objects.get()
    assert sheet.supervisor == next_supervisor
    assert sheet.revision == revision + 1
    assert visible(scope_of(next_supervisor)) == [sheet]
    assert visible(scope_of(supervisor)) == []
    handed = sheet.hand_ons.get()
    assert (handed.before, handed.after) == (supervisor, next_supervisor)
    assert Outbox.objects.filter(to=next_supervisor.email).exists()
    assert AuditEvent.objects.filter(act="capability.handed_on").count() == 1
    signed(sheet, caseworker)
    signed(sheet, next_supervisor)
    sheet.refresh_from_db()
    assert sheet.closed_at is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        type(handed).objects.filter(pk=handed.pk).update(after=supervisor)


def test_nobody_but_the_person_hands_it_on(sheet, next_supervisor, supervisor, scope_of):
    for by in (next_supervisor, supervisor):
        with pytest.raises(NotAllowed):
            hand_on_sheet(sheet=sheet, by=by, scope=scope_of(by))


def test_there_is_nobody_to_hand_it_on_to_while_the_supervisor_is_theirs(
    sheet, caseworker, scope_of
):
    with pytest.raises(DomainError, match="no other supervisor"):
        hand_on_sheet(sheet=sheet, by=caseworker, scope=scope_of(caseworker))


def test_a_sheet_is_handed_on_from_its_page(
    sheet, next_supervisor, caseworker, sign_in, organisation
):
    client = sign_in(caseworker)
    address = reverse("capability_detail", args=[sheet.pk])
    assert f"Hand it on to {next_supervisor.name}" in client.get(address).content.decode()
    assert client.post(reverse("capability_hand_on", args=[sheet.pk])).status_code == 302
    page = client.get(address).content.decode()
    assert "Hand it on to" not in page
    assert "handed it on from" in page


# One step down


def test_a_manager_finds_where_to_state_a_reason(
    caseworker, supervisor, manager, other_caseworker, sign_in, organisation
):
    client = sign_in(manager)
    assert reverse("team_below") in client.get(reverse("team_board")).content.decode()
    page = client.get(reverse("team_below")).content.decode()
    assert caseworker.name in page
    assert supervisor.name in page
    assert reverse("capability_reason", args=[caseworker.pk]) in page
    assert other_caseworker.name not in page
    ben = sign_in(supervisor)
    assert reverse("team_below") not in ben.get(reverse("team_board")).content.decode()
    assert caseworker.name not in ben.get(reverse("team_below")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_one_step_down_is_read_with_as_many_queries_for_many_as_for_one(
    rows, caseworker, supervisor, manager, sign_in, organisation, django_assert_num_queries
):
    for number in range(rows):
        person(f"Further {number}", supervisor=supervisor)
    client = sign_in(manager)
    client.get(reverse("team_below"))
    with django_assert_num_queries(5):
        client.get(reverse("team_below"))
