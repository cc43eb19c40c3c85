"""Who may do what with the register, and who may not review a file.

Predicates first; the table at the foot reads as policy. They take a scope and, where it matters,
the file, with whoever holds it.
"""

import datetime as dt
from typing import TYPE_CHECKING

import rules
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.enums import HoldingPart
from cases.models import CaseFile, Conflict, Holding, HoldingAction
from cases.naming import is_external, is_restricted, may_be_given, named_for
from people.enums import Role
from people.models import User

if TYPE_CHECKING:
    from people.scope import Scope


def had_a_part(user: "User", case_file: CaseFile) -> bool:
    """Say whether somebody held, worked on, decided or approved this case at any time.

    Source: PRACTICE, "Independence".
    """
    return Holding.objects.filter(case_file=case_file, user=user).exists()


def bars(
    user: "User", case_file: CaseFile, on: dt.date, *, reader: "Scope | None" = None
) -> list[str]:
    """Return why somebody cannot review this file: whole sentences, none when nothing bars them.

    Holding, working on, deciding or approving the case bars at any time, ended or not; a declared
    conflict with the file or its service area bars while it is in force. The conflict itself is
    named only to a reader who may know of it (``reader``); for all others the person is "not for
    this case". Being the person reviewed is for the review to ask.

    :param on: the day of the review's assignment or submission, a date in Europe/London.
    :param reader: the scope of whoever reads the sentences; None: they say the least.
    Source: PRACTICE, "Independence" and "Caseload".
    """
    sentences = [
        _part_sentence(holding)
        for holding in Holding.objects.filter(case_file=case_file, user=user).order_by(
            "from_on", "pk"
        )
    ]
    sentences += why_not_named(user, case_file, on)
    conflicts = Conflict.objects.in_force(on).touching(case_file).filter(user=user)
    if not conflicts:
        return sentences
    knows = reader is not None and (user.pk == reader.user_id or user.pk in reader.supervises)
    if not knows:
        return [*sentences, _("This person is not for this case.")]
    return sentences + [
        _("A conflict with this service area is declared.")
        if conflict.service_area_id
        else _("A conflict with this case file is declared.")
        for conflict in conflicts
    ]


def why_not_named(user: "User", case_file: CaseFile, on: dt.date) -> list[str]:
    """Return why somebody who is not named for a case cannot review it; nothing for whoever is.

    A restricted case goes only to those cleared, an external reviewer only to cases they are
    named for, both between two days. Source: PRACTICE, "Independence".
    """
    if named_for(case_file, on).filter(user=user).exists():
        return []
    if is_restricted(case_file, on):
        return [_("This case is restricted, and this person is not cleared for it.")]
    if is_external(user, on):
        return [_("This person comes from outside and is not named for this case.")]
    return []


def _part_sentence(holding: Holding) -> str:
    day = date_format(holding.from_on, "j F Y")
    return {
        HoldingPart.HELD: _("This person held the case from %(day)s."),
        HoldingPart.WORKED: _("This person worked on the case from %(day)s."),
        HoldingPart.APPROVED: _("This person decided or approved the case on %(day)s."),
    }[HoldingPart(holding.part)] % {"day": day}


def barred_people(case_file: CaseFile, on: dt.date) -> QuerySet[Holding, int]:
    """Return the ids of everybody who is barred from reviewing a file, as a sub-query.

    The same answer as :func:`bars`, for a list of people to choose from.
    """
    parts = Holding.objects.filter(case_file=case_file).order_by().values_list("user", flat=True)
    conflicts = (
        Conflict.objects.in_force(on).touching(case_file).order_by().values_list("user", flat=True)
    )
    not_named = User.objects.exclude(may_be_given(case_file, on)).order_by()
    return parts.union(conflicts, not_named.values_list("pk", flat=True))


@rules.predicate
def leads_casework(scope: "Scope") -> bool:
    return scope.has(Role.LEAD_OF_CASEWORK)


@rules.predicate
def supervises(scope: "Scope") -> bool:
    """Supervises or covers for somebody, by line or by role."""
    return bool(scope.supervises) or scope.has(Role.SUPERVISOR)


@rules.predicate
def answers_for_the_holder(scope: "Scope", case_file: CaseFile | None = None) -> bool:
    """Whoever supervises, covers for or oversees the person who held the file last."""
    if case_file is None:
        return False
    last = case_file.last_holding
    return last is not None and scope.leads(last.user_id)


@rules.predicate
def administers_the_organisation(scope: "Scope") -> bool:
    return scope.has(Role.ORGANISATION_ADMIN)


@rules.predicate
def declared_it(scope: "Scope", conflict: Conflict | None = None) -> bool:
    return conflict is not None and conflict.user_id == scope.user_id


@rules.predicate
def was_told(scope: "Scope", action: HoldingAction | None = None) -> bool:
    return action is not None and action.told_id == scope.user_id


@rules.predicate
def opened_it(scope: "Scope", action: HoldingAction | None = None) -> bool:
    return action is not None and action.opened_by_id == scope.user_id


@rules.predicate
def answers_for_whoever_was_told(scope: "Scope", action: HoldingAction | None = None) -> bool:
    return action is not None and scope.leads(action.told_id)


# The policy. Source: TRUST, "Who sees what"; issue 2, stage B, 8. Each is asked of a file or a
# holding action that the user may see; what they may not see is not found.
PERMISSIONS = {
    # Put a file on the register by hand: for the people one supervises.
    "cases.add_case_file": leads_casework | supervises,
    # Correct what the register says of a file, note who had a part in it.
    "cases.change_case_file": leads_casework | answers_for_the_holder,
    # Give a case to another holder.
    "cases.hand_over_case_file": leads_casework | answers_for_the_holder,
    # Bring the register up to date from a file.
    "cases.upload_case_files": leads_casework,
    # The list of service areas: it tells nothing of anybody.
    "cases.change_service_areas": leads_casework | administers_the_organisation,
    # Say where the organisation's policies on problems that cannot wait are read.
    "cases.change_holding_policies": leads_casework | administers_the_organisation,
    # Restrict a case, and name who may review it.
    "cases.restrict_case_file": leads_casework,
    # Say that a conflict of interest is over.
    "cases.end_conflict": declared_it,
    # Say what was done on a holding action.
    "cases.answer_holding_action": leads_casework
    | was_told
    | opened_it
    | answers_for_whoever_was_told,
    # Close it: always somebody other than whoever opened it.
    "cases.close_holding_action": (leads_casework | was_told | answers_for_whoever_was_told)
    & ~opened_it,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)
