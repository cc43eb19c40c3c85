"""Whether a link between frameworks carries evidence of somebody (``frameworks.carrying``)."""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from assessments.models import Evidence
from frameworks.models import MapLink

if TYPE_CHECKING:
    from people.scope import Scope


def carried_by_a_link(person_id: int, scope: "Scope") -> Exists:
    """Return the condition on versions that a link carries evidence of a person, which this scope
    may read, into their framework."""
    links = MapLink.objects.carrying(
        framework=OuterRef("version__framework"),
        key=OuterRef("area__key"),
        into=OuterRef(OuterRef("framework")),
    )
    return Exists(Evidence.objects.visible_to(scope).filter(Exists(links), person=person_id))
