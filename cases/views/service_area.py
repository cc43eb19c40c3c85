"""The list of service areas, kept by the lead of casework or an organisation admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.service_area import ServiceAreaForm
from cases.models import ServiceArea
from cases.services.service_area import add_service_area, change_service_area
from cases.views.base import need, posted
from core.errors import DomainError
from core.submit import once_per_nonce
from people.requests import Request

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def service_area_list(request: Request) -> HttpResponse:
    need(request, "cases.change_service_areas")
    return render(request, "cases/service_area_list.html", {"areas": ServiceArea.objects.all()})


@get_or_post
@once_per_nonce
def service_area_add(request: Request) -> HttpResponse:
    need(request, "cases.change_service_areas")
    return _form_page(request, None)


@get_or_post
@once_per_nonce
def service_area_change(request: Request, pk: int) -> HttpResponse:
    need(request, "cases.change_service_areas")
    return _form_page(request, get_object_or_404(ServiceArea, pk=pk))


def _form_page(request: Request, area: ServiceArea | None) -> HttpResponse:
    form = ServiceAreaForm(
        posted(request),
        initial=vars(area) if area else {},
        back=reverse("service_area_list"),
    )
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {
            "name": form.cleaned_data["name"],
            "needs_functional_knowledge": form.cleaned_data["needs_functional_knowledge"],
            "by": request.user,
        }
        try:
            if area is None:
                add_service_area(**given)
            else:
                change_service_area(service_area=area, **given)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The service area is saved."))
            return redirect("service_area_list")
    return render(request, "cases/service_area_form.html", {"form": form, "area": area})
