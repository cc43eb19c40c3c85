"""Find in free text what would tell who a client is, so that the writer is warned before saving.

E-mail addresses, telephone numbers, National Insurance numbers, postcodes and dates of birth, as
people in the United Kingdom write them. It warns and never blocks: it cannot know a name, and a
number may be something else. Source: PRACTICE, "No client can be identified".

Every pattern is bounded, so that a pasted text of megabytes takes time in proportion to it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Identifier(TextChoices):
    """What sort of thing was found."""

    EMAIL = "email", _("an e-mail address")
    PHONE = "phone", _("a telephone number")
    NATIONAL_INSURANCE = "national_insurance", _("a National Insurance number")
    POSTCODE = "postcode", _("a postcode")
    DATE_OF_BIRTH = "date_of_birth", _("a date of birth")


@dataclass(frozen=True, order=True)
class Found:
    """One find: the text stands at ``start`` up to, not including, ``end``."""

    start: int
    end: int
    kind: Identifier
    text: str


GROWN_UP = 16
"""A whole date this many years back or more is read as a date of birth."""

_EMAIL_NAME = re.compile(r"[\w.+%'-]{1,64}\Z")
_EMAIL_HOST = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")

_UK_PHONE = re.compile(
    r"(?<![\w+])(?<![A-Z0-9][/-])"
    r"(?:\(0[0-9]{2,5}\)|0[0-9]{2,10}|0[0-9](?= )|44(?= ?7))"
    r"(?:[ .\-]{0,3}[0-9]){0,10}(?![0-9])"
)
_FOREIGN_PHONE = re.compile(r"(?<![\w+])(?:\+|00(?=[1-9]))(?:[ ().\-]{0,3}[0-9]){8,15}(?![0-9])")

# The prefixes and the suffix are those of HMRC's manual NIM39110.
_NATIONAL_INSURANCE = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:"
    r"[ .\-]{0,2}[0-9]{2}[ .\-]{0,2}[0-9]{2}[ .\-]{0,2}[0-9]{2}[ .\-]{0,2}[A-D]"
    r"|[ .\-]{1,2}[0-9]{2}[ .\-]{1,2}[0-9]{2}[ .\-]{1,2}[0-9]{2}"
    r")(?![A-Z0-9])",
    re.IGNORECASE,
)

_POSTCODE_AREAS = frozenset(
    re.findall(
        "[A-Z]+",
        "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL "
        "DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW "
        "KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH "
        "RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF "
        "WN WR WS WV YO ZE",
    )
)
_POSTCODE = re.compile(
    r"(?<![A-Z0-9/])(?P<area>[A-Z]{1,2})[0-9][0-9A-Z]?[ ]{0,2}[0-9][ABD-HJLNP-UW-Z]{2}"
    r"(?![A-Z0-9/])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"[A-Z]{1,2}[0-9]{1,2} {1,2}[0-9](?:st|nd|rd|th)")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = (
    rf"(?:(?P<iso>(?:19|20)[0-9]{{2}})-[01][0-9]-[0-3][0-9]"
    rf"|{_DAY}(?P<sep>[/.\- ])(?:0?[1-9]|1[0-2])(?P=sep)(?P<uk>(?:19|20)[0-9]{{2}}|[0-9]{{2}})"
    rf"|{_DAY}(?:st|nd|rd|th)?[ \-]{{1,2}}(?:of )?{_MONTH},?[ \-]{{1,2}}(?P<words>(?:19|20)[0-9]{{2}})"
    rf"|{_MONTH} {_DAY}(?:st|nd|rd|th)?,? (?P<american>(?:19|20)[0-9]{{2}}))"
)
_DATED = re.compile(rf"(?<![0-9/.\-]){_DATE}(?![0-9])", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?<![a-z])(?:born|d\.?o\.?b\b\.?|date[ ]{1,2}of[ ]{1,2}birth|birth[ ]?da(?:y|te))"
    r"[^0-9.;\n]{0,24}$",
    re.IGNORECASE,
)
_REACH = 48
"""How many characters before a date are searched for a word of birth."""


def find(text: str, *, this_year: int | None = None) -> list[Found]:
    """Return what in this text could identify a client, in order and without overlaps.

    A date counts as a date of birth after a word that says so (born, DOB, date of birth), or when
    it is a whole date 16 years back or more.

    :param this_year: the year to count back from; None: the present one in Europe/London.
    """
    year = timezone.localdate().year if this_year is None else this_year
    return _without_overlaps(
        [
            *_emails(text),
            *_matches(_NATIONAL_INSURANCE, Identifier.NATIONAL_INSURANCE, text),
            *_births(text, year - GROWN_UP),
            *_postcodes(text),
            *_matches(_FOREIGN_PHONE, Identifier.PHONE, text),
            *(
                found
                for found in _matches(_UK_PHONE, Identifier.PHONE, text)
                if _is_uk_number(found.text)
            ),
        ]
    )


def _matches(pattern: re.Pattern[str], kind: Identifier, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(match.start(), match.end(), kind, match.group())


def _emails(text: str) -> Iterator[Found]:
    """Look about each @: the name before it, the host behind it."""
    for host in _EMAIL_HOST.finditer(text):
        name = _EMAIL_NAME.search(text[max(0, host.start() - 64) : host.start()])
        if name:
            start = host.start() - len(name.group())
            yield Found(start, host.end(), Identifier.EMAIL, text[start : host.end()])


def _postcodes(text: str) -> Iterator[Found]:
    for match in _POSTCODE.finditer(text):
        known = match["area"].upper() in _POSTCODE_AREAS
        if known and not _ORDINAL.fullmatch(match.group()):
            yield Found(match.start(), match.end(), Identifier.POSTCODE, match.group())


def _births(text: str, born_by: int) -> Iterator[Found]:
    for match in _DATED.finditer(text):
        year = next(filter(None, match.group("iso", "uk", "words", "american")))
        before = text[max(0, match.start() - _REACH) : match.start()]
        if (len(year) == 4 and int(year) <= born_by) or _BIRTH.search(before):
            yield Found(match.start(), match.end(), Identifier.DATE_OF_BIRTH, match.group())


def _is_uk_number(text: str) -> bool:
    """Tell a number of 10 or 11 digits from a date with a time behind it."""
    digits = sum(character.isdigit() for character in text)
    return digits in ((12,) if text.startswith("44") else (10, 11)) and not _DATED.match(text)


def _without_overlaps(finds: Iterable[Found]) -> list[Found]:
    """Keep the finds that came first where two share characters; return them as they stand."""
    kept: list[Found] = []
    taken: set[int] = set()
    for found in finds:
        places = range(found.start, found.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(found)
    return sorted(kept)
