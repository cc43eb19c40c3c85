"""Signing off a record: the supervisor closes it, the person signs it or says why not."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import FileReview
from core.clock import today
from core.errors import DomainError, NotAllowed, Stale
from core.services.outbox import queue_mail
from core.services.trail import record
from core.trail import Text
from frameworks.models import Version
from frameworks.services.permitted_uses import refuse_unless_permitted
from people.models import Post, User
from people.scope import Scope, scope_for
from records.closing import Closing, closing_of
from records.enums import SignedAs
from records.models import (
    Signature,
    SignOff,
    SignOffEntry,
    SignOffEvidence,
    SignOffJudgement,
)
from records.querysets.closing import KEPT_FOR, Span, entries_to_close, evidence_to_close


@transaction.atomic
def sign_off_record(
    *,
    person: User,
    version: Version,
    period_from: dt.date,
    period_to: dt.date,
    note: str,
    by: User,
    scope: Scope | None = None,
    seen: str = "",
) -> SignOff:
    """Close a person's record of a period under a framework version, and sign it.

    Closed are the evidence that counts, the judgements on it, and the journal entries that the
    person shared into the record: those the signer may read, each once. Nothing disputed or
    withdrawn is closed. The person is told, and signs or says why not.

    :param scope: what ``by`` may see today; asked for where it is not given.
    :param seen: the digest of what the signer had before them; "" skips the comparison.
    :raises NotAllowed: ``by`` is neither the person's supervisor nor their deputy today.
    :raises Stale: what would be closed has changed since the signer looked at it.
    :raises DomainError: a period that is out of order or not over yet, a framework that is not
        published or whose publisher does not permit personal development, or nothing to close.
    Source: DOMAIN, "sign off"; PRACTICE, "Right of reply"; TRUST, "Records that stay true".
    """
    scope = scope or scope_for(by, today())
    if person.pk not in scope.supervises:
        raise NotAllowed(_("Only the supervisor of this person can sign off their record."))
    _check(version, period_from, period_to, scope.on)
    person = User.objects.select_for_update().get(pk=person.pk)
    closing = _closing_as_seen(Span(person.pk, version.pk, period_from, period_to), scope, seen)
    sign_off = SignOff.objects.create(
        person=person,
        version=version,
        period_from=period_from,
        period_to=period_to,
        signed_by=by,
        post=_post_of(person, period_to),
        note=note.strip(),
        digest=closing.digest,
        at=timezone.now(),
    )
    _close_and_sign(sign_off, closing)
    _note_closing(sign_off, closing, by=by, scope=scope)
    _tell(person)
    return sign_off


@transaction.atomic
def sign_record(*, sign_off: SignOff, signed: bool, note: str, by: User) -> Signature:
    """Sign one's own record, with a note where one wishes; or say why one does not sign.

    Signing is not agreeing with every word of it.

    :param signed: False for *not signed, because*; then ``note`` says why.
    :raises NotAllowed: the record is somebody else's.
    :raises DomainError: answered before, or not signed and no reason.
    Source: PRACTICE, "Right of reply".
    """
    if sign_off.person_id != by.pk:
        raise NotAllowed(_("Only the person whose record this is can sign it."))
    sign_off = SignOff.objects.select_for_update().get(pk=sign_off.pk)
    if sign_off.signatures.filter(signed_as=SignedAs.PERSON).exists():
        raise DomainError(_("You have answered this sign-off already."))
    if not signed and not note.strip():
        raise DomainError(_("Say why you do not sign this record."), field="note")
    signature = Signature.objects.create(
        sign_off=sign_off,
        signer=by,
        signed_as=SignedAs.PERSON,
        signed=signed,
        note=note.strip(),
        at=timezone.now(),
    )
    record(
        "record.signed" if signed else "record.not_signed",
        by=by,
        subject=by,
        record=sign_off,
        detail={"note": Text(note)},
    )
    queue_mail(
        to=sign_off.signed_by.email,
        subject=_("A record of learning that you signed off has been answered"),
        body=_("Sign in to read the answer."),
    )
    return signature


def _check(version: Version, period_from: dt.date, period_to: dt.date, on: dt.date) -> None:
    if version.published_at is None:
        raise DomainError(_("Choose a published framework."), field="version")
    if period_to < period_from:
        raise DomainError(
            _("The last day must be the same as or after the first day."), field="period_to"
        )
    if period_to > on:
        raise DomainError(_("The last day must be today or in the past."), field="period_to")
    refuse_unless_permitted(version, KEPT_FOR)


def _closing_as_seen(span: Span, scope: Scope, seen: str) -> Closing:
    """Return, under lock, what a sign-off closes now, where that is what the signer saw.

    :raises Stale: it is not.
    :raises DomainError: there is nothing to close.
    """
    _lock(span, scope)
    closing = closing_of(span, scope)
    if seen and seen != closing.digest:
        raise Stale(
            _(
                "Something was added to this record, answered or withdrawn since you opened this "
                "page. Look at it again before you sign."
            )
        )
    if closing.is_empty:
        raise DomainError(
            _("There is nothing to sign off in this period that is not signed off already."),
            field="period_from",
        )
    return closing


def _lock(span: Span, scope: Scope) -> None:
    """Hold the entries and reviews concerned, so that nobody takes an entry back, answers a
    review or disputes it between what is read here and what is written."""
    entries = entries_to_close(span, scope).select_for_update(of=("self",))
    list(entries.values_list("pk"))
    reviews = evidence_to_close(span, scope).order_by().values("review")
    held = FileReview.objects.select_for_update().filter(pk__in=reviews).order_by("pk")
    list(held.values_list("pk"))


def _post_of(person: User, on: dt.date) -> Post:
    """Return the post somebody held on a day, or the last one before it, or their first."""
    posts = Post.objects.filter(user=person)
    held = posts.filter(from_on__lte=on).order_by("-from_on", "-pk").first()
    post = held or posts.order_by("from_on", "pk").first()
    if post is None:
        raise DomainError(_("This person holds no post, so there is no record to sign off."))
    return post


def _close_and_sign(sign_off: SignOff, closing: Closing) -> None:
    """Name what is closed, then sign: after the signature nothing can be added to it."""
    SignOffEvidence.objects.bulk_create(
        SignOffEvidence(sign_off=sign_off, evidence=row) for row in closing.evidence
    )
    SignOffJudgement.objects.bulk_create(
        SignOffJudgement(sign_off=sign_off, judgement=row) for row in closing.judgements
    )
    SignOffEntry.objects.bulk_create(
        SignOffEntry(sign_off=sign_off, entry=row) for row in closing.entries
    )
    Signature.objects.create(
        sign_off=sign_off,
        signer=sign_off.signed_by,
        signed_as=SignedAs.SUPERVISOR,
        signed=True,
        at=sign_off.at,
    )


def _note_closing(sign_off: SignOff, closing: Closing, *, by: User, scope: Scope) -> None:
    covered_for = scope.acting_for(sign_off.person_id)
    record(
        "record.signed_off",
        by=by,
        subject=sign_off.person,
        record=sign_off,
        acting_for=User(pk=covered_for) if covered_for else None,
        detail={
            "version": sign_off.version_id,
            "period_from": sign_off.period_from,
            "period_to": sign_off.period_to,
            "evidence": [row.pk for row in closing.evidence],
            "judgements": [row.pk for row in closing.judgements],
            "entries": [row.pk for row in closing.entries],
            "digest": closing.digest,
            "note": Text(sign_off.note),
        },
    )


def _tell(person: User) -> None:
    queue_mail(
        to=person.email,
        subject=_("Your record of learning has been signed off"),
        body=_(
            "Your supervisor has signed off your record of learning for a period. Sign in to read "
            "it, and to sign it or to say why you do not."
        ),
    )
