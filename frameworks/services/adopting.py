"""Which frameworks the organisation uses, and says so in public."""

import datetime as dt
from typing import Any

from django.db import transaction

from core.services import trail
from frameworks.models import Framework


@transaction.atomic
def adopt_framework(*, framework: Framework, on: dt.date, by: Any) -> bool:
    """Say that the organisation uses a framework from a day on; its pages become public.

    Returns False, and changes nothing, where it is in use already. Source: Ombudsman Association,
    Caseworker Competency Framework, "Using this Framework": members should make information
    publicly available about the model they use.
    """
    changed = Framework.objects.filter(pk=framework.pk, adopted_on__isnull=True).update(
        adopted_on=on
    )
    if changed:
        trail.record(
            "framework.adopted", by=by, record=framework, detail={"adopted_on": on.isoformat()}
        )
    return bool(changed)


@transaction.atomic
def stop_using_framework(*, framework: Framework, by: Any) -> bool:
    """Say that the organisation no longer uses a framework; its pages ask to sign in again."""
    changed = Framework.objects.filter(pk=framework.pk, adopted_on__isnull=False).update(
        adopted_on=None
    )
    if changed:
        trail.record("framework.no_longer_used", by=by, record=framework)
    return bool(changed)
