"""Files that people of the demonstration add: small texts, made here."""

import datetime as dt

from django.core.files.base import ContentFile

from assessments.action_enums import ActionState
from assessments.enums import Direction
from assessments.models import Action, Evidence
from assessments.services.attachment import Parent, add_attachment
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from frameworks.enums import Purpose

PERSON = "caseworker"
TO_EVIDENCE_BEFORE, TO_ACTION_BEFORE = 44, 6
LETTER = (
    "letter-in-plain-words.txt",
    "The letter that the reviewer mentions, without name and address.",
    "The decision in one sentence.\n\nWhat it means for you: you can stay where you are for now.\n\n"
    "What you can do: ask for a review. We help you with it.\n\nUntil when: three weeks from the"
    " day on the council's letter.\n",
)
NOTE = (
    "dates-added.txt",
    "The list of dates as it stands in the record now.",
    "In: letter of the other side, 3rd of the month\nOut: our answer, 6th\nDue: their reply, 20th\n"
    "Asked for by phone on the 21st, promised for the 24th\n",
)
"""The name of a file, what it shows, and its text."""


class Attachments:
    """Puts the adding of files into the diary."""

    def __init__(self, made: Cast, diary: Diary) -> None:
        self.made, self.diary = made, diary

    def plan(self) -> None:
        """Put both on their days."""
        for before, act in (
            (TO_EVIDENCE_BEFORE, self._to_evidence),
            (TO_ACTION_BEFORE, self._to_action),
        ):
            self.diary.put(working_day(self.made.day(before)), 17, 15, act)

    def _to_evidence(self, on: dt.date) -> None:
        """Let a caseworker add a letter to what was seen for them last."""
        scope = self.made.scope(PERSON, on)
        usable = Evidence.objects.visible_to(scope).usable_for(Purpose.DEVELOPMENT)
        theirs = usable.filter(person=self.made.people[PERSON])
        evidence = theirs.filter(direction=Direction.SHOWS).order_by("-on", "-pk").first()
        if evidence is not None:
            self._add(evidence, LETTER, PERSON, on)

    def _to_action(self, on: dt.date) -> None:
        """Let whoever owns the oldest action that is open add what they have so far."""
        keys = {person.pk: key for key, person in self.made.people.items()}
        action = Action.objects.filter(state=ActionState.OPEN).order_by("pk").first()
        if action is not None:
            self._add(action, NOTE, keys[action.owner_id], on)

    def _add(self, parent: Parent, file: tuple[str, str, str], key: str, on: dt.date) -> None:
        name, shows, text = file
        add_attachment(
            parent=parent,
            upload=ContentFile(text.encode(), name=name),
            shows=shows,
            by=self.made.people[key],
            scope=self.made.scope(key, on),
        )
