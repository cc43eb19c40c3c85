"""The sentences of a profile: looked up once, said of every cell."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHORT, LONG = "j M Y", "j F Y"


class ProfileWords:
    """What is said of marks and of evidence in a profile that is compared with the day ``since``.

    :param form: how days are written.
    """

    def __init__(self, since: dt.date | None, form: str) -> None:
        self.form = form
        self.since = date_format(since, form) if since else ""
        self.days: dict[dt.date, str] = {}

    def day(self, day: dt.date) -> str:
        if day not in self.days:
            self.days[day] = date_format(day, self.form)
        return self.days[day]

    @cached_property
    def _judged(self) -> str:
        return _("%(by)s, %(on)s")

    @cached_property
    def _title(self) -> str:
        return _("%(area)s: %(word)s, judged by %(by)s")

    @cached_property
    def _title_changed(self) -> str:
        return _("%(area)s: %(word)s, judged by %(by)s; before that %(was)s")

    @cached_property
    def _latest(self) -> str:
        return _("Latest evidence %(on)s")

    def judged(self, by: str, on: dt.date) -> str:
        """Say who judged, and when."""
        return self._judged % {"by": by, "on": self.day(on)}

    def title(self, area: str, word: str, by: str, was: str) -> str:
        """Say what a mark shows, to whoever does not see it; ``was``: "" where nothing changed."""
        sentence = self._title_changed if was else self._title
        return sentence % {"area": area, "word": word, "by": by, "was": was}

    def changed(self, was: str) -> str:
        return _("was %(was)s on %(since)s") % {"was": was, "since": self.since}

    def first_judged(self) -> str:
        return _("first judged after %(since)s") % {"since": self.since}

    def latest(self, on: dt.date) -> str:
        return self._latest % {"on": self.day(on)}

    def pile(self, number: int, latest: dt.date | None, new: int) -> str:
        """Say how many pieces of evidence there are, and how many of them are new."""
        if not number or latest is None:
            return _("None")
        words = ngettext("%(number)s, on %(on)s", "%(number)s, latest on %(on)s", number)
        said = words % {"number": number, "on": self.day(latest)}
        if self.since and new:
            return f"{said} " + _("(%(new)s since %(since)s)") % {"new": new, "since": self.since}
        return said
