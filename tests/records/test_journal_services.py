"""Writing, changing, sharing and deleting journal entries."""

import datetime as dt
from decimal import Decimal

import pytest

from core.errors import DomainError, NotAllowed, Stale
from core.models import AuditDetail, AuditEvent
from records.enums import EntryKind, Reach
from records.models import JournalEntry
from records.services.journal import (
    LONGEST_TEXT,
    EntryText,
    change_entry,
    delete_entry,
    share_entry,
    unshare_entry,
    write_entry,
)
from tests.records.factories import entry_of, review_of, signed_off, small_framework

WORDS = "I rang the landlord before I had read the whole tenancy."


def test_a_new_entry_is_private_and_its_trail_holds_none_of_its_words(caseworker, today):
    entry = write_entry(by=caseworker, entry=EntryText(text=WORDS, on=today))

    assert entry.person == caseworker
    assert entry.reach == Reach.PRIVATE
    assert entry.shared_at is None
    event = AuditEvent.objects.get(act="entry.written")
    assert event.record_key == f"records.journalentry:{entry.pk}"
    assert event.subject_key == f"people.user:{caseworker.pk}"
    assert not [d for d in AuditDetail.objects.all() if "landlord" in str(d.data)]


def test_an_entry_may_be_shared_as_it_is_written(caseworker, today):
    entry = write_entry(
        by=caseworker,
        entry=EntryText(text=WORDS, on=today, kind=EntryKind.LEARNING, hours=Decimal("1.5")),
        reach=Reach.SUPERVISOR,
    )

    assert entry.shared_at is not None
    assert entry.hours == Decimal("1.5")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  \n "}, "text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "text"),
        ({"on": dt.timedelta(days=1)}, "on"),
        ({"hours": Decimal("0")}, "hours"),
        ({"hours": Decimal("100")}, "hours"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(caseworker, today, change, field):
    if "on" in change:
        change = {"on": today + change["on"]}

    with pytest.raises(DomainError) as refused:
        write_entry(by=caseworker, entry=EntryText(**{"text": WORDS, "on": today, **change}))

    assert refused.value.field == field
    assert not JournalEntry.objects.exists()


def test_a_reflection_rests_only_on_a_review_shared_with_its_writer(
    caseworker, other_caseworker, supervisor, other_supervisor, today
):
    anothers = review_of(other_caseworker, supervisor)
    unshared = review_of(caseworker, other_supervisor, state="submitted")
    mine = review_of(caseworker, other_supervisor)

    for review in (anothers, unshared):
        with pytest.raises(DomainError):
            write_entry(by=caseworker, entry=EntryText(text=WORDS, on=today, review=review))
    assert (
        write_entry(by=caseworker, entry=EntryText(text=WORDS, on=today, review=mine)).review
        == mine
    )


def test_its_writer_changes_an_entry_and_the_version_moves_on(caseworker, today):
    entry = entry_of(caseworker)

    change_entry(by=caseworker, written=entry, version=1, entry=EntryText(text=WORDS, on=today))

    entry.refresh_from_db()
    assert (entry.text, entry.version) == (WORDS, 2)


def test_a_later_change_from_another_tab_is_refused_and_both_texts_are_kept(caseworker, today):
    entry = entry_of(caseworker)
    change_entry(by=caseworker, written=entry, version=1, entry=EntryText(text="First", on=today))

    with pytest.raises(Stale) as refused:
        change_entry(
            by=caseworker, written=entry, version=1, entry=EntryText(text="Second", on=today)
        )

    assert refused.value.theirs.text == "First"
    assert refused.value.theirs.version == 2


def test_nobody_but_its_writer_changes_shares_or_deletes_an_entry(caseworker, supervisor, today):
    entry = entry_of(caseworker, reach=Reach.SUPERVISOR)

    for act in (
        lambda: change_entry(
            by=supervisor, written=entry, version=1, entry=EntryText(text=WORDS, on=today)
        ),
        lambda: share_entry(by=supervisor, written=entry, reach=Reach.RECORD),
        lambda: unshare_entry(by=supervisor, written=entry),
        lambda: delete_entry(by=supervisor, written=entry),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_entry_is_shared_step_by_step_and_taken_back(caseworker):
    entry = entry_of(caseworker)

    entry = share_entry(by=caseworker, written=entry, reach=Reach.SUPERVISOR)
    assert entry.shared_at is not None
    entry = share_entry(by=caseworker, written=entry, reach=Reach.RECORD)
    entry = unshare_entry(by=caseworker, written=entry)

    assert (entry.reach, entry.shared_at) == (Reach.PRIVATE, None)
    assert list(AuditEvent.objects.order_by("id").values_list("act", flat=True)) == [
        "entry.shared",
        "entry.shared",
        "entry.made_private",
    ]


def test_sharing_with_nobody_makes_an_entry_private(caseworker):
    entry = entry_of(caseworker, reach=Reach.RECORD)

    assert share_entry(by=caseworker, written=entry, reach=Reach.PRIVATE).shared_at is None


def test_a_signed_entry_is_closed_to_every_act(caseworker, supervisor, today):
    entry = entry_of(caseworker, reach=Reach.RECORD)
    signed_off(caseworker, supervisor, small_framework(), entry)

    for act in (
        lambda: change_entry(
            by=caseworker, written=entry, version=1, entry=EntryText(text=WORDS, on=today)
        ),
        lambda: share_entry(by=caseworker, written=entry, reach=Reach.SUPERVISOR),
        lambda: unshare_entry(by=caseworker, written=entry),
        lambda: delete_entry(by=caseworker, written=entry),
    ):
        with pytest.raises(DomainError, match="signed record"):
            act()


def test_deleting_a_private_entry_leaves_only_that_it_was_done(caseworker):
    entry = entry_of(caseworker, text=WORDS)

    delete_entry(by=caseworker, written=entry)

    assert not JournalEntry.objects.exists()
    event = AuditEvent.objects.get(act="entry.deleted")
    assert not AuditDetail.objects.filter(event=event).exists()


def test_a_shared_entry_is_made_private_before_it_is_deleted(caseworker):
    entry = entry_of(caseworker, reach=Reach.SUPERVISOR)

    with pytest.raises(DomainError, match="private"):
        delete_entry(by=caseworker, written=entry)

    assert JournalEntry.objects.filter(pk=entry.pk).exists()
