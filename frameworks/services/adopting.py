"""Which frameworks the organisation uses, and says so in public."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from frameworks.models import Framework, Version, VersionInUse


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
        latest = framework.versions.published().order_by("-number").first()
        if latest is not None:
            VersionInUse.objects.create(version=latest, from_on=on)
        trail.record(
            "framework.adopted", by=by, record=framework, detail={"adopted_on": on.isoformat()}
        )
    return bool(changed)


@transaction.atomic
def put_in_use(
    *, version: Version, from_on: dt.date, today: dt.date, seen: int, by: Any
) -> VersionInUse:
    """Say from which day people record under a version: the move of posts, as one dated act.

    New reviews, reflections, plans and records go by it from that day. Running reviews, evidence
    and judgements stay where they are. An earlier version may be put in use again.

    :param seen: the version in use that the preview showed.
    :raises DomainError: beside ``from_on`` a day that is over; a draft, or a framework that is not
        in use at all; a version that is in use already.
    :raises Stale: another one was put in use since the preview.
    """
    framework = Framework.objects.select_for_update().get(pk=version.framework_id)
    if version.published_at is None or framework.adopted_on is None:
        raise DomainError(_("Publish the version, and start using the framework, first."))
    if from_on < today:
        raise DomainError(_("The first day must be today or later."), field="from_on")
    now = Version.objects.current(today).get(framework=framework)
    if now.pk != seen:
        raise Stale(_("Another version was put in use since you read this page."), theirs=now)
    if now.pk == version.pk and not planned_uses(framework, today):
        raise DomainError(_("People record under this version already."))
    use = VersionInUse.objects.create(version=version, from_on=from_on)
    trail.record(
        "framework.version_in_use",
        by=by,
        record=version,
        detail={"framework": framework.code, "number": version.number, "from_on": from_on},
    )
    return use


def planned_uses(framework: Framework, on: dt.date) -> list[VersionInUse]:
    """Return what was said about days to come, soonest first."""
    return list(
        VersionInUse.objects.filter(version__framework=framework, from_on__gt=on).select_related(
            "version"
        )
    )


@transaction.atomic
def stop_using_framework(*, framework: Framework, by: Any) -> bool:
    """Say that the organisation no longer uses a framework; its pages ask to sign in again."""
    changed = Framework.objects.filter(pk=framework.pk, adopted_on__isnull=False).update(
        adopted_on=None
    )
    if changed:
        trail.record("framework.no_longer_used", by=by, record=framework)
    return bool(changed)
