"""What supervisors say outside of reviews: guidance on a live case, and praise in a line."""

import datetime as dt
from functools import partial

from assessments.enums import LookedAt
from assessments.services.coaching import check_case, say_well_done
from competency_site.demo import cast
from competency_site.demo.casework import Casework
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from competency_site.demo.work import FRAMEWORK
from frameworks.models import Behaviour, Version

ADVICE, CONFLICT, PAPERWORK, INFORMED = LookedAt
CHECKS = (
    (
        142,
        "marek.sorrelshaw",
        (ADVICE, PAPERWORK),
        "The order of steps on the first page saves whoever reads the case ten minutes.",
        "Ask for the agreement itself before you answer the lender. What they write about it is"
        " their reading of it.",
    ),
    (
        86,
        "elias.ashmoor",
        (ADVICE, INFORMED),
        "",
        "Two bodies had a part in this. Write down which of them promised what, and ask each only"
        " about its own.",
    ),
    (
        33,
        "caseworker",
        (ADVICE, CONFLICT),
        "You asked about everybody in the household, not only about whose name is on the letter.",
        "Put the date until which a review can be asked for at the top of the case. We look at it"
        " together on Monday.",
    ),
    (
        19,
        "jonas.hazelwick",
        (PAPERWORK, INFORMED),
        "Your note of the first call has the client’s own words.",
        "Ring the client once a week, also when there is nothing new, and note that you did.",
    ),
    (
        12,
        "isla.nettlefield",
        (ADVICE,),
        "",
        "Before the plan goes out, add up what is left for food. If it does not reach, the plan"
        " will not hold.",
    ),
    (
        5,
        "caseworker",
        (PAPERWORK, INFORMED),
        "The date is at the top now, and the client knows it.",
        "The form is ready but for the second page. Send it with what we have; the letter from the"
        " doctor can follow.",
    ),
)
"""Days before the last one, whose case, what was looked at, what was well, the guidance."""

PRAISE = (
    (
        118,
        "bronwen.oakengarth",
        "open-minded.collaborative.shares-knowledge",
        "Your half-hour on remedies has changed how the whole team writes them.",
    ),
    (
        64,
        "tariq.elderby",
        "constructive.resilient.deals-calmly-conflict-meets-challenges",
        "Forty minutes with a caller who shouted for thirty of them, and a plan at the end.",
    ),
    (
        26,
        "caseworker",
        "impactful.clear.uses-plain-language-easy-understand",
        "The letter about the offer: one page, no word of ours in it, and the date in bold.",
    ),
    (9, "petra.yarrowby", "", "Thank you for taking the duty desk twice in a week."),
    (
        3,
        "jonas.hazelwick",
        "constructive.resilient.knows-ask-help-support",
        "You asked before the time limit, not after it. That is how it is done.",
    ),
)
"""Days before the last one, to whom, the behaviour that was seen ("" for none), the line."""


class Coaching:
    """Puts case checks and praise into the diary."""

    def __init__(self, made: Cast, diary: Diary, casework: Casework) -> None:
        self.made, self.diary, self.casework = made, diary, casework

    def plan(self) -> None:
        """Put each on its day."""
        for before, key, looked_at, well, guidance in CHECKS:
            day = working_day(self.made.day(before))
            self.diary.put(day, 11, 35, partial(self._check, key, looked_at, well, guidance))
        for before, key, behaviour, text in PRAISE:
            day = working_day(self.made.day(before))
            self.diary.put(day, 16, 25, partial(self._praise, key, behaviour, text))

    def _check(
        self, key: str, looked_at: tuple[LookedAt, ...], well: str, guidance: str, on: dt.date
    ) -> None:
        """Look at the open case that came last; where there is none, nothing is checked."""
        opened = self.casework.latest_open(key, on)
        above = cast.of(key).above
        if opened is not None:
            check_case(
                case_file=opened.file,
                guidance=guidance,
                well=well,
                looked_at=looked_at,
                by=self.made.people[above],
                scope=self.made.scope(above, on),
            )

    def _praise(self, key: str, behaviour: str, text: str, on: dt.date) -> None:
        above = cast.of(key).above
        version = Version.objects.of(FRAMEWORK)
        say_well_done(
            person=self.made.people[key],
            text=text,
            behaviour=Behaviour.objects.get(version=version, key=behaviour) if behaviour else None,
            by=self.made.people[above],
            scope=self.made.scope(above, on),
        )
