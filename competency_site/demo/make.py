"""Play the demonstration's year: every act through the services, on its own day."""

import datetime as dt
from random import Random

from django.db import transaction

from competency_site.demo import cast, clock
from competency_site.demo.actions import link_policies
from competency_site.demo.adapting import adapt_framework
from competency_site.demo.attachments import Attachments
from competency_site.demo.bulk.make import refuse_unless_empty
from competency_site.demo.casework import Casework
from competency_site.demo.coaching import Coaching
from competency_site.demo.diary import Act, Diary, working_day
from competency_site.demo.journals import Journals
from competency_site.demo.levels import take_up
from competency_site.demo.naming import Naming
from competency_site.demo.organisation import (
    BEGUN_BEFORE,
    BY,
    Cast,
    add_member,
    agree_adjustments,
    make_organisation,
    note_absence,
)
from competency_site.demo.plans import Plans
from competency_site.demo.reviewing import Reviewing
from competency_site.demo.rounds import Rounds
from competency_site.demo.rule_changes import RuleChanges
from competency_site.demo.support import keep_values, link_frameworks, talk
from competency_site.demo.themes import Themes
from core.models import Outbox
from core.services.seals import seal_events
from people.services.lines import arrange_cover
from people.services.persons import record_leaving


@transaction.atomic
def make_demonstration(*, until: dt.date, seed: int) -> Cast:
    """Make the organisation and its year, whole or not at all; the same from the same seed.

    E-mails that the acts would have sent are dropped: the addresses lead nowhere.

    :param until: the last day of the year.
    :raises DomainError: when the database is not empty.
    """
    refuse_unless_empty()
    random = Random(seed)
    made = make_organisation(until)
    diary = Diary(until)
    casework = Casework(made, diary, random)
    journals = Journals(made, diary, random)
    plans = Plans(made, diary, seed)
    reviewing = Reviewing(made, diary, casework, journals, plans, random)
    _plan_comings_and_goings(made, diary)
    casework.plan()
    reviewing.plan()
    Rounds(made, diary, reviewing, Random(seed + 1)).plan()
    Coaching(made, diary, casework).plan()
    Naming(reviewing).plan()
    Themes(made, diary).plan()
    RuleChanges(made, diary).plan()
    Attachments(made, diary).plan()
    journals.plan(reviewing.version)
    diary.play()
    Outbox.objects.filter(sent_at__isnull=True).delete()
    with clock.at(clock.moment_of(until, 18)):
        while seal_events():
            pass
    return made


def _joining(made: Cast, member: cast.Member) -> Act:
    return lambda on: add_member(made, member)


def _plan_comings_and_goings(made: Cast, diary: Diary) -> None:
    for member in cast.MEMBERS:
        if member.since < BEGUN_BEFORE:
            diary.put(made.day(member.since), 8, 0, _joining(made, member))
    diary.put(
        working_day(made.day(cast.AWAY_FROM)),
        8,
        30,
        lambda on: note_absence(made, cast.BACK_FROM_LEAVE, cast.AWAY_FROM, cast.AWAY_TO),
    )
    diary.put(
        working_day(made.day(cast.ON_LEAVE_SINCE)),
        8,
        30,
        lambda on: note_absence(made, cast.ON_LEAVE, cast.ON_LEAVE_SINCE, None),
    )
    diary.put(working_day(made.day(120)), 9, 15, lambda on: take_up(made, on))
    diary.put(working_day(made.day(100)), 10, 0, lambda on: keep_values(made, on))
    diary.put(working_day(made.day(110)), 10, 5, lambda on: link_policies(made))
    diary.put(working_day(made.day(95)), 10, 0, lambda on: link_frameworks(made, on))
    diary.put(working_day(made.day(40)), 11, 0, lambda on: talk(made, on))
    diary.put(working_day(made.day(60)), 10, 20, lambda on: adapt_framework(made, on))
    diary.put(working_day(made.day(300)), 14, 0, lambda on: agree_adjustments(made))
    diary.put(
        working_day(made.day(cast.LEFT_BEFORE + 20)),
        14,
        30,
        lambda on: record_leaving(
            by=BY, person=made.people[cast.LEAVER], last_day=made.day(cast.LEFT_BEFORE)
        ),
    )
    diary.put(
        working_day(made.day(70)),
        9,
        45,
        lambda on: arrange_cover(
            by=BY,
            covered=made.people[cast.COVERED],
            deputy=made.people[cast.DEPUTY],
            from_on=made.day(cast.COVER_FROM),
            to_on=made.day(cast.COVER_TO),
        ),
    )
