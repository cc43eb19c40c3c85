"""Draw a round: freeze what it is drawn from, make the seed, draw, and share out the files."""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.drawing import Pick, chance, draw, frozen, with_blind_share
from assessments.enums import RoundState
from assessments.models import Drawn, Round, RoundShare
from assessments.reviewers import Asked, above, share_out, spread_over
from assessments.round_facts import Plan, plan_of
from assessments.round_staff import Present, asked_of, staff_of
from assessments.sampling import rules_of
from assessments.services.round_plan import lock_round, refuse_step
from core.errors import DomainError
from core.services import trail
from people.models import User
from people.scope import Scope

BATCH = 2000


def made_by_the_server() -> str:
    """Return a seed that nobody can foresee: 256 bits, as 64 hexadecimal digits."""
    return secrets.token_hex(32)


@transaction.atomic
def draw_round(
    *, round_: Round, by: User, scope: Scope, seed: Callable[[], str] = made_by_the_server
) -> Round:
    """Draw the files of a planned round, and give each a reviewer and a day.

    The population is frozen first; then the server makes the seed, which nobody chooses. What was
    drawn is closed from then on: another draw needs this round withdrawn with a reason.

    :param seed: what makes the seed. Only the demonstration, which plays twice alike, gives it.
    :returns: the round, drawn.
    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it is not planned, its days are over, or there is nothing to draw.
    Source: PRACTICE, "Sampling"; MODEL, "The draw".
    """
    round_ = lock_round(round_, scope)
    refuse_step(round_, RoundState.DRAWN)
    if round_.runs_to <= scope.on:
        raise DomainError(
            _("The days of this round are over. Withdraw it, and plan it again with other dates.")
        )
    plan = plan_of(round_.month, scope.on)
    rules = plan.population.rules
    round_.population, round_.population_sha256 = frozen(plan.population)
    round_.seed = seed()
    drawing = draw(plan.population, round_.seed)
    if not drawing.picks:
        raise DomainError(_("There is no file of this month to draw."))
    round_.blind_one_in = rules["sampling.blind_one_in"]
    picks = with_blind_share(drawing.picks, round_.seed, round_.blind_one_in)
    round_.state = RoundState.DRAWN
    round_.drawn_by, round_.drawn_at = by, timezone.now()
    round_.save()
    _keep(round_, plan, picks, scope.on)
    trail.record(
        "round.drawn",
        by=by,
        record=round_,
        detail={
            "population": round_.population_sha256,
            "seed": round_.seed,
            "files": len(picks),
            "shortfalls": len(drawing.shortfalls),
        },
    )
    return round_


def _keep(round_: Round, plan: Plan, picks: Sequence[Pick], on: dt.date) -> None:
    """Write what was drawn, for whom to review and by when, and each person's part."""
    number: dict[int, int] = defaultdict(int)
    files = [(pick.file.key, pick.file.person) for pick in picks]
    reviewers, days = _shared_out(round_, files, {}, on)
    rows = []
    for pick in picks:
        number[pick.file.person] += 1
        rows.append(
            Drawn(
                round=round_,
                case_file_id=pick.file.key,
                person_id=pick.file.person,
                place=pick.place,
                blind=pick.blind,
                reviewer_id=reviewers[pick.file.key],
                due_on=days.get(pick.file.key),
            )
        )
    Drawn.objects.bulk_create(rows, batch_size=BATCH)
    RoundShare.objects.bulk_create(
        (
            RoundShare(
                round=round_,
                person_id=each.person,
                level=each.level,
                hours=each.hours,
                files=each.files,
                present=f"{float(each.present):.3f}",
                wanted=each.wanted,
                available=each.available,
                drawn=number[each.person],
            )
            for each in plan.people
        ),
        batch_size=BATCH,
    )


def round_staff(round_: Round, on: dt.date) -> Present:
    """Return who may review in the days that a round has left."""
    most = rules_of(round_.month)["sampling.most_a_reviewer"]
    return staff_of(max(on, round_.runs_from), round_.runs_to, on, most)


def share_reviewers(round_: Round, *, on: dt.date, files: Iterable[Drawn] | None = None) -> int:
    """Give the files of a round that have no review yet reviewers and days; how many got none.

    :param files: those to give; None: all without a review. Their reviewers of before do not count.
    """
    left = (
        list(files)
        if files is not None
        else list(round_.drawn.standing().filter(review__isnull=True).order_by("pk"))
    )
    given: dict[int, int] = defaultdict(int)
    mine = {drawn.pk for drawn in left}
    for pk, reviewer in round_.drawn.standing().values_list("pk", "reviewer_id"):
        if reviewer is not None and pk not in mine:
            given[reviewer] += 1
    asked = [(drawn.case_file_id, drawn.person_id) for drawn in left]
    found, days = _shared_out(round_, asked, given, on)
    for drawn in left:
        drawn.reviewer_id = found[drawn.case_file_id]
        drawn.due_on = days.get(drawn.case_file_id)
    Drawn.objects.bulk_update(left, ["reviewer", "due_on"], batch_size=BATCH)
    return sum(1 for drawn in left if drawn.reviewer_id is None)


def _shared_out(
    round_: Round, files: Iterable[tuple[int, int]], given: Mapping[int, int], on: dt.date
) -> tuple[dict[int, int | None], dict[int, dt.date]]:
    """Return each file's reviewer, or none, and the day by which it is reviewed.

    :param files: pairs of file and whose work it is.
    :param given: reviewer -> how many files of the round they have already.
    """
    present = round_staff(round_, on)
    asked = _beside_seconds(round_, asked_of(files, on), present)
    found = share_out(asked, present.staff, round_.seed, given=given)
    return found, _days(found, present, round_.seed)


def _beside_seconds(round_: Round, asked: Sequence[Asked], present: Present) -> list[Asked]:
    """Bar from each file its second reviewer, and whoever supervises that one: neither can review
    it first. One query."""
    pairs = round_.drawn.filter(review__second_reviewer__isnull=False)
    seconds = dict(pairs.values_list("case_file_id", "review__second_reviewer_id"))
    lines = present.staff.supervisor_of
    return [
        each._replace(
            barred=frozenset(each.barred) | {seconds[each.file]} | above(seconds[each.file], lines)
        )
        if each.file in seconds
        else each
        for each in asked
    ]


def _days(found: Mapping[int, int | None], present: Present, seed: str) -> dict[int, dt.date]:
    """Spread each reviewer's files over the working days on which they are here."""
    by_reviewer: dict[int, list[int]] = defaultdict(list)
    for file, reviewer in found.items():
        if reviewer is not None:
            by_reviewer[reviewer].append(file)
    due: dict[int, dt.date] = {}
    for reviewer, files in by_reviewer.items():
        files.sort(key=lambda file: (chance(seed, "due", file), file))
        days = present.days_of[reviewer]
        places = spread_over(len(files), range(len(days)))
        due |= {file: days[place] for file, place in zip(files, places, strict=True)}
    return due
