"""One review of the demonstration's year, each act following from the one before."""

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

from assessments.content import FindingContent
from assessments.enums import TO_CLOSE, FeedbackHow, FindingSort, ReplySort, ReviewState
from assessments.models import Action, FileReview
from assessments.services.holding import open_from_finding
from assessments.services.reply import (
    add_addendum,
    close_review,
    reply_to_review,
    withdraw_review,
)
from assessments.services.share import share_review
from assessments.services.submit import REVIEW_FORM, begin_review, criteria_of, submit_review
from cases.enums import HoldingActionKind
from cases.models import HoldingAction
from cases.rules import bars
from cases.services.holding_action import (
    answer_holding_action,
    close_holding_action,
    unanswered,
)
from competency_site.demo import cast, habit, sheets
from competency_site.demo.casework import Opened
from competency_site.demo.diary import Act, working_day
from competency_site.demo.phrases import voices
from competency_site.demo.second import with_finding
from competency_site.demo.twice import Twice
from core.keys import key_of
from core.services.drafts import save_draft
from core.services.views_log import note_view
from frameworks.tree import Tree
from people.models import User
from people.scope import Scope

if TYPE_CHECKING:
    from competency_site.demo.reviewing import Reviewing


class Story:
    """One review from its beginning to its end, or to the last day."""

    def __init__(
        self,
        year: "Reviewing",
        member: cast.Member,
        opened: Opened,
        review: FileReview,
        by: str,
        stop: ReviewState | None,
    ) -> None:
        self.year, self.member, self.opened, self.by = year, member, opened, by
        self.review, self.stop = review, stop
        self.random, self.made = year.random, year.made
        self.second: tuple[Tree, int] | None = None

    @property
    def person(self) -> User:
        return self.made.people[self.member.key]

    @property
    def trees(self) -> list[Tree]:
        """The frameworks that the review is made under."""
        return [self.year.tree, self.second[0]] if self.second else [self.year.tree]

    def _put(self, day: dt.date, hour: int, act: Act) -> bool:
        return self.year.diary.put(day, hour, self.random.randrange(60), act)

    def _scope(self, key: str, on: dt.date) -> Scope:
        return self.made.scope(key, on)

    def begin(self, on: dt.date) -> None:
        """The reviewer opens the file; some finish the same day, some a day or two later."""
        by, scope = self.made.people[self.by], self._scope(self.by, on)
        begin_review(review=self.review, by=by, scope=scope)
        if not self.stop and self.random.random() < 0.012:
            self._put(working_day(on, 1), 11, self.withdraw)
            return
        harm = self._harm(on)
        file = sheets.File(
            work=self.opened.work,
            skill=self.year.skill_of(self.member, on),
            leaning=self.year.leaning[self.member.key],
            criteria=criteria_of(self.review),
            areas_of=self.year.areas_of,
            said=self.year.said[self.member.key],
        )
        self.content = sheets.compose(file, self.year.tree, self.random, harm)
        if self.member.key == habit.PERSON and on >= self.made.day(habit.SINCE_BEFORE):
            self.content = habit.left_out(
                self.content, self.opened.work, self.opened.file.reference
            )
        if self.second:
            self.content = with_finding(self.content, *self.second)
        later = 0 if self.stop else self.random.choice((0, 0, 1, 2))
        if self.stop == ReviewState.IN_PROGRESS or not self._put(
            working_day(on, later) if later else on, 14, self.finish
        ):
            fields = sheets.as_fields(self.content, upto=self.random.randint(4, 12))
            save_draft(
                writer_key=key_of(by),
                form=REVIEW_FORM,
                record_key=key_of(self.review),
                version=0,
                data=fields,
            )

    def _harm(self, on: dt.date) -> tuple[HoldingAction, FindingContent] | None:
        if self.random.random() > 0.03 or self.opened.closed_on:
            return None
        kind, fact, step, note = self.random.choice(voices.HARM)
        work, seed = self.opened.work, self.random.randrange(1 << 30)
        fact, step, note = (work.fill(text, Random(seed)) for text in (fact, step, note))
        self.review.refresh_from_db()
        action = open_from_finding(
            review=self.review,
            kind=HoldingActionKind(kind),
            fact=fact,
            step=step,
            time_limit_on=working_day(on, 4),
            by=self.made.people[self.by],
            scope=self._scope(self.by, on),
        )
        self._put(working_day(on, 1), 12, lambda day: self._answer_harm(action))
        return action, sheets.harm_finding(
            kind, note, self.year.tree, action, criteria_of(self.review)
        )

    def _answer_harm(self, action: HoldingAction) -> None:
        text = self.random.choice(voices.HARM_ANSWERS)
        answer_holding_action(action=action, text=text, by=self.person)
        for question in unanswered(action):
            said = voices.HOLDING_ANSWERS[question]
            answer_holding_action(action=action, about=question, text=said, by=self.person)
        if self.by != self.member.above:
            close_holding_action(action=action, by=self.made.people[self.member.above])

    def finish(self, on: dt.date) -> None:
        """The sheet is finished; feedback follows within two weeks.

        A reviewer who had a part in the case meanwhile, or a conflict, gives the review back.
        """
        if bars(self.made.people[self.by], self.opened.file, on):
            self.withdraw(on)
            return
        submit_review(
            review=self.review,
            content=self.content,
            reviewed_on=on,
            trees=self.trees,
            by=self.made.people[self.by],
            scope=self._scope(self.by, on),
        )
        self.review.refresh_from_db()
        if self.review.second_reviewer_id is not None:
            Twice(self).after_first(on)
        elif self.stop != ReviewState.SUBMITTED:
            after = 1 if self.stop else self.random.randint(1, 8)
            self._put(working_day(on, after), 15, self.share)

    def share(self, on: dt.date) -> None:
        """Feedback is given and the review shared; the person has ten working days."""
        self.review.refresh_from_db()
        if self.review.state != ReviewState.SUBMITTED:
            return
        evidence = share_review(
            review=self.review,
            given_on=on,
            how=self.random.choice(list(FeedbackHow)),
            note=self._feedback(),
            by=self.made.people[self.by],
            scope=self._scope(self.by, on),
        )
        self.year.shared += 1
        note_view(
            viewer=self.made.people[self.by],
            person=self.person,
            sort="review",
            on=on,
            record=self.review,
        )
        if self.stop == ReviewState.SHARED:
            return
        if self.member.key == cast.ON_LEAVE and on > self.made.day(cast.ON_LEAVE_SINCE + 12):
            return
        if self.stop == ReviewState.DISPUTED:
            self._put(working_day(on, 1), 11, self.answer)
        elif evidence and self.random.random() < 0.94:
            self._put(working_day(on, self.random.randint(1, 9)), 11, self.answer)

    def _feedback(self) -> str:
        areas = self.year.tree.areas
        titles = {
            finding.sort: areas[finding.area].title.lower()
            for finding in self.content.findings
            if finding.area in areas
        }
        good = titles[FindingSort.GOOD_PRACTICE]
        other = next(t for sort, t in titles.items() if sort != FindingSort.GOOD_PRACTICE)
        good, other = f"being {good}", f"being {other}"
        text = self.random.choice((*voices.FEEDBACK, *voices.FEEDBACK_WRITING))
        return text.format(
            good=good,
            improve=other,
            good_cap=good[0].upper() + good[1:],
            improve_cap=other[0].upper() + other[1:],
        )

    def answer(self, on: dt.date) -> None:
        """The caseworker answers: nearly always read and acknowledged, now and then disputed."""
        if self.member.key == cast.LEAVER and on > self.made.day(cast.LEFT_BEFORE):
            return
        disputed = self.stop == ReviewState.DISPUTED or self.year.shared % 41 == 0
        sort = ReplySort.DISPUTED if disputed else ReplySort.ACKNOWLEDGED
        bank = voices.DISPUTED if disputed else voices.ACKNOWLEDGED
        scope = self._scope(self.member.key, on)
        reply_to_review(
            review=self.review,
            sort=sort,
            text=self.random.choice(bank),
            by=self.person,
            scope=scope,
        )
        if self.random.random() < 0.3:
            self.year.journals.reflect(self.member, on, self.review)
        if disputed:
            Twice(self).after_dispute(on)
            return
        self.year.plans.after(self.review, self.person, on)
        self.year.actions.after(self.review, self.member, on, self.close)
        if self.random.random() < 0.04:
            comment = self.random.choice(voices.COMMENTS)
            reply_to_review(
                review=self.review,
                sort=ReplySort.COMMENT,
                text=comment,
                by=self.person,
                scope=scope,
            )
        if self.random.random() < 0.04:
            self._put(working_day(on, 1), 9, self.add)
        self._put(working_day(on, self.random.randint(2, 8)), 17, self.close)

    def add(self, on: dt.date) -> None:
        """The reviewer adds a dated word."""
        add_addendum(
            review=self.review,
            text=self.random.choice(voices.ADDENDA),
            by=self.made.people[self.by],
            scope=self._scope(self.by, on),
        )

    def close(self, on: dt.date) -> None:
        """The supervisor closes the acknowledged review."""
        self.review.refresh_from_db()
        above = self.member.above
        scope = self._scope(above, on)
        if Action.objects.hold_open(self.review).exists():
            return
        if self.review.state in TO_CLOSE and self.person.pk in scope.supervises:
            close_review(review=self.review, by=self.made.people[above], scope=scope)

    def withdraw(self, on: dt.date) -> None:
        """The review is withdrawn, for a reason."""
        withdraw_review(
            review=self.review,
            reason=self.random.choice(voices.WITHDRAWN),
            by=self.made.people[self.by],
            scope=self._scope(self.by, on),
        )
