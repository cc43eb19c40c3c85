"""A year of file reviews: asked for, written, shared, answered, closed; and areas judged."""

import datetime as dt
from collections import defaultdict
from random import Random

from assessments.enums import ReviewState, WhyThisFile
from assessments.independence import independent_of, suggested
from assessments.models import CriterionArea, Evidence, FileReview, SetVersion
from assessments.services.assign import assign_review
from assessments.services.criteria import criteria_in_force
from assessments.services.judge import judge_area
from assessments.services.second import ask_second_review
from cases.rules import bars
from competency_site.demo import cast, habit
from competency_site.demo.actions import Actions
from competency_site.demo.casework import LEAST_TO_SEE, Casework, Opened
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.journals import Journals
from competency_site.demo.organisation import Cast
from competency_site.demo.phrases import voices
from competency_site.demo.plans import Plans
from competency_site.demo.second import purpose_of, second_version
from competency_site.demo.story import Story
from competency_site.demo.work import FRAMEWORK
from core.services.views_log import note_view
from frameworks.enums import Purpose
from frameworks.models import Area, Degree, Version
from frameworks.tree import Tree, tree_of
from people.working_days import add_working_days

REVIEWS_A_YEAR = 17
"""Of somebody full-time; the trainee is reviewed more often."""
CORES = ("analytical", "impactful", "constructive", "approachable", "open-minded", "professional")
GROWTH = 0.16
"""How much more surely good practice is shown at the year's end."""
LONGEST_TO_FINISH = 9
LATELY = (
    ("caseworker", 8, ReviewState.SHARED),
    ("caseworker", 3, ReviewState.ASSIGNED),
    ("petra.yarrowby", 4, ReviewState.IN_PROGRESS),
    ("rhys.gorsecroft", 6, ReviewState.SUBMITTED),
    ("jonas.hazelwick", 5, ReviewState.IN_PROGRESS),
    ("folake.brammere", 4, ReviewState.ASSIGNED),
    ("tariq.elderby", 7, ReviewState.SUBMITTED),
    ("isla.nettlefield", 5, ReviewState.IN_PROGRESS),
    ("bronwen.oakengarth", 8, ReviewState.SHARED),
    ("elias.ashmoor", 4, ReviewState.ASSIGNED),
    ("petra.yarrowby", 7, ReviewState.TO_AGREE),
    ("bronwen.oakengarth", 6, ReviewState.SECOND),
    ("marek.sorrelshaw", 7, ReviewState.DISPUTED),
)
"""Reviews by their own supervisors of the last days: whose, asked for how many days ago, and how
far they have come. So every supervisor has something to do, and every state is there to see."""
TWICE = (ReviewState.SECOND, ReviewState.TO_AGREE)
TWICE_ONE_IN = 70
"""One in so many files is reviewed twice because the lead of casework asks for it."""
DEGREE_FROM = ((0.86, "helps-others"), (0.7, "established"), (0.5, "developing"))


