"""What the register is searched and filtered by."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases import references
from cases.enums import WorkKind
from cases.models import CaseFile, ServiceArea
from core.forms import GovukForm
from people.models import User


class RegisterFilterForm(GovukForm):
    mark_optional = False


class CaseFileFilter(filters.FilterSet):
    """Filters of the register. ``people`` are those whose names the reader may search."""

    q = filters.CharFilter(label=_("Reference begins with"), method="by_reference")
    service_area = filters.ModelChoiceFilter(
        label=_("Service area"), queryset=ServiceArea.objects.all(), empty_label=_("All")
    )
    kind = filters.ChoiceFilter(
        label=_("Kind of work"), choices=WorkKind.choices, empty_label=_("All")
    )
    state = filters.ChoiceFilter(
        label=_("Open or closed"),
        choices=[("open", _("Open")), ("closed", _("Closed"))],
        empty_label=_("All"),
        method="by_state",
    )
    holder = filters.CharFilter(label=_("Held now by (part of the name)"), method="by_holder")

    class Meta:
        model = CaseFile
        fields = ["q", "service_area", "kind", "state", "holder"]
        form = RegisterFilterForm

    def __init__(self, *args: Any, people: "QuerySet[User]", **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def by_reference(self, files: Any, name: str, value: str) -> Any:
        return files.filter(reference_key__startswith=references.key_of_reference(value))

    def by_state(self, files: Any, name: str, value: str) -> Any:
        return files.filter(closed_on__isnull=value == "open")

    def by_holder(self, files: Any, name: str, value: str) -> Any:
        return files.held_by(self.people.filter(name__icontains=value).values("pk"))
