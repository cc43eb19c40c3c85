"""Who reads which journal entry (TRUST, "Who sees what", row "reflection")."""

import datetime as dt

import pytest

from people.models import Line, User
from records.enums import Reach
from records.models import JournalEntry
from tests.factories import CoverFactory
from tests.records.factories import entry_of, signed_off, small_framework

CAST = [
    "supervisor",
    "other_supervisor",
    "manager",
    "hr",
    "other_caseworker",
    "framework_admin",
    "organisation_admin",
    "data_protection_lead",
    "staff_representative",
    "leaver",
]


@pytest.fixture
def read_by(scope_of):
    """Return the texts that a user may read."""
    return lambda user: set(
        JournalEntry.objects.visible_to(scope_of(user)).values_list("text", flat=True)
    )


@pytest.fixture
def three_entries(caseworker):
    entry_of(caseworker, "mine alone")
    entry_of(caseworker, "for my supervisor", reach=Reach.SUPERVISOR)
    return entry_of(caseworker, "for my record", reach=Reach.RECORD)


def test_the_writer_reads_all_of_their_own(caseworker, three_entries, read_by):
    assert read_by(caseworker) == {"mine alone", "for my supervisor", "for my record"}


@pytest.mark.parametrize("role", CAST)
def test_nobody_else_reads_a_private_entry(role, request, caseworker, three_entries, read_by):
    assert "mine alone" not in read_by(request.getfixturevalue(role))


def test_the_supervisor_reads_what_is_shared(supervisor, three_entries, read_by):
    assert read_by(supervisor) == {"for my supervisor", "for my record"}


@pytest.mark.parametrize("role", [role for role in CAST if role != "supervisor"])
def test_others_read_nothing_even_when_it_is_shared(role, request, three_entries, read_by):
    assert read_by(request.getfixturevalue(role)) == set()


def test_hr_reads_what_is_in_a_signed_record(hr, caseworker, supervisor, three_entries, read_by):
    signed_off(caseworker, supervisor, small_framework(), three_entries)

    assert read_by(hr) == {"for my record"}


def test_a_deputy_reads_what_is_shared_while_they_cover(
    supervisor, other_supervisor, three_entries, read_by, today
):
    cover = CoverFactory(covered=supervisor, deputy=other_supervisor, from_on=today, to_on=today)
    assert read_by(other_supervisor) == {"for my supervisor", "for my record"}

    cover.from_on = cover.to_on = today - dt.timedelta(days=1)
    cover.save()
    assert read_by(other_supervisor) == set()


def test_a_former_supervisor_reads_nothing_and_a_new_one_only_what_is_shared_since(
    caseworker, supervisor, other_supervisor, read_by, today
):
    entry_of(caseworker, "of before", reach=Reach.SUPERVISOR, on=today - dt.timedelta(days=30))
    Line.objects.filter(person=caseworker).update(to_on=today - dt.timedelta(days=6))
    Line.objects.create(
        person=caseworker, supervisor=other_supervisor, from_on=today - dt.timedelta(days=5)
    )
    entry_of(caseworker, "of since", reach=Reach.SUPERVISOR, on=today)

    assert read_by(supervisor) == set()
    assert read_by(other_supervisor) == {"of since"}


def test_a_journal_opens_to_its_person_and_to_whom_supervises_them(
    caseworker, supervisor, manager, hr, other_supervisor, scope_of
):
    opens = {
        user.name: set(User.objects.in_care_of(scope_of(user)))
        for user in (caseworker, supervisor, manager, hr, other_supervisor)
    }

    assert caseworker in opens[caseworker.name]
    assert caseworker in opens[supervisor.name]
    for user in (manager, hr, other_supervisor):
        assert caseworker not in opens[user.name]
