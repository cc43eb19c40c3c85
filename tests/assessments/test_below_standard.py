"""*Consistently below standard*: when it is proposed, who is told, and who decides."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.action_enums import ActionKind, Conclusion
from assessments.below_standard import COULD_SHOW, Shown, rests_on
from assessments.enums import AnswerValue, ReplySort
from assessments.models import Action, BelowStandard
from assessments.services.below_standard import (
    answer_what_bears,
    decide,
    hear_person,
    tell_person,
)
from assessments.services.reply import reply_to_review
from competency_site.home import waiting_page
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.assessments.action_factories import (
    KEY,
    asked_of,
    below_standard_at,
    performance_review,
    reviews_of_performance,
    scope,
)

DAY = dt.date(2026, 3, 2)
NOT_MET = AnswerValue.NOT_MET


# The rule

REVIEWS = st.lists(
    st.builds(
        Shown,
        review=st.integers(1, 10_000),
        on=st.dates(DAY, DAY + dt.timedelta(days=60)),
        value=st.sampled_from(list(AnswerValue)),
        settled=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda shown: shown.review,
)
SINCE = st.none() | st.dates(DAY, DAY + dt.timedelta(days=60))


def last_of(reviews: list[Shown], number: int) -> list[Shown]:
    able = [shown for shown in reviews if shown.value in COULD_SHOW]
    return sorted(able, key=lambda shown: (shown.on, shown.review))[-number:]


@given(REVIEWS, SINCE)
def test_it_rests_on_three_of_the_last_five_and_on_nothing_else(reviews, since):
    found = rests_on(reviews, times=3, of_last=5, since=since)
    last = last_of(reviews, 5)
    missed = [shown.review for shown in last if shown.value == NOT_MET]
    fits = (
        len(last) == 5
        and len(missed) >= 3
        and all(shown.settled for shown in last)
        and (since is None or all(shown.on > since for shown in last))
    )
    assert found == (missed if fits else [])


@given(REVIEWS, SINCE, st.randoms())
def test_the_order_in_which_reviews_come_changes_nothing(reviews, since, random):
    mixed = random.sample(reviews, len(reviews))
    assert rests_on(mixed, times=3, of_last=5, since=since) == rests_on(
        reviews, times=3, of_last=5, since=since
    )


@given(REVIEWS, SINCE)
def test_what_could_not_show_it_counts_neither_way(reviews, since):
    able = [shown for shown in reviews if shown.value in COULD_SHOW]
    assert rests_on(able, times=3, of_last=5, since=since) == rests_on(
        reviews, times=3, of_last=5, since=since
    )


@given(REVIEWS)
def test_one_that_is_disputed_or_not_shared_among_the_last_keeps_it_from_being_proposed(reviews):
    unsettled = [Shown(s.review, s.on, s.value, settled=False) for s in last_of(reviews, 1)]
    rest = [s for s in reviews if s.review not in {u.review for u in unsettled}]
    if unsettled:
        assert rests_on([*rest, *unsettled], times=3, of_last=5) == []


@given(REVIEWS)
def test_a_better_answer_never_makes_it_fit(reviews):
    better = [
        Shown(s.review, s.on, AnswerValue.MET if s.value == NOT_MET else s.value, s.settled)
        for s in reviews
    ]
    assert rests_on(better, times=3, of_last=5) == []


# What is proposed


@pytest.fixture
def cast(caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


def waits(user, today) -> list[str]:
    return [item.text for item in waiting_page(scope(user), today).items]


LOOK = "Look at a criterion that Amira Haddad’s reviews do not meet"
HEAR = "Say what you think of a criterion not met again and again"


@pytest.mark.parametrize(
    ("values", "proposed"),
    [
        (("not_met", "met", "not_met", "met", "not_met"), True),
        (("not_met", "met", "not_met", "partly_met", "met", "not_met"), False),
        (("not_met", "not_met", "not_met"), False),
        (("not_met", "not_met", "met", "not_applicable", "met", "not_met"), True),
    ],
)
def test_it_is_proposed_when_the_review_that_makes_it_fit_is_shared(cast, today, values, proposed):
    reviews_of_performance(cast, *values)
    assert BelowStandard.objects.exists() is proposed
    assert (LOOK in waits(cast.supervisor, today)) is proposed
    assert HEAR not in waits(cast.caseworker, today)
    if proposed:
        row = BelowStandard.objects.get()
        assert (row.criterion_key, row.reviews.count()) == (KEY, 3)
        assert AuditEvent.objects.get(act="below_standard.proposed").actor_key == "software"


def test_nothing_is_proposed_twice_while_the_first_is_undecided(cast, today):
    below_standard_at(cast, "new")
    performance_review(cast, 4000, today)
    assert BelowStandard.objects.count() == 1


def test_reviews_for_development_never_feed_it(cast, monkeypatch):
    from frameworks.enums import Purpose
    from tests.assessments import action_factories

    monkeypatch.setattr(
        action_factories, "Purpose", SimpleNamespace(PERFORMANCE_REVIEW=Purpose.DEVELOPMENT)
    )
    reviews_of_performance(cast, *["not_met"] * 5)
    assert not BelowStandard.objects.exists()


# Asked, told, heard, decided


def test_what_bears_on_it_is_asked_before_the_person_is_told(cast):
    row = below_standard_at(cast, "new")
    ben = {"by": cast.supervisor, "scope": scope(cast.supervisor)}
    with pytest.raises(DomainError, match="whether something bears"):
        tell_person(row=row, **ben)
    with pytest.raises(DomainError) as refused:
        answer_what_bears(row=row, bears=False, text=" ", **ben)
    assert refused.value.field == "text"
    answer_what_bears(row=row, bears=True, text="A phased return until May.", **ben)
    tell_person(row=row, **ben)
    row.refresh_from_db()
    assert (row.bears, row.bears_text) == (True, "A phased return until May.")


def test_the_person_is_heard_before_help_is_decided(cast, today):
    row = below_standard_at(cast, "told")
    ben = {"by": cast.supervisor, "scope": scope(cast.supervisor)}
    assert HEAR in waits(cast.caseworker, today)
    assert LOOK not in waits(cast.supervisor, today)
    helping = {"conclusion": Conclusion.HELP, "reason": "Three times.", **ben}
    with pytest.raises(DomainError, match="Hear the person first"):
        decide(row=row, help_agreed=asked_of(cast.supervisor), **helping)
    hear_person(row=row, text="I had no guide.", by=cast.caseworker)
    assert LOOK in waits(cast.supervisor, today)
    with pytest.raises(DomainError) as refused:
        decide(row=row, **helping)
    assert refused.value.field == "what"
    row = decide(row=row, help_agreed=asked_of(cast.supervisor), **helping)
    action = Action.objects.get()
    assert (row.action, action.kind, action.owner) == (action, ActionKind.LEARNING, cast.supervisor)
    assert waits(cast.caseworker, today).count(HEAR) == 0
    with pytest.raises(DomainError, match="decided already"):
        decide(row=row, help_agreed=asked_of(cast.supervisor), **helping)


def test_without_an_answer_it_is_decided_once_the_time_is_over(cast):
    row = below_standard_at(cast, "told")
    BelowStandard.objects.filter(pk=row.pk).update(hear_by=dt.date(2020, 1, 1))
    decide(
        row=row,
        conclusion=Conclusion.HELP,
        reason="No answer yet; the help can begin.",
        help_agreed=asked_of(cast.supervisor),
        by=cast.supervisor,
        scope=scope(cast.supervisor),
    )
    row.refresh_from_db()
    assert row.heard_at is None


def test_a_dispute_meanwhile_leaves_only_that_it_is_not_so(cast):
    row = below_standard_at(cast, "heard")
    review = row.reviews.order_by("review").first().review
    reply_to_review(
        review=review,
        sort=ReplySort.DISPUTED,
        text="It is on page 2.",
        by=cast.caseworker,
        scope=scope(cast.caseworker),
    )
    ben = {"by": cast.supervisor, "scope": scope(cast.supervisor)}
    with pytest.raises(DomainError, match="no longer show this"):
        decide(
            row=row,
            conclusion=Conclusion.HELP,
            reason="x",
            help_agreed=asked_of(cast.supervisor),
            **ben,
        )
    decide(row=row, conclusion=Conclusion.NOT_SO, reason="A dispute is open.", **ben)


def test_reviews_from_before_support_was_agreed_count_no_more(cast, today):
    row = below_standard_at(cast, "heard")
    decide(
        row=row,
        conclusion=Conclusion.HELP,
        reason="Three times.",
        help_agreed=asked_of(cast.supervisor),
        by=cast.supervisor,
        scope=scope(cast.supervisor),
    )
    performance_review(cast, 4000, today)
    assert BelowStandard.objects.count() == 1


def test_what_was_decided_is_closed(cast):
    row = below_standard_at(cast, "heard")
    ben = {"by": cast.supervisor, "scope": scope(cast.supervisor)}
    decide(row=row, conclusion=Conclusion.NOT_SO, reason="Two cases of one sort.", **ben)
    for changed in ({"reason": "Other"}, {"heard_text": ""}, {"bears_text": "Nothing"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BelowStandard.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.reviews.all().delete()


def test_only_the_supervisor_and_the_person_take_part(cast, other_supervisor, hr):
    row = below_standard_at(cast, "told")
    for by in (cast.manager, cast.caseworker, other_supervisor, hr):
        with pytest.raises(NotAllowed):
            decide(row=row, conclusion=Conclusion.NOT_SO, reason="x", by=by, scope=scope(by))
    with pytest.raises(NotAllowed):
        hear_person(row=row, text="x", by=cast.supervisor)


def test_the_person_reads_it_once_told_and_nobody_else_but_their_supervisor(
    cast, other_supervisor, hr
):
    row = below_standard_at(cast, "asked")
    seen = lambda user: BelowStandard.objects.visible_to(scope(user)).exists()  # noqa: E731
    assert [seen(user) for user in (cast.caseworker, cast.supervisor)] == [False, True]
    tell_person(row=row, by=cast.supervisor, scope=scope(cast.supervisor))
    assert seen(cast.caseworker)
    assert not any(seen(user) for user in (cast.manager, other_supervisor, hr))


@pytest.mark.parametrize("told", [True, False])
def test_who_looked_at_it_before_shows_once_the_person_may_read_it(cast, sign_in, told):
    row = below_standard_at(cast, "asked")
    sign_in(cast.supervisor).get(reverse("below_standard_detail", args=[row.pk]))
    looks = lambda: sign_in(cast.caseworker).get(reverse("record_views")).content.decode()  # noqa: E731
    assert "Ben Hughes" not in looks()
    ben = {"row": row, "by": cast.supervisor, "scope": scope(cast.supervisor)}
    if told:
        tell_person(**ben)
    else:
        decide(conclusion=Conclusion.NOT_SO, reason="One case, counted three times.", **ben)
    assert "Ben Hughes" in looks()


# Pages


def test_it_goes_through_its_pages(organisation, cast, sign_in):
    row = below_standard_at(cast, "new")
    ben, amira = sign_in(cast.supervisor), sign_in(cast.caseworker)

    def address(act: str) -> str:
        return reverse(f"below_standard_{act}", args=[row.pk])

    page = ben.get(address("detail")).content.decode()
    assert "Not met in 3 of the last 5" in page
    ben.post(address("bears"), {"bears": "no", "text": "Nothing agreed."})
    ben.post(address("tell"))
    page = amira.get(address("detail")).content.decode()
    assert "Nothing agreed." in page
    amira.post(address("hear"), {"text": "I had no guide."})
    refused = ben.post(address("decide"), {"conclusion": "help", "reason": "Three times."})
    assert "Choose who sees to the help" in refused.content.decode()
    ben.post(
        address("decide"),
        {
            "conclusion": "help",
            "reason": "Three times.",
            "what": "Sit in with Grace twice.",
            "owner": cast.supervisor.pk,
        },
    )
    page = amira.get(address("detail")).content.decode()
    assert "Three times." in page
    assert reverse("action_detail", args=[Action.objects.get().pk]) in page


@pytest.mark.parametrize("step", ["new", "heard"])
def test_its_page_asks_the_database_little(organisation, cast, sign_in, step):
    row = below_standard_at(cast, step)
    client = sign_in(cast.supervisor)
    address = reverse("below_standard_detail", args=[row.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) == 10, "\n".join(query["sql"] for query in asked)
