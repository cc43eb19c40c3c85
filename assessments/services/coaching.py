"""Check live work, and say that something was done well: a supervisor's acts outside of reviews."""

import datetime as dt
from collections.abc import Sequence

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import LookedAt
from assessments.models import CaseCheck, WellDone
from cases.models import CaseFile
from core.errors import DomainError, NotAllowed
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from frameworks.models import Area, Behaviour
from people.models import User
from people.scope import Scope

LONGEST_PRAISE = 300


def guidance_given_on(case_file: CaseFile, by: int) -> dt.date | None:
    """Return the last day on which somebody gave guidance on a case in a case check; else None."""
    days = CaseCheck.objects.filter(case_file=case_file, by=by).order_by("-on")
    return days.values_list("on", flat=True).first()


@transaction.atomic
def check_case(
    *,
    case_file: CaseFile,
    guidance: str,
    well: str = "",
    looked_at: Sequence[str] = (),
    by: User,
    scope: Scope,
) -> CaseCheck:
    """Record what a supervisor saw and said on the open case of somebody they supervise.

    It counts in no rate, is no evidence, and keeps no file out of a sample. Whoever holds the case
    reads it at once, in their journal and on the page of the case.

    :raises NotAllowed: for anybody but the holder's supervisor or deputy.
    :raises DomainError: for a closed case, one that nobody holds, or without words.
    Source: Citizens Advice, unit 8 (monitor the quality of case work in progress); PRACTICE,
    "Independence".
    """
    holder = case_file.holdings.open().select_related("user").first()
    if case_file.closed_on is not None or holder is None:
        raise DomainError(
            _("This case is closed or held by nobody. Ask for a file review instead.")
        )
    person = holder.user
    if not rules.test_rule("assessments.check_work_of", scope, person.pk):
        raise NotAllowed(_("You check the cases of people you supervise."))
    if not guidance.strip():
        raise DomainError(_("Write the guidance you gave."), "guidance")
    check = CaseCheck.objects.create(
        case_file=case_file,
        person=person,
        by=by,
        on=scope.on,
        looked_at=[str(LookedAt(key)) for key in looked_at],
        well=well.strip(),
        guidance=guidance.strip(),
        at=timezone.now(),
    )
    trail.record(
        "case.checked",
        by=by,
        subject=person,
        record=check,
        detail={
            "file": case_file.pk,
            "looked_at": check.looked_at,
            "well": Text(well),
            "guidance": Text(guidance),
        },
        acting_for=scope.acting_for_key(person.pk) or None,
    )
    queue_mail(
        to=person.email,
        subject=_("Guidance on a case of yours is in your journal"),
        body=_("Sign in to read it. It counts in no rate and is no evidence."),
    )
    return check


@transaction.atomic
def say_well_done(
    *,
    person: User,
    text: str,
    behaviour: Behaviour | None = None,
    by: User,
    scope: Scope,
) -> WellDone:
    """Put thanks or praise into somebody's journal: a behaviour that was seen, and one line.

    It is no evidence (docs/decisions/0117). The person reads it at once.

    :param behaviour: an effective behaviour of a framework; None: the line stands by itself.
    :raises NotAllowed: for anybody but the person's supervisor, deputy or manager.
    :raises DomainError: beside ``text``: no words, or more than one line of them; beside
        ``behaviour``: one that is not effective.
    Source: PRACTICE, "Journal" (thanks and praise, no names).
    """
    if not rules.test_rule("assessments.praise", scope, person.pk):
        raise NotAllowed(_("You can say this to people you supervise."))
    text = " ".join(text.split())
    if not text:
        raise DomainError(_("Say in a line what was done well."), "text")
    if len(text) > LONGEST_PRAISE:
        raise DomainError(
            _("Shorten it to %(most)d characters or fewer.") % {"most": LONGEST_PRAISE}, "text"
        )
    if behaviour is not None and behaviour.kind != "effective":
        raise DomainError(_("Choose something that good work shows."), "behaviour")
    area: Area | None = behaviour.area if behaviour is not None else None
    praise = WellDone.objects.create(
        person=person,
        behaviour=behaviour,
        area=area,
        text=text,
        by=by,
        on=scope.on,
        at=timezone.now(),
    )
    trail.record(
        "well_done.said",
        by=by,
        subject=person,
        record=praise,
        detail={"behaviour": behaviour.pk if behaviour else None, "text": Text(text)},
        acting_for=scope.acting_for_key(person.pk) or None,
    )
    queue_mail(
        to=person.email,
        subject=_("Somebody says: well done"),
        body=_("Sign in to read it in your journal."),
    )
    return praise
