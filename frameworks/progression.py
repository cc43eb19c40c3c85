"""Rules of progression in words.

Source: Guildford Borough Council, Caseworker & Case Services Team Leader, "Levels of competency".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frameworks.enums import WorkKind, WorkScope


def line_words(line: Mapping[str, Any]) -> str:
    """Return one line of a rule in words: "Complex, cases and tasks, in 1 service area"."""
    words = [
        str(WorkKind(line["kind"]).label),
        str(WorkScope(line["scope"]).label).lower(),
        _areas(line["service_areas"], knowing=bool(line.get("functional_knowledge"))),
    ]
    if line.get("may_train"):
        words.append(_("approved to train other caseworkers"))
    if line.get("other"):
        words.append(_("not the service area of another line"))
    return ", ".join(words)


def _areas(number: int, *, knowing: bool) -> str:
    if knowing:
        words = ngettext(
            "in %(number)s service area that needs significant functional knowledge and skills",
            "in %(number)s service areas that need significant functional knowledge and skills",
            number,
        )
    else:
        words = ngettext("in %(number)s service area", "in %(number)s service areas", number)
    return words % {"number": number}


def rule_lines(alternatives: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """Yield a rule, a line of text for each alternative of which any one is enough."""
    for number, alternative in enumerate(alternatives, start=1):
        lines = "; ".join(line_words(line) for line in alternative)
        yield _("Alternative %(number)s: %(lines)s.") % {"number": number, "lines": lines}


def texts_of(alternatives: Iterable[Sequence[Mapping[str, Any]]]) -> set[str]:
    """Return the keys of the statements that a rule reads."""
    return {line["text"] for alternative in alternatives for line in alternative}
