"""The pages of the record of learning: rows and words, made from what was loaded."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.links import links_to
from people.models import User
from records.enums import SignedAs
from records.models import SignOff

#: What was looked at, by the sort noted with each look.
SORTS = {
    "arrangements": gettext_lazy("Days away and adjustments"),
    "evidence": gettext_lazy("Evidence"),
    "holding_action": gettext_lazy("A holding action"),
    "journal": gettext_lazy("Journal"),
    "journal_entry": gettext_lazy("A journal entry"),
    "judgement": gettext_lazy("Judgements"),
    "plan": gettext_lazy("Development plan"),
    "profile": gettext_lazy("Profile by competency"),
    "record": gettext_lazy("Record of learning"),
    "record_of_learning": gettext_lazy("Made a document of the record of learning"),
    "review": gettext_lazy("File review"),
    "sign_off": gettext_lazy("A signed-off record"),
}
#: Where what was looked at can be read, by the sort of its key.
PAGES = {
    "assessments.evidence": "evidence_detail",
    "assessments.filereview": "review_detail",
    "records.journalentry": "journal_entry",
    "records.signoff": "sign_off_detail",
}


@dataclass(frozen=True)
class Look:
    """One viewer, one sort of record, one day."""

    day: dt.date
    name: str
    what: str
    href: str
    times: int


def looks_of(rows: Sequence[Mapping[str, Any]]) -> list[Look]:
    """Return looks in words. One query for the names, however many rows."""
    ids = {_id_of(row["viewer_key"]) for row in rows}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Look(
            day=row["day"],
            name=names.get(_id_of(row["viewer_key"]), _("Somebody whose name is no longer kept")),
            what=str(SORTS.get(row["sort"], _("Part of your record"))),
            href=_address_of(row["record_key"]),
            times=row["times"],
        )
        for row in rows
    ]


def _id_of(key: str) -> int:
    number = key.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _address_of(key: str) -> str:
    sort, _colon, number = key.partition(":")
    route = PAGES.get(sort)
    return reverse(route, args=[int(number)]) if route and number.isdigit() else ""


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list of records."""

    href: str
    name: str
    post: str
    team: str
    signed: str


def person_rows(people: Iterable[Any]) -> list[PersonRow]:
    """Return people, loaded with their placing and ``signed_until``, as rows of a list."""
    address, none, no_post = links_to("record_detail"), _("None yet"), _("No post today")
    until = _("Until %(day)s")
    return [
        PersonRow(
            href=address(person.pk),
            name=person.name,
            post=person.post_title or no_post,
            team=person.team_name or "–",
            signed=until % {"day": date_format(person.signed_until, "j F Y")}
            if person.signed_until
            else none,
        )
        for person in people
    ]


@dataclass(frozen=True)
class SignOffLine:
    """One sign-off in a list, with the person's answer to it."""

    href: str
    first: dt.date
    last: dt.date
    framework: str
    by: str
    on: dt.date
    answer: str


def sign_off_lines(rows: Iterable[SignOff]) -> list[SignOffLine]:
    """Return sign-offs, loaded with version, signer and signatures, as lines of a list."""
    return [
        SignOffLine(
            href=reverse("sign_off_detail", args=[row.pk]),
            first=row.period_from,
            last=row.period_to,
            framework=row.version.title,
            by=row.signed_by.name,
            on=timezone.localdate(row.at),
            answer=answer_of(row),
        )
        for row in rows
    ]


def answer_of(sign_off: SignOff) -> str:
    """Return the person's answer in words; none is *no answer yet*, never agreement."""
    for signature in sign_off.signatures.all():
        if signature.signed_as == SignedAs.PERSON:
            return _("Signed") if signature.signed else _("Not signed, with a reason")
    return _("No answer yet")
