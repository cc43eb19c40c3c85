"""A private reflection leaks to nobody: no page, list, count, search, document or trail tells of it.

A page is asked for with and without the private entry, and must be the same to the letter.
"""

import re
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.models import AuditDetail, AuditEvent
from core.services.drafts import save_draft
from frameworks.tree import forget_trees
from records.enums import Reach
from records.models import JournalEntry
from records.querysets.closing import Span, entries_to_close
from records.services.journal import EntryText, write_entry
from tests.access_matrix import (
    ASSESSMENTS,
    EVERYBODY,
    PEOPLE,
    RECORDS,
    SUPERVISION,
    WHO,
    Row,
)
from tests.records.factories import entry_of, evidence_of, signed_off, small_framework

MARK = "Zanzibar"
READERS = ("supervisor", "manager", "other_supervisor", "hr", "data_protection_lead")
"""Those who open other people's records at all; the rest get no page that could tell."""

PAGES = [
    *(row for row in (*RECORDS, *SUPERVISION) if row.post is None and row.route != "journal_write"),
    *(row for row in (*ASSESSMENTS, *PEOPLE) if row.route in ("review_list", "person_detail")),
    Row("home", EVERYBODY),
]
CHANGES_EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|nonce|draft_token)" value=")[^"]*|(\?draft=)[\w:-]+'
)


def read(user, address):
    """Return a page as its reader gets it, without what is new on every page."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    with transaction.atomic():
        answer = client.get(address)
        transaction.set_rollback(True)
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, CHANGES_EACH_TIME.sub(r"\1", body.decode(errors="replace"))


def changes_by(act, row, user, cast):
    """Say whether a page of the route table reads otherwise for this user after an act."""
    with transaction.atomic():
        address = reverse(row.route, kwargs=row.arguments(cast)) + row.query
        before = read(user, address)
        act()
        after = read(user, address)
        transaction.set_rollback(True)
    forget_trees()
    return before != after


@pytest.fixture
def cast(request, organisation):
    names = (*WHO, "leaver")
    return SimpleNamespace(
        **{name: request.getfixturevalue(name) for name in names}, organisation=organisation
    )


@pytest.fixture
def private(caseworker, today):
    """A private entry, and an unfinished one, that say something nobody else says."""

    def write():
        write_entry(by=caseworker, entry=EntryText(text=f"{MARK} is on my mind.", on=today))
        save_draft(
            writer_key=f"people.user:{caseworker.pk}",
            form="journal_entry",
            record_key="",
            version=0,
            data={"text": [f"{MARK} again"]},
        )

    return write


@pytest.mark.parametrize("role", READERS)
def test_no_page_of_anybody_else_changes_by_a_private_entry(role, cast, private):
    differing = [row.route for row in PAGES if changes_by(private, row, getattr(cast, role), cast)]

    assert differing == []


def test_the_comparison_would_find_a_shared_entry(cast, caseworker, supervisor):
    row = next(row for row in PAGES if row.route == "person_journal")

    def shared():
        entry_of(caseworker, reach=Reach.SUPERVISOR)

    assert changes_by(shared, row, supervisor, cast)


def test_the_writer_alone_finds_it(cast, private):
    private()

    assert MARK in read(cast.caseworker, reverse("journal"))[1]
    assert MARK in read(cast.caseworker, reverse("journal_write"))[1]


def test_a_sign_off_takes_in_no_private_entry(caseworker, supervisor, today, scope_of, private):
    version = small_framework()
    evidence_of(caseworker, version.areas.first(), supervisor, on=today)
    private()
    entry_of(caseworker, "For the supervisor", reach=Reach.SUPERVISOR, on=today)
    entry_of(caseworker, "For the record", reach=Reach.RECORD, on=today)
    span = Span(caseworker.pk, version.pk, today, today)

    for user in (supervisor, caseworker):
        texts = [entry.text for entry in entries_to_close(span, scope_of(user))]
        assert texts == ["For the record"]


def test_the_trail_of_a_private_entry_holds_no_word_and_no_size_of_it(caseworker, today, private):
    private()

    event = AuditEvent.objects.get(act="entry.written")
    detail = AuditDetail.objects.get(event=event).data
    assert MARK not in str(detail)
    assert set(detail) == {"reach"}


def test_taking_an_entry_back_hides_it_from_the_next_request_on(caseworker, supervisor, today):
    entry = entry_of(caseworker, f"{MARK} is on my mind.", reach=Reach.SUPERVISOR, on=today)
    journal = reverse("person_journal", args=[caseworker.pk])
    assert MARK in read(supervisor, journal)[1]

    JournalEntry.objects.filter(pk=entry.pk).update(reach=Reach.PRIVATE, shared_at=None)

    assert MARK not in read(supervisor, journal)[1]
    assert read(supervisor, reverse("journal_entry", args=[entry.pk]))[0] == 404


def test_hr_reads_an_entry_of_a_signed_record_and_no_other(caseworker, supervisor, hr):
    version = small_framework()
    signed = entry_of(caseworker, "Signed", reach=Reach.RECORD)
    unsigned = entry_of(caseworker, "Unsigned", reach=Reach.RECORD)
    signed_off(caseworker, supervisor, version, signed)

    assert read(hr, reverse("journal_entry", args=[signed.pk]))[0] == 200
    assert read(hr, reverse("journal_entry", args=[unsigned.pk]))[0] == 404
