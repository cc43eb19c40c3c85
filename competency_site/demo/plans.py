"""What caseworkers put on their plans after a review, and tick off some weeks later."""

import datetime as dt
from random import Random

from assessments.enums import FindingSort
from assessments.models import FileReview, Finding
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast
from competency_site.demo.phrases.plans import FOR_ANY_AREA
from people.models import User
from supervision.services.plan import Planned, add_plan_item, finish_plan_item

PLANNED_SHARE = 0.22
DONE_SHARE = 0.6
PLANNED_FROM = (FindingSort.IMPROVEMENT, FindingSort.LEARNING)


class Plans:
    """Puts the person's own plans into the diary."""

    def __init__(self, made: Cast, diary: Diary, seed: int) -> None:
        self.made, self.diary = made, diary
        self.random = Random(seed)
        self._planned: dict[int, list[str]] = {}

    def after(self, review: FileReview, person: User, on: dt.date) -> None:
        """Perhaps put one thing of a review that was read on the person's plan."""
        if self.random.random() > PLANNED_SHARE:
            return
        findings = Finding.objects.filter(sheet__review=review, sort__in=PLANNED_FROM)
        finding = findings.select_related("area", "sheet__review").order_by("position").first()
        if finding is None:
            return
        weeks = self.random.choice((4, 6, 8, 12))
        planned = Planned(
            text=self._text(person, finding.area.title.lower()),
            by_when=working_day(on + dt.timedelta(weeks=weeks)),
            area=finding.area,
        )
        item = add_plan_item(by=person, planned=planned, finding=finding)
        if self.random.random() < DONE_SHARE:
            done = working_day(on + dt.timedelta(weeks=weeks - 1))
            self.diary.put(done, 16, 40, lambda day: finish_plan_item(by=person, item=item))

    def _text(self, person: User, area: str) -> str:
        used = self._planned.setdefault(person.pk, [])
        fresh = [text for text in FOR_ANY_AREA if text not in used] or list(FOR_ANY_AREA)
        text = self.random.choice(fresh)
        used.append(text)
        return text.format(area=area)
