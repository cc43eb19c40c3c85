"""The demonstration: what bin/serve shows, and the large one that the benchmarks need."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.enums import Decision, ReviewState, RoundState, SheetPart
from assessments.models import (
    Answer,
    Attachment,
    BelowStandard,
    CaseCheck,
    Dispute,
    DisputeDecision,
    Drawn,
    Evidence,
    FileReview,
    Finding,
    FindingTick,
    Judgement,
    Objection,
    Point,
    Sheet,
    Theme,
    WellDone,
)
from cases.models import CaseSight, Restriction
from competency_site.demo import accounts, cast
from competency_site.demo.phrases import PHRASES
from competency_site.demo.work import FRAMEWORK, WORK
from core.models import AuditEvent, DatedSetting, Draft, Outbox
from core.services.seals import seal_events
from frameworks.models import Area, Behaviour, Framework
from people.enums import Role
from people.models import AccessRole, PostLevel, User
from records.models import JournalEntry, SignOff
from supervision.models import PlanItem

UNTIL = dt.date(2026, 3, 20)
FIXTURES = Path(settings.ROOT) / "fixtures"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def loaded(db: None) -> None:
    """The frameworks and the criteria that the demonstration stands on."""
    call_command("load_framework", *sorted(FIXTURES.glob("*.json")), stdout=StringIO())
    call_command("load_criteria", FIXTURES / "criteria" / "file-review.json", stdout=StringIO())


def make(**options: object) -> str:
    out = StringIO()
    call_command("demo", stdout=out, stderr=StringIO(), until=UNTIL, **options)
    return out.getvalue()


def tables() -> dict[str, list[tuple[object, ...]]]:
    """What the year left behind, without what is random by right (salts, secrets, passwords)."""
    return {
        "files": list(
            FileReview.objects.order_by("pk").values_list("case_file__reference", "state")
        ),
        "findings": list(Finding.objects.order_by("pk").values_list("note", "area__key", "sort")),
        "answers": list(Answer.objects.order_by("pk").values_list("value", "comment")),
        "entries": list(JournalEntry.objects.order_by("pk").values_list("text", "on", "reach")),
        "drawn": list(Drawn.objects.order_by("pk").values_list("case_file__reference", "due_on")),
        "events": list(AuditEvent.objects.order_by("pk").values_list("act", "at")),
    }


@pytest.mark.once
def test_a_year_is_played_through_the_services(loaded):
    before = AuditEvent.objects.latest("pk").pk

    printed = make()

    assert AccessRole.objects.filter(role=Role.CASEWORKER).count() == 18
    assert (
        AccessRole.objects.filter(role=Role.SUPERVISOR)
        .exclude(user__email="lead@example.org")
        .count()
        == 4
    )
    states = set(FileReview.objects.values_list("state", flat=True))
    assert states == set(ReviewState) - {ReviewState.SELECTED}
    decided = set(DisputeDecision.objects.values_list("sort", flat=True))
    assert {Decision.STANDS, Decision.CHANGED, Decision.SETTLED} <= decided
    assert Dispute.objects.open().exists()
    agreed = FileReview.objects.filter(standing_part=SheetPart.AGREED, shared_at__isnull=False)
    assert agreed.exists(), "reviewed twice, agreed and shared"
    assert Evidence.objects.count() > 500
    assert Judgement.objects.count() > 100
    assert SignOff.objects.count() == 8
    assert Draft.objects.count() >= 3
    reviews_of_the_round = Drawn.objects.filter(round__state=RoundState.RUNNING)
    assert reviews_of_the_round.filter(review__state=ReviewState.SHARED).exists()
    assert reviews_of_the_round.filter(review__state=ReviewState.ASSIGNED).exists()
    assert Objection.objects.filter(decided_at__isnull=True).count() == 1
    plans = PlanItem.objects.filter(finding__isnull=False)
    assert plans.filter(done_on__isnull=True).exists()
    assert plans.filter(done_on__isnull=False).exists()
    assert CaseCheck.objects.count() == 6
    assert WellDone.objects.count() == 5
    assert Restriction.objects.count() == 1
    assert set(CaseSight.objects.values_list("user__email", flat=True)) == {
        "leila.cobblemoor@example.org",
        "external@example.org",
    }
    from_outside = FileReview.objects.get(reviewer__email="external@example.org")
    assert from_outside.state == ReviewState.IN_PROGRESS
    assert Theme.objects.count() == 3
    assert Theme.objects.filter(shared_at=None).count() == 1
    assert Theme.objects.exclude(closed_at=None).count() == 1
    assert Point.objects.ungrouped().count() == 2
    assert Attachment.objects.filter(evidence__isnull=False).count() == 1
    assert Attachment.objects.filter(action__isnull=False).count() == 1
    assert BelowStandard.objects.filter(bears_at=None, decided_at=None).count() >= 1
    announced = DatedSetting.objects.get(from_on__gt=UNTIL, withdrawn_at=None)
    assert announced.key == "sampling.blind_one_in"
    assert not Outbox.objects.exists()
    assert seal_events() == 0, "the trail is sealed"
    moments = list(AuditEvent.objects.filter(pk__gt=before).order_by("pk").values_list("at"))
    assert moments == sorted(moments), "events happen in order"
    assert User.objects.exclude(email__endswith="@example.org").count() == 0
    assert len(set(Finding.objects.values_list("note", flat=True))) > Finding.objects.count() / 2
    assert set(PostLevel.objects.values_list("framework__code", flat=True)) == {
        "guildford-casework",
        "housing-ombudsman",
        "citizens-advice-casework-supervision",
    }
    in_use = Framework.objects.exclude(adopted_on=None).order_by("adopted_on")
    assert [in_use[0].code, in_use.count()] == [FRAMEWORK, 4]
    assert accounts.PASSWORD in printed
    assert "caseworker@example.org" in printed
    with pytest.raises(CommandError, match="not empty"):
        make()


@pytest.mark.long
def test_the_same_seed_plays_the_same_year(loaded, django_db_blocker):
    from django.db import transaction

    with transaction.atomic():
        make(seed=7)
        first = tables()
        transaction.set_rollback(True)
    make(seed=7)
    again = tables()
    assert again == first


def test_a_large_organisation_has_the_size_asked_for(loaded):
    make(caseworkers=17, evidence=400)

    assert AccessRole.objects.filter(role=Role.CASEWORKER).count() == 17
    assert Evidence.objects.count() == 400
    assert Finding.objects.count() == 400
    assert FindingTick.objects.count() == 800
    assert Sheet.objects.count() == 134
    assert AuditEvent.objects.filter(act="review.shared").count() == 134
    assert seal_events() == 0, "the trail is sealed"
    assert FileReview.objects.filter(state=ReviewState.ASSIGNED).count() == 9
    assert not FileReview.objects.filter(submitted_at__date__gt=UNTIL).exists()
    assert not FileReview.objects.filter(shared_at__date__gt=UNTIL).exists()
    call_command("check", databases=["default"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []


def test_next_row_after_a_large_one_gets_a_free_id(loaded):
    make(caseworkers=3, evidence=10)
    event = AuditEvent.objects.create(
        at=dt.datetime(2026, 3, 20, tzinfo=dt.UTC), actor_key="command:test", act="test"
    )
    assert AuditEvent.objects.filter(pk__gt=event.pk).count() == 0
    assert (
        User.objects.create(name="One more", email="one.more@example.org", joined_at=event.at).pk
        == User.objects.count()
    )


@pytest.mark.parametrize("options", [{"caseworkers": 0}, {"evidence": 10}])
def test_impossible_sizes_are_refused(loaded, options):
    with pytest.raises(CommandError):
        make(**options)
    assert not User.objects.exists()


def test_every_area_has_sentences_that_name_only_its_behaviours(loaded):
    ours = {"version__framework__code": FRAMEWORK}
    assert set(PHRASES) == set(Area.objects.filter(**ours).values_list("key", flat=True))
    kinds = dict(Behaviour.objects.filter(**ours).values_list("key", "kind"))
    wanted = {"good_practice": "effective", "improvement": "ineffective"}
    for area, phrases in PHRASES.items():
        assert {phrase.sort for phrase in phrases} == {"good_practice", "improvement", "learning"}
        for phrase in phrases:
            for behaviour in phrase.behaviours:
                assert kinds[f"{area}.{behaviour}"] == wanted[phrase.sort]


def test_sentences_are_filled_for_every_sort_of_work():
    from random import Random

    for work in WORK:
        for phrases in PHRASES.values():
            for phrase in phrases:
                text = work.fill(phrase.text, Random(1))
                assert "{" not in text
                assert "the the " not in text
                assert text.lstrip("“")[0].isupper()
                assert not any(mark in text for mark in "\t\n\\")


def test_no_two_people_of_the_cast_share_a_name():
    assert len({member.name for member in cast.MEMBERS}) == len(cast.MEMBERS)
