"""A year of journals: reflections, learning, thanks; and records signed off at the half-year."""

import datetime as dt
from decimal import Decimal
from random import Random

from assessments.models import FileReview
from competency_site.demo import cast
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from competency_site.demo.phrases import voices
from core.services.views_log import note_view
from frameworks.models import Version
from records.enums import EntryKind, Reach
from records.services.journal import EntryText, write_entry
from records.services.sign_off import sign_off_record, sign_record

ENTRIES_A_YEAR = 9
REACHES = (Reach.PRIVATE, Reach.PRIVATE, Reach.SUPERVISOR, Reach.RECORD, Reach.RECORD)
SIGNED_OFF = ("caseworker", "rhys.gorsecroft", "tariq.elderby", "bronwen.oakengarth",
              "mei.rowanfield", "marek.sorrelshaw", "folake.brammere", "callum.junipercroft")  # fmt: skip
NOT_SIGNED = "callum.junipercroft"
SIGN_OFF_BEFORE = 150
WHY_NOT = (
    "I do not sign while the question of the spring's review is open between us. I have no"
    " objection to the rest."
)


class Journals:
    """Puts entries and sign-offs into the diary."""

    def __init__(self, made: Cast, diary: Diary, random: Random) -> None:
        self.made, self.diary, self.random = made, diary, random
        self._told: dict[str, list[str]] = {}

    def plan(self, version: Version) -> None:
        """Put the year's entries and the half-year's sign-offs in."""
        for member in cast.CASEWORKERS:
            days = min(member.since, 360)
            for _number in range(max(round(ENTRIES_A_YEAR * days / 360), 3)):
                day = working_day(self.made.day(self.random.randint(2, days - 1)))
                if member.key != cast.LEAVER or day <= self.made.day(cast.LEFT_BEFORE):
                    self._put_entry(member, day)
        for key in SIGNED_OFF:
            member = cast.of(key)
            self._put_sign_off(member, version)
        self._put_hr()

    def _put_entry(self, member: cast.Member, day: dt.date) -> None:
        def write(on: dt.date) -> None:
            chance = self.random.random()
            hours = None
            if chance < 0.3:
                kind = EntryKind.LEARNING
                text, amount = self.random.choice(voices.LEARNING)
                hours = Decimal(amount)
            elif chance < 0.45:
                kind, text = EntryKind.CASE_LEARNING, self._new(member, voices.CASE_LEARNING)
            elif chance < 0.52:
                kind, text = EntryKind.THANKS, self._new(member, voices.THANKS)
            else:
                kind, text = EntryKind.REFLECTION, self._new(member, voices.REFLECTIONS)
            reach = Reach.RECORD if hours else self.random.choice(REACHES)
            entry = EntryText(text=text, on=on, kind=kind, hours=hours)
            write_entry(by=self.made.people[member.key], entry=entry, reach=reach)

        self.diary.put(day, 16, self.random.randrange(60), write)

    def reflect(self, member: cast.Member, on: dt.date, review: FileReview) -> None:
        """Write what somebody thinks after reading a review of their work."""
        review.refresh_from_db()
        entry = EntryText(text=self._new(member, voices.REFLECTIONS), on=on, review=review)
        reach = self.random.choice(REACHES)
        write_entry(by=self.made.people[member.key], entry=entry, reach=reach)

    def _new(self, member: cast.Member, bank: tuple[str, ...]) -> str:
        """Return a text that this person has not written yet, as long as there is one."""
        used = self._told.setdefault(member.key, [])
        fresh = [text for text in bank if text not in used] or list(bank)
        text = self.random.choice(fresh)
        used.append(text)
        return text

    def _put_sign_off(self, member: cast.Member, version: Version) -> None:
        person = self.made.people[member.key]

        def sign_off(on: dt.date) -> None:
            signed = sign_off_record(
                person=person,
                version=version,
                period_from=self.made.day(365),
                period_to=self.made.day(SIGN_OFF_BEFORE + 10),
                note=self.random.choice(voices.SIGN_OFF_NOTES),
                by=self.made.people[member.above],
                scope=self.made.scope(member.above, on),
            )
            if member.key != SIGNED_OFF[-2]:
                agrees = member.key != NOT_SIGNED
                self.diary.put(
                    working_day(on, 3),
                    12,
                    30,
                    lambda day: sign_record(
                        sign_off=signed,
                        signed=agrees,
                        note="" if agrees else WHY_NOT,
                        by=person,
                    ),
                )

        self.diary.put(working_day(self.made.day(SIGN_OFF_BEFORE)), 15, 30, sign_off)

    def _put_hr(self) -> None:
        def look(on: dt.date) -> None:
            for key in SIGNED_OFF[:3]:
                person = self.made.people[key]
                note_view(viewer=self.made.people["hr"], person=person, sort="record", on=on)

        self.diary.put(working_day(self.made.day(60)), 10, 15, look)
