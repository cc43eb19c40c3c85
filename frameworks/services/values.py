"""Keeping the short list of the organisation's values and aims, and what carries them.

Source: Ombudsman Association, Caseworker Competency Framework: aligning roles with the values and
aims of the organisation (DOMAIN, section 1).
"""

import datetime as dt
from typing import Any

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.services import trail
from frameworks.enums import Purpose
from frameworks.models import Framework, OrganisationValue, ValueLink
from frameworks.services.permitted_uses import refuse_unless_permitted
from frameworks.services.wording import one_text
from frameworks.tree import Tree

MOST_VALUES = 30
LONGEST_TEXT = 300
LONGEST_REASON = 1000


@transaction.atomic
def add_value(*, kind: str, text: str, from_on: dt.date, by: Any, scope: Any) -> OrganisationValue:
    """Add a value or an aim to the list.

    :raises NotAllowed: ``by`` keeps neither the frameworks nor the organisation.
    :raises DomainError: beside ``text``: none, too long, there already, or thirty in force.
    """
    _refuse_unless_keeper(scope)
    text = one_text(text, LONGEST_TEXT, "text")
    in_force = OrganisationValue.objects.filter(to_on__isnull=True)
    if in_force.filter(text__iexact=text).exists():
        raise DomainError(_("This stands on the list already."), field="text")
    if in_force.count() >= MOST_VALUES:
        raise DomainError(
            _("There are %(most)d on the list. End one before you add another.")
            % {"most": MOST_VALUES},
            field="text",
        )
    value = OrganisationValue.objects.create(kind=kind, text=text, from_on=from_on)
    trail.record(
        "value.added", by=by, record=value, detail={"kind": kind, "text": text, "from_on": from_on}
    )
    return value


@transaction.atomic
def end_value(*, value: OrganisationValue, on: dt.date, by: Any, scope: Any) -> None:
    """End a value: ``on`` is the last day on which it holds. It stays in the list of earlier ones.

    :raises DomainError: it has ended, or would end before it began.
    """
    _refuse_unless_keeper(scope)
    value = OrganisationValue.objects.select_for_update().get(pk=value.pk)
    if value.to_on is not None:
        raise DomainError(_("This has ended already."))
    if on < value.from_on:
        raise DomainError(_("The last day must be the same as or after the first day."), "on")
    value.to_on = on
    value.save(update_fields=["to_on"])
    trail.record("value.ended", by=by, record=value, detail={"to_on": on})


@transaction.atomic
def link_area(
    *, value: OrganisationValue, tree: Tree, area_key: str, reason: str, by: Any, scope: Any
) -> ValueLink:
    """Say that an area of a framework carries a value, and why.

    :raises DomainError: beside the field: no such area, no reason, linked already, or a framework
        whose publisher does not permit aligning roles with values.
    """
    _refuse_unless_keeper(scope)
    if area_key not in tree.area_by_key:
        raise DomainError(_("Choose an area of a framework that is in use."), field="area")
    framework = Framework.objects.get(code=tree.code)
    try:
        refuse_unless_permitted(framework.versions.get(pk=tree.version_id), Purpose.ROLE_ALIGNMENT)
    except DomainError as refused:
        raise DomainError(refused.message, field="area") from None
    reason = one_text(reason, LONGEST_REASON, "reason")
    link, made = ValueLink.objects.get_or_create(
        value=value, framework=framework, area_key=area_key, defaults={"reason": reason}
    )
    if not made:
        raise DomainError(_("This area carries it already."), field="area")
    trail.record(
        "value.linked",
        by=by,
        record=value,
        detail={"framework": tree.code, "area": area_key, "reason": reason},
    )
    return link


@transaction.atomic
def unlink_area(*, link: ValueLink, by: Any, scope: Any) -> None:
    """Say that an area no longer carries a value."""
    _refuse_unless_keeper(scope)
    trail.record(
        "value.unlinked",
        by=by,
        record=link.value,
        detail={"framework": link.framework.code, "area": link.area_key},
    )
    link.delete()


def _refuse_unless_keeper(scope: Any) -> None:
    if not rules.has_perm("frameworks.keep_values", scope):
        raise NotAllowed(_("Framework admins and organisation admins keep this list."))
