"""A person declares that they have a conflict of interest. Whose interest, nobody records."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases import references
from cases.models import CaseFile, Conflict, ServiceArea
from core.errors import DomainError
from core.services import trail
from people.models import User


@transaction.atomic
def declare_conflict(
    *,
    by: User,
    on: dt.date,
    case_file: CaseFile | None = None,
    reference: str = "",
    service_area: ServiceArea | None = None,
) -> Conflict:
    """Declare a conflict of one's own with a file or a service area, from a day on.

    A file is given as such or by its reference; whether the register has it is not told.

    :raises DomainError: for a reference that cannot be one, when neither or both of file and
        service area are given, or when the same conflict is declared already.
    """
    reference = case_file.reference if case_file is not None else references.tidy(reference)
    if bool(reference) == (service_area is not None):
        raise DomainError(_("Say which case file or which service area it is."), "reference")
    if reference and (fault := references.fault(reference)):
        raise DomainError(fault, "reference")
    same = Conflict.objects.filter(
        user=by,
        reference_key=references.key_of_reference(reference),
        service_area=service_area,
        to_on__isnull=True,
    )
    if same.exists():
        raise DomainError(
            _("You have declared this conflict already."),
            "reference" if reference else "service_area",
        )
    conflict = Conflict.objects.create(
        user=by, reference=reference, service_area=service_area, from_on=on
    )
    trail.record("conflict.declared", by=by, subject=by, record=conflict)
    return conflict


@transaction.atomic
def end_conflict(*, conflict: Conflict, by: User, on: dt.date) -> Conflict:
    """Say that a conflict of one's own is over; this is its last day.

    :raises DomainError: when it has ended already, or is somebody else's.
    """
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if conflict.user_id != by.pk:
        raise DomainError(_("Only the person who declared a conflict can end it."))
    if conflict.to_on is not None:
        raise DomainError(_("This conflict has ended already."))
    conflict.to_on = max(conflict.from_on, on)
    conflict.save(update_fields=["to_on"])
    trail.record("conflict.ended", by=by, subject=by, record=conflict)
    return conflict