class Reviewing:
    """Puts the year's reviews into the diary, each act following from the one before."""

    def __init__(
        self,
        made: Cast,
        diary: Diary,
        casework: Casework,
        journals: Journals,
        plans: Plans,
        random: Random,
    ) -> None:
        self.made, self.diary, self.casework = made, diary, casework
        self.journals, self.plans, self.random = journals, plans, random
        self.actions = Actions(made, diary)
        self.version = Version.objects.filter(
            framework__code=FRAMEWORK, published_at__isnull=False
        ).latest("number")
        self.tree: Tree = tree_of(self.version.pk)
        set_version = criteria_in_force()
        assert isinstance(set_version, SetVersion)  # noqa: S101  # nosec B101: loaded before
        self.set_version = set_version
        self.areas_of: dict[int, list[str]] = defaultdict(list)
        for criterion, area in CriterionArea.objects.order_by("pk").values_list(
            "criterion", "area_key"
        ):
            self.areas_of[criterion].append(area)
        self.leaning = {
            member.key: {core: random.uniform(-0.2, 0.15) for core in CORES}
            for member in cast.CASEWORKERS
        }
        self.said: dict[str, set[str]] = defaultdict(set)
        self.shared = 0
        self.disputes = 0
        self.asked = 0

    def plan(self) -> None:
        """Put the asking for every review of the year, and the quarters' judgements, in."""
        for member in cast.CASEWORKERS:
            share = float(member.hours / cast.FULL_TIME)
            days = min(member.since, 365)
            number = max(round(REVIEWS_A_YEAR * share * days / 365), 4)
            for place in range(number):
                before = days - 20 - round((days - 21) * (place + self.random.random()) / number)
                day = working_day(self.made.day(max(before, 0)))
                self._put_asking(member, day)
            for before in (270, 185, 95, 12):
                if before < days - 60:
                    self._put_judging(member, working_day(self.made.day(before)))
        for key, before, stop in LATELY:
            self._put_late(cast.of(key), working_day(self.made.day(before)), stop)

    def skill_of(self, member: cast.Member, on: dt.date) -> float:
        """Return how surely somebody's work shows good practice on a day."""
        grown = 1 - (self.made.until - on).days / 365
        return min(member.skill + GROWTH * max(grown, 0), 0.95)

    # Asking

    def _put_asking(self, member: cast.Member, day: dt.date) -> None:
        minute = self.random.randrange(60)
        self.diary.put(day, 10, minute, lambda on: self._ask(member, on))

    def _put_late(self, member: cast.Member, day: dt.date, stop: ReviewState) -> None:
        self.diary.put(day, 9, 10, lambda on: self._ask(member, on, stop=stop))

    def _ask(self, member: cast.Member, on: dt.date, stop: ReviewState | None = None) -> None:
        if (member.key == cast.LEAVER and on > self.made.day(cast.LEFT_BEFORE + 25)) or (
            member.key == cast.ON_LEAVE and on > self.made.day(cast.ON_LEAVE_SINCE)
        ):
            return
        opened = self._choose(member, on)
        if opened is None:
            return
        reviewer = self._reviewer(member, opened, on, own=stop is not None)
        opened.reviewed = True
        self.asked += 1
        purpose = (
            Purpose.PERFORMANCE_REVIEW if member.key == habit.PERSON else purpose_of(self.asked)
        )
        second = second_version(member, purpose, self.asked)
        review = assign_review(
            case_file=opened.file,
            person=self.made.people[member.key],
            reviewer=self.made.people[reviewer],
            why=self._why(member),
            versions=[self.version, second] if second else [self.version],
            purpose=purpose,
            set_version=self.set_version,
            due_on=add_working_days(on, 10),
            by=self.made.people[member.above],
            scope=self.made.scope(member.above, on),
        )
        if stop in TWICE or (not stop and self.asked % TWICE_ONE_IN == 0):
            self._ask_twice(review, on)
        begin = working_day(on, 1 if stop else self.random.randint(1, LONGEST_TO_FINISH))
        story = Story(self, member, opened, review, reviewer, stop)
        if second:
            story.second = (tree_of(second.pk), self.asked)
        if stop == ReviewState.ASSIGNED:
            return
        self.diary.put(begin, 13, self.random.randrange(30), story.begin)

    def _ask_twice(self, review: FileReview, on: dt.date) -> None:
        second = suggested(independent_of(review, on), on)
        if second is not None:
            ask_second_review(
                review=review,
                reviewer=second,
                due_on=review.due_on,
                reason=voices.TWICE,
                by=self.made.people["lead"],
                scope=self.made.scope("lead", on),
            )

    def _choose(self, member: cast.Member, on: dt.date) -> Opened | None:
        candidates = [
            case
            for case in self.casework.of[member.key]
            if not case.reviewed and LEAST_TO_SEE <= (on - case.opened_on).days <= 200
        ]
        return self.random.choice(candidates) if candidates else None

    def _reviewer(self, member: cast.Member, opened: Opened, on: dt.date, own: bool) -> str:
        """The supervisor three times in four, unless barred; else another who is not."""
        others = [m.key for m in cast.SUPERVISORS if m.key != member.above]
        self.random.shuffle(others)
        order = [member.above, *others]
        if not own and self.random.random() < 0.25:
            order = [*others, member.above]
        opened.file.refresh_from_db()
        return next(
            key for key in [*order, "lead"] if not bars(self.made.people[key], opened.file, on)
        )

    def _why(self, member: cast.Member) -> WhyThisFile:
        if member.kind == cast.TRAINEE:
            return WhyThisFile.NEW_CASEWORKER
        chances = (WhyThisFile.RANDOM,) * 8 + (WhyThisFile.TARGETED, WhyThisFile.COMPLAINT)
        why = self.random.choice(chances)
        return WhyThisFile.RANDOM if member.key == habit.PERSON else why

    # Judging

    def _put_judging(self, member: cast.Member, day: dt.date) -> None:
        self.diary.put(day, 15, self.random.randrange(60), lambda on: self._judge(member, on))

    def _judge(self, member: cast.Member, on: dt.date) -> None:
        person, by = self.made.people[member.key], self.made.people[member.above]
        scope = self.made.scope(member.above, on)
        if person.pk not in scope.supervises:
            return
        usable = Evidence.objects.visible_to(scope).usable_for(Purpose.DEVELOPMENT)
        counting = usable.counting().filter(person=person, version=self.version)
        by_area: dict[int, list[Evidence]] = defaultdict(list)
        for row in counting.order_by("-on", "-pk"):
            by_area[row.area_id].append(row)
        rich = sorted(by_area.items(), key=lambda item: (-len(item[1]), item[0]))[:10]
        self.random.shuffle(rich)
        degrees = {d.key: d for d in Degree.objects.filter(version=self.version)}
        areas = {area.pk: area for area in Area.objects.filter(version=self.version)}
        for area_id, rows in rich[:4]:
            area = areas[area_id]
            core = area.key.split(".")[0]
            level = self.skill_of(member, on) + self.leaning[member.key][core]
            key = next((word for least, word in DEGREE_FROM if level >= least), "beginning")
            judge_area(
                person=person,
                area=area,
                degree=degrees[key],
                reason=self.random.choice(voices.JUDGED[key]),
                evidence=rows[:4],
                by=by,
                scope=scope,
            )
        note_view(viewer=by, person=person, sort="profile", on=on)
