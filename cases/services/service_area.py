"""Service areas: added and renamed; never taken away, since cases stand on them."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.models import ServiceArea
from core.errors import DomainError
from core.services import trail
from people.models import User


@transaction.atomic
def add_service_area(*, name: str, needs_functional_knowledge: bool, by: User) -> ServiceArea:
    """Add a service area to the list.

    :raises DomainError: when the list has this name already.
    """
    name = " ".join(name.split())
    _refuse_name_in_use(name)
    area = ServiceArea.objects.create(
        key=_free_key(name), name=name, needs_functional_knowledge=needs_functional_knowledge
    )
    trail.record("service_area.added", by=by, record=area, detail=_detail_of(area))
    return area


@transaction.atomic
def change_service_area(
    *, service_area: ServiceArea, name: str, needs_functional_knowledge: bool, by: User
) -> ServiceArea:
    """Rename a service area, or say anew whether it needs functional knowledge.

    :raises DomainError: when another service area has this name.
    """
    area = ServiceArea.objects.select_for_update().get(pk=service_area.pk)
    name = " ".join(name.split())
    _refuse_name_in_use(name, except_for=area)
    area.name = name
    area.needs_functional_knowledge = needs_functional_knowledge
    area.save(update_fields=["name", "needs_functional_knowledge"])
    trail.record("service_area.changed", by=by, record=area, detail=_detail_of(area))
    return area


def _refuse_name_in_use(name: str, except_for: ServiceArea | None = None) -> None:
    others = ServiceArea.objects.filter(name__iexact=name)
    if except_for is not None:
        others = others.exclude(pk=except_for.pk)
    if others.exists():
        raise DomainError(_("There is a service area with this name already."), "name")


def _free_key(name: str) -> str:
    """Return a key made from the name that no other service area has; it never changes again."""
    stem = slugify(name)[:36] or "service"
    taken = set(ServiceArea.objects.filter(key__startswith=stem).values_list("key", flat=True))
    candidates = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2))]
    return next(key for key in candidates if key not in taken)


def _detail_of(area: ServiceArea) -> dict[str, object]:
    return {
        "name": area.name,
        "needs_functional_knowledge": area.needs_functional_knowledge,
    }
