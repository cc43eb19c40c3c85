"""Issues and learning points of the demonstration's year, and what became of them."""

import datetime as dt
from functools import partial

from assessments.models import Point, Theme
from assessments.models.theme import PointSort
from assessments.services.theme import close_theme, open_theme, raise_point, share_theme
from competency_site.demo.diary import Diary, working_day
from competency_site.demo.organisation import Cast

LEAD = "lead"
ISSUE, LEARNING = PointSort
LETTERS, RENT, CALLS = "letters", "rent", "calls"

POINTS = (
    (
        174,
        "caseworker",
        ISSUE,
        LETTERS,
        "Our standard letter on an offer of housing does not say until when a review can be asked"
        " for.",
    ),
    (
        166,
        "viktor.ashlow",
        ISSUE,
        LETTERS,
        "Three files in a row: the decision is explained well, and the last day to appeal is"
        " missing.",
    ),
    (
        159,
        "mei.rowanfield",
        LEARNING,
        LETTERS,
        "I put the last day into the first line of a letter. People ring on that day, not after.",
    ),
    (
        71,
        "rhys.gorsecroft",
        ISSUE,
        RENT,
        "Two landlords send notices that leave out the address for the rent. Both were taken for"
        " valid at first.",
    ),
    (
        58,
        "efua.marlgarth",
        ISSUE,
        RENT,
        "The list we check notices against is older than the form that is used now.",
    ),
    (
        49,
        "niall.vetchcombe",
        LEARNING,
        RENT,
        "Comparing a notice with the blank form, box by box, takes four minutes and finds most"
        " slips.",
    ),
    (
        30,
        "isla.nettlefield",
        LEARNING,
        CALLS,
        "Reading the agreed steps back at the end of a call saves a second call.",
    ),
    (
        24,
        "zara.pebblecombe",
        LEARNING,
        CALLS,
        "I ask when it suits people to be rung, and write it beside the number.",
    ),
    (
        11,
        "tariq.elderby",
        ISSUE,
        "",
        "The lender’s new form asks for a number that is on none of its own letters.",
    ),
    (
        4,
        "caseworker",
        LEARNING,
        "",
        "The council answers the same day when the subject line has the word “review” in it.",
    ),
)
"""Days before the last one, who raised it, its sort, the theme it came into, the words."""

THEMES = (
    (
        LETTERS,
        "The last day is missing from our letters",
        "Letters explain a decision well and do not say until when it can be questioned. Where the"
        " day stands in the first line, people act in time.",
        (150, 149, 92),
        "All twelve standard letters now ask for the last day before they can be printed, and name"
        " it in the first line.",
    ),
    (
        RENT,
        "Notices that look valid and are not",
        "Notices have come in that leave something out, and our list for checking them is older"
        " than the form. Compare each with the blank form, box by box, until the list is new.",
        (44, 43, None),
        "",
    ),
    (
        CALLS,
        "How a call ends",
        "What was agreed is read back, and the next call has a time that suits.",
        (16, None, None),
        "",
    ),
)
"""Key, title, words, days before the last one of opening, sharing and closing, what changed."""


class Themes:
    """Puts points, and the themes they are grouped into, into the diary."""

    def __init__(self, made: Cast, diary: Diary) -> None:
        self.made, self.diary = made, diary
        self._points: dict[str, list[Point]] = {}
        self._themes: dict[str, Theme] = {}

    def plan(self) -> None:
        """Put each on its day."""
        for before, key, sort, theme, text in POINTS:
            day = working_day(self.made.day(before))
            self.diary.put(day, 15, 10, partial(self._raise, key, sort, theme, text))
        for key, title, summary, (opened, shared, closed), changed in THEMES:
            acts = (
                (opened, partial(self._open, key, title, summary)),
                (shared, partial(self._share, key)),
                (closed, partial(self._close, key, changed)),
            )
            for hour, (day_before, act) in enumerate(acts, start=14):
                if day_before is not None:
                    self.diary.put(working_day(self.made.day(day_before)), hour, 30, act)

    def _raise(self, key: str, sort: PointSort, theme: str, text: str, on: dt.date) -> None:
        by, scope = self.made.people[key], self.made.scope(key, on)
        point = raise_point(sort=sort, text=text, by=by, scope=scope)
        self._points.setdefault(theme, []).append(point)

    def _open(self, key: str, title: str, summary: str, on: dt.date) -> None:
        self._themes[key] = open_theme(
            title=title,
            summary=summary,
            points=self._points[key],
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )

    def _share(self, key: str, on: dt.date) -> None:
        scope = self.made.scope(LEAD, on)
        share_theme(theme=self._themes[key], by=self.made.people[LEAD], scope=scope)

    def _close(self, key: str, changed: str, on: dt.date) -> None:
        close_theme(
            theme=self._themes[key],
            what_changed=changed,
            by=self.made.people[LEAD],
            scope=self.made.scope(LEAD, on),
        )
