"""Start a round: its reviews are assigned, and everybody concerned is told. Replace a drawn file."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.drawing import replacement, thawed
from assessments.enums import ReviewState, RoundState, WhyThisFile
from assessments.models import Drawn, Round, RoundShare
from assessments.services.assign import assign_review
from assessments.services.criteria import criteria_for
from assessments.services.reply import withdraw_review
from assessments.services.round_draw import share_reviewers
from assessments.services.round_plan import lock_round, refuse_step
from assessments.services.round_second import give_seconds
from core.errors import DomainError
from core.services import trail
from core.services.outbox import queue_mail
from core.trail import Text
from frameworks.models import Version
from people.models import User
from people.scope import Scope


@transaction.atomic
def start_round(*, round_: Round, versions: Sequence[Version], by: User, scope: Scope) -> int:
    """Start a drawn round: assign its reviews, spread over its days, and tell everybody.

    Independence is asked again for every file, as it stands today: whoever is barred by now, away
    or no longer a reviewer is replaced by the software first.

    :param versions: the frameworks that the files are reviewed against.
    :returns: how many files could not be given to anybody; they stand on the round's page.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it is not drawn, its last day has come, or there are no criteria.
    """
    round_ = lock_round(round_, scope)
    refuse_step(round_, RoundState.RUNNING)
    if round_.runs_to <= scope.on:
        raise DomainError(
            _("The days of this round are over. Withdraw it, and plan it again with other dates.")
        )
    _refuse_without_criteria(scope)
    share_reviewers(round_, on=scope.on)
    round_.state = RoundState.RUNNING
    round_.started_by, round_.started_at = by, timezone.now()
    round_.save(update_fields=["state", "started_by", "started_at"])
    drawn = list(
        round_.drawn.standing().select_related("case_file", "person", "reviewer").order_by("pk")
    )
    given = [each for each in drawn if _give_out(each, versions, by=by, scope=scope)]
    seconds = give_seconds(round_, given, by=by, scope=scope)
    trail.record(
        "round.started",
        by=by,
        record=round_,
        detail={
            "given": len(given),
            "not_given": len(drawn) - len(given),
            "second_reviews": len(seconds),
        },
    )
    _tell_caseworkers(round_)
    _tell_reviewers([*_firsts(given), *seconds])
    return len(drawn) - len(given)


def _refuse_without_criteria(scope: Scope) -> None:
    """Refuse to start while open or closed files have no criteria in force."""
    for file_open in (True, False):
        criteria_for(file_open=file_open, on=scope.on)


def _give_out(drawn: Drawn, versions: Sequence[Version], *, by: User, scope: Scope) -> bool:
    """Assign the review of a drawn file; say whether it could be done.

    :raises DomainError: beside ``versions``, which concerns every file alike.
    """
    if drawn.reviewer is None or drawn.due_on is None:
        return False
    try:
        drawn.review = assign_review(
            case_file=drawn.case_file,
            person=drawn.person,
            reviewer=drawn.reviewer,
            why=WhyThisFile.RANDOM,
            versions=versions,
            due_on=drawn.due_on,
            by=by,
            scope=scope,
            tell=False,
        )
    except DomainError as error:
        if error.field in ("versions", "purpose"):
            raise
        return False
    drawn.save(update_fields=["review"])
    return True


def _tell_caseworkers(round_: Round) -> None:
    """Tell each person whose files were drawn that a round is on; the page says the rest."""
    dates = {
        "first": date_format(round_.runs_from, "j F Y"),
        "last": date_format(round_.runs_to, "j F Y"),
    }
    shares = RoundShare.objects.filter(round=round_, drawn__gt=0).select_related("person")
    for share in shares.order_by("pk"):
        queue_mail(
            to=share.person.email,
            subject=_("A round of file reviews is on"),
            body=_(
                "From %(first)s to %(last)s some of your files are reviewed. Sign in to see how "
                "many and by whom. You may object to a reviewer until they begin."
            )
            % dates,
        )


def _firsts(given: Sequence[Drawn]) -> list[User]:
    return [drawn.reviewer for drawn in given if drawn.reviewer is not None]


def _tell_reviewers(reviewers: Sequence[User]) -> None:
    """Tell each reviewer once how many files they have: a name for each file."""
    numbers: dict[str, int] = {}
    for reviewer in reviewers:
        numbers[reviewer.email] = numbers.get(reviewer.email, 0) + 1
    for address, number in sorted(numbers.items()):
        queue_mail(
            to=address,
            subject=_("Case files are waiting for your review"),
            body=ngettext(
                "A round of file reviews is on. You have been given %(number)s case file to "
                "review. Sign in to see which.",
                "A round of file reviews is on. You have been given %(number)s case files to "
                "review. Sign in to see which.",
                number,
            )
            % {"number": number},
        )


@transaction.atomic
def replace_drawn(*, drawn: Drawn, reason: str, by: User, scope: Scope) -> Drawn:
    """Put the next file in the order of the draw in the place of a drawn one, for a reason.

    :returns: the file that takes its place, with a reviewer; with its review where the round is on.
    :raises NotAllowed: for anybody but the lead of casework, and for their own work.
    :raises DomainError: without a reason; once its review has begun; when it was replaced before;
        when the person has no other file.
    """
    round_ = lock_round(drawn.round, scope)
    drawn = Drawn.objects.select_for_update().get(pk=drawn.pk)
    if drawn.person_id == by.pk:
        raise DomainError(_("Another lead of casework replaces files of your own work."))
    if round_.state not in (RoundState.DRAWN, RoundState.RUNNING):
        raise DomainError(_("Files are replaced while a round is drawn or on."))
    if drawn.replaced_at is not None:
        raise DomainError(_("This file was replaced before."))
    if not reason.strip():
        raise DomainError(_("Say why this file cannot be reviewed."), "reason")
    review = drawn.review
    if review is not None and review.state not in (ReviewState.ASSIGNED, ReviewState.WITHDRAWN):
        raise DomainError(_("The review of this file has begun. Withdraw the review instead."))
    successor = _next_file(round_, drawn)
    if review is not None and review.state == ReviewState.ASSIGNED:
        withdraw_review(review=review, reason=reason, by=by, scope=scope)
    drawn.replaced_by, drawn.replaced_at = by, timezone.now()
    drawn.replaced_reason = reason.strip()
    drawn.save(update_fields=["replaced_by", "replaced_at", "replaced_reason"])
    successor.save()
    share_reviewers(round_, on=scope.on, files=[successor])
    if round_.state == RoundState.RUNNING:
        _start_one(successor, list(review.versions.all()) if review else [], by=by, scope=scope)
    trail.record(
        "round.file_replaced",
        by=by,
        subject=drawn.person,
        record=round_,
        detail={
            "file": drawn.case_file_id,
            "instead": successor.case_file_id,
            "reason": Text(reason),
        },
    )
    return successor


def _next_file(round_: Round, drawn: Drawn) -> Drawn:
    kept = Round.objects.get(pk=round_.pk)
    population = thawed(bytes(kept.population or b""), kept.population_sha256)
    taken = round_.drawn.values_list("case_file_id", flat=True)
    found = replacement(population, round_.seed, drawn.case_file_id, taken)
    if found is None:
        raise DomainError(
            _("There is no other file of this person to take its place. Leave it as a shortfall.")
        )
    file, place = found
    return Drawn(
        round=round_,
        case_file_id=file.key,
        person_id=file.person,
        place=place,
        blind=drawn.blind,
        replaces=drawn,
    )


def _start_one(drawn: Drawn, versions: Sequence[Version], *, by: User, scope: Scope) -> None:
    """Assign the review of a file that came into a running round, and tell its reviewer."""
    of_round = versions or Version.objects.filter(
        pk__in=Drawn.objects.filter(round=drawn.round_id, review__isnull=False).values(
            "review__versions"
        )
    )
    if _give_out(drawn, list(of_round), by=by, scope=scope):
        _tell_reviewers(
            [*_firsts([drawn]), *give_seconds(drawn.round, [drawn], by=by, scope=scope)]
        )
