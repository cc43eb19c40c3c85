"""What follows in the demonstration where two people look: second reviews, and disputes."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from assessments.agreeing import begin_agreed
from assessments.content import AnswerContent, ReviewContent, read_content
from assessments.enums import AnswerValue, Decision, FindingSort, ReviewState, SheetPart
from assessments.independence import suggested
from assessments.models import Dispute, FileReview
from assessments.queries import made_under, written
from assessments.services.agree import answer_proposal, propose_outcome, waiting_proposal
from assessments.services.decide_dispute import decide_dispute
from assessments.services.dispute import (
    assign_decider,
    mark_read,
    possible_deciders,
    record_talk,
    settle_dispute,
)
from assessments.services.second import call_off_second, refuse_second
from assessments.services.submit import begin_review, submit_review
from competency_site.demo.diary import Act, working_day
from competency_site.demo.phrases import voices
from core.errors import DomainError
from people.models import User

if TYPE_CHECKING:
    from competency_site.demo.story import Story

LEAD = "lead"
LEFT_OPEN = 50
"""Disputes of so many last days are not decided yet."""
OUTCOMES = (Decision.STANDS, Decision.CHANGED, Decision.SETTLED, Decision.WITHDRAWN)


class Twice:
    """The second reviewer's part in one review, and what comes of a dispute about it."""

    def __init__(self, story: "Story") -> None:
        self.story, self.made, self.random = story, story.made, story.random

    @property
    def review(self) -> FileReview:
        return FileReview.objects.select_related("person", "reviewer", "second_reviewer").get(
            pk=self.story.review.pk
        )

    def _put(self, on: dt.date, after: int, hour: int, act: Act) -> None:
        day = working_day(on, after)
        self.story.year.diary.put(day, hour, self.random.randrange(60), act)

    def _key(self, user: User) -> str:
        return next(key for key, person in self.made.people.items() if person.pk == user.pk)

    def _acting(self, user: User, on: dt.date) -> dict[str, object]:
        return {"by": user, "scope": self.made.scope(self._key(user), on)}

    # A second review

    def after_first(self, on: dt.date) -> None:
        """The second reviewer finishes the day after the first; not where the story stops there."""
        if self.story.stop != ReviewState.SECOND:
            self._put(on, 1, 11, self._second)

    def _second(self, on: dt.date) -> None:
        review = self.review
        second = review.second_reviewer
        if second is None or review.state != ReviewState.SECOND:
            return
        try:
            refuse_second(review, second, on)
        except DomainError:
            lead = self.made.people[LEAD]
            call_off_second(
                review=review,
                reason=voices.CALLED_OFF,
                **self._acting(lead, on),  # type: ignore[arg-type]
            )
            self._put(on, 1, 15, self.story.share)
            return
        acting = self._acting(second, on)
        begin_review(review=review, **acting)  # type: ignore[arg-type]
        submit_review(
            review=review,
            content=self._seen_otherwise(),
            reviewed_on=on,
            trees=self.story.trees,
            looked_again=True,
            **acting,  # type: ignore[arg-type]
        )
        if self.story.stop != ReviewState.TO_AGREE:
            self._put(on, 1, 10, self._propose)

    def _seen_otherwise(self) -> ReviewContent:
        """Return what the second reviewer finds: much the same, one finding and answer less sure."""
        content = self.story.content
        met = [a.key for a in content.answers.values() if a.value == AnswerValue.MET]
        changed = self.random.sample(met, k=min(2, len(met)))
        answers = {
            key: AnswerContent(key, AnswerValue.PARTLY_MET, voices.SEEN_OTHERWISE)
            if key in changed
            else answer
            for key, answer in content.answers.items()
        }
        findings = tuple(
            replace(finding, note=f"{finding.note} {voices.SECOND_LOOK}")
            if finding.sort == FindingSort.GOOD_PRACTICE
            else finding
            for finding in content.findings
        )
        return ReviewContent(answers=answers, findings=findings)

    def _propose(self, on: dt.date) -> None:
        review = self.review
        if review.state != ReviewState.TO_AGREE:
            return
        first = written(review, SheetPart.FIRST, review.reviewer_id)
        second = written(review, SheetPart.SECOND, review.second_reviewer_id)
        fields = begin_agreed([first, second])
        for answer in second.answers:
            fields.setdefault(f"answer-{answer.criterion.key}", [answer.value])
        propose_outcome(
            review=review,
            fields=fields,
            reason=voices.AGREED,
            trees=self.story.trees,
            **self._acting(review.reviewer, on),  # type: ignore[arg-type]
        )
        self._put(on, 1, 9, self._confirm)

    def _confirm(self, on: dt.date) -> None:
        review = self.review
        proposal = waiting_proposal(review)
        if proposal is None or review.second_reviewer is None:
            return
        answer_proposal(
            proposal=proposal,
            agree=True,
            text="",
            trees=self.story.trees,
            **self._acting(review.second_reviewer, on),  # type: ignore[arg-type]
        )
        self._put(on, 1, 15, self.story.share)

    # A dispute

    def after_dispute(self, on: dt.date) -> None:
        """The two talk; then it is settled, or a second reviewer decides."""
        self._put(on, 3, 10, self._talk)

    @property
    def dispute(self) -> Dispute | None:
        """The dispute as long as it is open."""
        return (
            Dispute.objects.open()
            .select_related("person", "author", "decider", "review")
            .filter(review=self.story.review)
            .first()
        )

    def _talk(self, on: dt.date) -> None:
        dispute = self.dispute
        if dispute is None:
            return
        record_talk(
            dispute=dispute,
            talked_on=on,
            note=voices.TALKED,
            **self._acting(dispute.author, on),  # type: ignore[arg-type]
        )
        self.story.year.disputes += 1
        outcome = OUTCOMES[self.story.year.disputes % len(OUTCOMES)]
        if outcome == Decision.SETTLED:
            self._put(on, 2, 10, self._settle)
        else:
            self._put(on, 3, 10, lambda day: self._give(day, outcome))

    def _settle(self, on: dt.date) -> None:
        if (dispute := self.dispute) is not None:
            settle_dispute(dispute=dispute, **self._acting(dispute.person, on))  # type: ignore[arg-type]

    def _give(self, on: dt.date, outcome: Decision) -> None:
        dispute, lead = self.dispute, self.made.people[LEAD]
        if dispute is None or dispute.author_id == lead.pk:
            return
        decider = suggested(possible_deciders(dispute, on), on)
        if decider is None:
            return
        assign_decider(dispute=dispute, reviewer=decider, **self._acting(lead, on))  # type: ignore[arg-type]
        if (self.made.until - on).days > LEFT_OPEN:
            self._put(on, 6, 14, lambda day: self._decide(day, outcome))

    def _decide(self, on: dt.date, outcome: Decision) -> None:
        dispute = self.dispute
        if dispute is None or dispute.decider is None:
            return
        try:
            decide_dispute(
                dispute=dispute,
                decision=outcome,
                reasons=voices.DECIDED[outcome],
                content=self._mended() if outcome == Decision.CHANGED else None,
                trees=made_under(self.story.review).trees,
                **self._acting(dispute.decider, on),  # type: ignore[arg-type]
            )
        except DomainError:
            return
        self._put(on, 1, 16, lambda day: mark_read(dispute=dispute, by=dispute.person))

    def _mended(self) -> ReviewContent:
        review = self.review
        stands = written(review, review.standing_part, review.reviewer_id)
        fields = begin_agreed([stands])
        for number in fields["finding"]:
            if fields[f"finding-{number}-sort"] != [FindingSort.GOOD_PRACTICE]:
                note = fields[f"finding-{number}-note"][0]
                fields[f"finding-{number}-note"] = [f"{note} {voices.MENDED}"]
                break
        return read_content(fields)
