"""Form fields in the manner of GOV.UK: what a person types, and what we say when it is wrong."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DATE_PARTS = ("day", "month", "year")


class DateInputWidget(forms.Widget):
    """Day, month and year in three boxes, posted as ``name-day``, ``name-month``, ``name-year``."""

    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> tuple[str, str, str]:
        typed = [str(data.get(f"{name}-{part}", "") or "").strip() for part in DATE_PARTS]
        whole = data.get(name)
        if whole and not any(typed):
            return parts_of(whole)
        return typed[0], typed[1], typed[2]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}-{part}" in data for part in DATE_PARTS)


def parts_of(value: Any) -> tuple[str, str, str]:
    """Return day, month and year as typed text from a date, an ISO date or the parts themselves."""
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            return (value, "", "")
    if isinstance(value, dt.date):
        return str(value.day), str(value.month), str(value.year)
    if not value:
        return "", "", ""
    day, month, year = value
    return str(day), str(month), str(year)


def _month_number(typed: str) -> int:
    """Return 1 to 12 from a number or from a month's name (three letters or more).

    :raises ValueError: when it is neither.
    """
    if typed.isascii() and typed.isdigit():
        return int(typed)
    if len(typed) >= 3:
        for number, name in enumerate(_month_names(), start=1):
            if name.startswith(typed.casefold()):
                return number
    raise ValueError(typed)


def _month_names() -> list[str]:
    return [formats.date_format(dt.date(2001, month, 1), "F").casefold() for month in range(1, 13)]


class DateInputField(forms.Field):
    """A date typed as day, month and year.

    ``earliest`` and ``latest`` (dates, both allowed) may be set by the form, which is given the
    day of today: a field never asks the clock. Each error names the boxes it is about, so that
    the error summary lands on the first of them.
    """

    widget = DateInputWidget
    default_error_messages = {
        "required": gettext_lazy("Enter %(name)s"),
        "missing": gettext_lazy("%(Name)s must include a %(parts)s"),
        "unreal": gettext_lazy("%(Name)s must be a real date, like 27 3 2026"),
        "year": gettext_lazy("The year of %(name)s must be 4 numbers, like 2026"),
        "early": gettext_lazy("%(Name)s must be on or after %(limit)s"),
        "late": gettext_lazy("%(Name)s must be on or before %(limit)s"),
        "future": gettext_lazy("%(Name)s must be today or in the past"),
    }

    def __init__(
        self,
        *,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        today: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest = earliest
        self.latest = latest
        self.today = today
        super().__init__(**kwargs)

    def _error(self, code: str, *parts: str, **more: str) -> ValidationError:
        name = str(self.label or _("date"))
        params = {
            "name": name[:1].lower() + name[1:],
            "Name": name[:1].upper() + name[1:],
            "date_parts": parts,
            **more,
        }
        return ValidationError(self.error_messages[code], code=code, params=params)

    def prepare_value(self, value: Any) -> tuple[str, str, str]:
        return parts_of(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return parts_of(initial) != parts_of(data)

    def clean(self, value: Any) -> dt.date | None:
        """Return the date typed, or None for three empty boxes of an optional field."""
        typed = dict(zip(DATE_PARTS, parts_of(value), strict=True))
        if not any(typed.values()):
            if self.required:
                raise self._error("required", *DATE_PARTS)
            return None
        missing = [part for part in DATE_PARTS if not typed[part]]
        if missing:
            raise self._error("missing", *missing, parts=self._listed(missing))
        return self._within(self._real(typed))

    def _listed(self, parts: list[str]) -> str:
        words = {"day": _("day"), "month": _("month"), "year": _("year")}
        return _(" and ").join(words[part] for part in parts)

    def _real(self, typed: dict[str, str]) -> dt.date:
        try:
            month = _month_number(typed["month"])
        except ValueError:
            raise self._error("unreal", "month") from None
        if not 1 <= month <= 12:
            raise self._error("unreal", "month")
        if not (typed["year"].isascii() and typed["year"].isdigit()):
            raise self._error("unreal", "year")
        if len(typed["year"]) != 4 or int(typed["year"]) == 0:
            raise self._error("year", "year")
        if not (typed["day"].isascii() and typed["day"].isdigit()) or len(typed["day"]) > 2:
            raise self._error("unreal", "day")
        try:
            return dt.date(int(typed["year"]), month, int(typed["day"]))
        except ValueError:
            raise self._error("unreal", "day") from None

    def _within(self, date: dt.date) -> dt.date:
        def words(limit: dt.date) -> str:
            return formats.date_format(limit, "j F Y")

        if self.today and date > self.today:
            raise self._error("future", *DATE_PARTS)
        if self.latest and date > self.latest:
            raise self._error("late", *DATE_PARTS, limit=words(self.latest))
        if self.earliest and date < self.earliest:
            raise self._error("early", *DATE_PARTS, limit=words(self.earliest))
        return date


class LongTextField(forms.CharField):
    """Several lines of text, with a limit that the page counts down to.

    A line break counts as one character, as it does on the page.
    """

    def __init__(self, *, max_length: int = 4000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str | None:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)
