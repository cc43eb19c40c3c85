"""Capability support: opening a conversation sheet, writing in it, signing it, reading it for a
stated reason.

It is support for a dialogue, not an assessment: it gives no degree, makes no evidence, is counted
nowhere. Source: Housing Ombudsman, Competency Definitions, introduction (DOMAIN, section 2).
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.services.assign import post_on
from assessments.services.levels import levels_of, refuse_unless_of_its_levels
from core.errors import DomainError, NotAllowed, Stale
from core.services.outbox import queue_mail
from core.services.trail import record
from core.trail import Text
from frameworks.enums import Purpose
from frameworks.models import Area, Version
from frameworks.services.permitted_uses import refuse_unless_permitted
from people.models import User
from people.scope import Scope
from supervision.models import (
    CapabilityArea,
    CapabilityHandOn,
    CapabilityReading,
    CapabilitySheet,
    CapabilitySignature,
    CapabilityWords,
)
from supervision.querysets.capability import supervisor_of

LONGEST_TEXT = 5000
LONGEST_REASON = 1000


@transaction.atomic
def open_sheet(
    *,
    person: User,
    version: Version,
    areas: Sequence[Area],
    bears: bool,
    bearing: str,
    by: User,
    scope: Scope,
) -> CapabilitySheet:
    """Open a conversation sheet with somebody one supervises.

    :param bears: whether an adjustment, absence or reduction bears on this, which is asked first;
        ``bearing`` says what follows from it.
    :raises NotAllowed: ``by`` is not the person's own supervisor today.
    :raises DomainError: beside the field: a framework whose publisher does not permit capability
        support or that is not about the person's level, no area or one of another framework, no
        word of what bears on it, or no post.
    """
    if person.pk not in scope.own_lines:
        raise NotAllowed(_("Only their own supervisor opens this with somebody."))
    try:
        refuse_unless_permitted(version, Purpose.CAPABILITY_SUPPORT)
    except DomainError as refused:
        raise DomainError(refused.message, field="version") from None
    if not areas or any(area.version_id != version.pk for area in areas):
        raise DomainError(_("Choose what you want to talk about."), field="areas")
    bearing = _checked(bearing, "bearing") if bears else ""
    post = post_on(person, scope.on)
    if post is None:
        raise DomainError(_("%(name)s holds no post today.") % {"name": person.name})
    level = levels_of(post, [version], scope.on).get(version.pk)
    refuse_unless_of_its_levels(version, level, name=person.name, on=scope.on, field="version")
    sheet = CapabilitySheet.objects.create(
        person=person,
        supervisor=by,
        version=version,
        role_level=level,
        opened_at=timezone.now(),
        bears=bears,
        bearing=bearing,
    )
    CapabilityArea.objects.bulk_create(CapabilityArea(sheet=sheet, area=area) for area in areas)
    record(
        "capability.opened",
        by=by,
        subject=person,
        record=sheet,
        detail={
            "version": version.pk,
            "areas": [area.key for area in areas],
            "bears": bears,
            "bearing": Text(bearing),
        },
    )
    _tell(person, _("Your supervisor would like to talk about what helps you in your work"))
    return sheet


@transaction.atomic
def say(*, sheet: CapabilitySheet, text: str, by: User, scope: Scope) -> CapabilityWords:
    """Add one's own words to a sheet. What was signed before is to be signed again.

    :raises NotAllowed: ``by`` is not one of the two.
    :raises DomainError: beside ``text``: none, or too long; the sheet is closed.
    """
    sheet = _open(sheet, scope)
    words = CapabilityWords.objects.create(
        sheet=sheet, by=by, text=_checked(text, "text"), at=timezone.now()
    )
    _went_on(sheet)
    record(
        "capability.said",
        by=by,
        subject=sheet.person,
        record=sheet,
        detail={"text": Text(words.text)},
    )
    _tell_other(sheet, by)
    return words


@transaction.atomic
def agree_help(
    *,
    sheet: CapabilitySheet,
    help_agreed: str,
    next_on: dt.date,
    revision: int,
    by: User,
    scope: Scope,
) -> CapabilitySheet:
    """Write down the help agreed and the day of the next talk.

    :param revision: the one whose text the writer had before them.
    :raises Stale: the other of the two wrote meanwhile; ``theirs`` is the sheet as it stands.
    :raises DomainError: beside the field: no words, a day in the past; the sheet is closed.
    """
    sheet = _open(sheet, scope)
    if sheet.revision != revision:
        raise Stale(
            _("This was written in since you opened it. Nothing is lost: both texts are below."),
            theirs=sheet,
        )
    if next_on < scope.on:
        raise DomainError(_("The day of the next talk must be today or later."), field="next_on")
    sheet.help_agreed = _checked(help_agreed, "help_agreed")
    sheet.next_on = next_on
    sheet.save(update_fields=["help_agreed", "next_on"])
    _went_on(sheet)
    record(
        "capability.agreed",
        by=by,
        subject=sheet.person,
        record=sheet,
        detail={"help_agreed": Text(sheet.help_agreed), "next_on": next_on},
    )
    _tell_other(sheet, by)
    return sheet


@transaction.atomic
def sign_sheet(
    *, sheet: CapabilitySheet, signed: bool, note: str, revision: int, by: User, scope: Scope
) -> CapabilitySignature:
    """Sign what stands in a sheet, with a note where one wishes; or say why not.

    Signed by both as it stands, it is closed: nothing can be added after that.

    :raises Stale: something was written since the signer read it.
    :raises DomainError: answered before, nothing agreed yet, or not signed without a reason.
    """
    sheet = _open(sheet, scope)
    if sheet.revision != revision:
        raise Stale(_("This was written in since you opened it. Read it again before you sign."))
    if signed and not sheet.help_agreed:
        raise DomainError(_("Write down the help agreed and the next day before you sign."))
    if not signed and not note.strip():
        raise DomainError(_("Say why you do not sign this."), field="note")
    if sheet.signatures.filter(by=by, revision=sheet.revision).exists():
        raise DomainError(_("You have answered this already."))
    signature = CapabilitySignature.objects.create(
        sheet=sheet,
        revision=sheet.revision,
        by=by,
        signed=signed,
        note=_checked(note, "note", optional=True),
        at=timezone.now(),
    )
    record(
        "capability.signed" if signed else "capability.not_signed",
        by=by,
        subject=sheet.person,
        record=sheet,
        detail={"revision": sheet.revision, "note": Text(signature.note)},
    )
    signers = set(
        sheet.signatures.filter(revision=sheet.revision, signed=True).values_list("by", flat=True)
    )
    if signers == {sheet.person_id, sheet.supervisor_id}:
        sheet.closed_at = signature.at
        sheet.save(update_fields=["closed_at"])
        record("capability.closed", by=by, subject=sheet.person, record=sheet)
    _tell_other(sheet, by)
    return signature


@transaction.atomic
def hand_on_sheet(*, sheet: CapabilitySheet, by: User, scope: Scope) -> CapabilityHandOn:
    """Let the supervisor who follows read an open sheet and go on with it.

    The person alone hands it on: until they do, the next supervisor does not know of it. What the
    one before said stays in their name, and whatever was signed is to be signed again.

    :raises NotAllowed: ``by`` is not the person.
    :raises DomainError: the sheet is closed, its supervisor still is theirs, or they have none.
    Source: PRACTICE, "Supervision session": a successor gets what the supervisee has agreed.
    """
    if by.pk != sheet.person_id:
        raise NotAllowed(_("Only the person whose talk this is hands it on."))
    sheet = _open(sheet, scope)
    after = supervisor_of(sheet.person_id, scope.on)
    if after is None or after.pk == sheet.supervisor_id:
        raise DomainError(_("There is no other supervisor to hand this on to today."))
    handed = CapabilityHandOn.objects.create(
        sheet=sheet, before_id=sheet.supervisor_id, after=after, at=timezone.now()
    )
    sheet.supervisor = after
    sheet.save(update_fields=["supervisor"])
    _went_on(sheet)
    record(
        "capability.handed_on",
        by=by,
        subject=sheet.person,
        record=sheet,
        detail={"before": handed.before_id, "after": after.pk},
    )
    _tell_other(sheet, by)
    return handed


@transaction.atomic
def read_for_reason(*, person: User, reason: str, by: User, scope: Scope) -> int:
    """Let the manager read somebody's sheets for a stated reason, which the person is told.

    :returns: how many sheets there are to read.
    :raises NotAllowed: ``by`` is not the supervisor of the person's supervisor.
    :raises DomainError: beside ``reason``: none.
    Source: TRUST, "Who sees what": for a stated reason (safety, complaint, grievance), told.
    """
    if person.pk not in scope.oversees:
        raise NotAllowed(_("Only the supervisor of their supervisor can read this, for a reason."))
    reason = _checked(reason, "reason", longest=LONGEST_REASON)
    sheets = list(CapabilitySheet.objects.filter(person=person))
    CapabilityReading.objects.bulk_create(
        CapabilityReading(sheet=sheet, by=by, reason=reason, at=timezone.now()) for sheet in sheets
    )
    record(
        "capability.read_for_reason",
        by=by,
        subject=person,
        detail={"sheets": [sheet.pk for sheet in sheets], "reason": Text(reason)},
    )
    if sheets:
        _tell(person, _("Your manager has stated a reason to read what is kept about your support"))
    return len(sheets)


def _open(sheet: CapabilitySheet, scope: Scope) -> CapabilitySheet:
    """Return a sheet under lock, for one of the two to write in."""
    mine = CapabilitySheet.objects.signed_by(scope).filter(pk=sheet.pk)
    if not mine.exists():
        raise NotAllowed(_("Only the two whose talk this is can write here."))
    locked = CapabilitySheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.closed_at is not None:
        raise DomainError(_("Both have signed this, and it is closed. Open another to go on."))
    return locked


def _went_on(sheet: CapabilitySheet) -> None:
    sheet.revision += 1
    sheet.save(update_fields=["revision"])


def _checked(text: str, field: str, *, optional: bool = False, longest: int = LONGEST_TEXT) -> str:
    text = text.strip()
    if not text and not optional:
        raise DomainError(_("Write it in your own words."), field=field)
    if len(text) > longest:
        raise DomainError(
            _("This text has %(length)d characters. Shorten it to %(most)d or fewer.")
            % {"length": len(text), "most": longest},
            field=field,
        )
    return text


def _tell_other(sheet: CapabilitySheet, by: User) -> None:
    other = sheet.supervisor if by.pk == sheet.person_id else sheet.person
    _tell(other, _("There is something new for you to read"))


def _tell(user: User, subject: str) -> None:
    queue_mail(to=user.email, subject=subject, body=_("Sign in to read it."))
