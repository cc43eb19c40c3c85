"""Which competency areas carry which values of the organisation, and which values none carries."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from frameworks.choices import trees_in_use
from frameworks.models import OrganisationValue, ValueLink
from frameworks.tree import AreaNode, Tree


@dataclass(frozen=True)
class Carrying:
    """An area that carries a value.

    :ivar area: None where no version in use has the area any more.
    """

    link_id: int
    area: AreaNode | None
    framework: str
    reason: str


@dataclass(frozen=True)
class Valued:
    """A value with the areas that carry it."""

    value: OrganisationValue
    carried_by: tuple[Carrying, ...]


@dataclass(frozen=True)
class Alignment:
    """The values in force: those that some area carries, and those that none does."""

    carried: tuple[Valued, ...]
    by_none: tuple[OrganisationValue, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.carried or self.by_none)


def in_force(on: dt.date) -> QuerySet[OrganisationValue]:
    """Return the values that hold on a day, values before aims."""
    return OrganisationValue.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on
    )


def values_for(tree: Tree, areas: Iterable[AreaNode], on: dt.date) -> Alignment:
    """Return which values these areas of a framework carry, for the page of a role level.

    Two queries, however many areas there are.
    """
    by_key = {area.key: area for area in areas}
    return _alignment(on, lambda link: by_key.get(link.area_key), tree.code)


def values_in_use(on: dt.date) -> Alignment:
    """Return which values are carried by any area of the frameworks in use."""
    trees = {tree.code: tree for tree in trees_in_use()}

    def area_of(link: ValueLink) -> AreaNode | None:
        tree = trees.get(link.framework.code)
        return tree.area_by_key.get(link.area_key) if tree else None

    return _alignment(on, area_of)


def _alignment(
    on: dt.date, area_of: Callable[[ValueLink], AreaNode | None], code: str = ""
) -> Alignment:
    links = ValueLink.objects.select_related("framework")
    if code:
        links = links.filter(framework__code=code)
    carried: list[Valued] = []
    by_none: list[OrganisationValue] = []
    for value in in_force(on).prefetch_related(Prefetch("links", links, to_attr="found")):
        carrying = tuple(
            Carrying(link.pk, area_of(link), link.framework.code, link.reason)
            for link in value.found
            if not code or area_of(link)
        )
        if any(one.area for one in carrying):
            carried.append(Valued(value, carrying))
        else:
            by_none.append(value)
    return Alignment(tuple(carried), tuple(by_none))
