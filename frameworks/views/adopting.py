"""The pages on which a framework admin sees what is loaded and says what is in use."""

import rules
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frameworks import presenters
from frameworks.models import Version
from frameworks.services.adopting import adopt_framework, stop_using_framework


@require_safe
def framework_register(request: HttpRequest) -> HttpResponse:
    """Every framework of this installation, in use or not, with its versions."""
    versions = (
        Version.objects.published().with_successor().with_in_use().select_related("framework")
    )
    context = {
        "frameworks": presenters.loaded(versions.order_by("framework__code", "-number")),
        "may_adopt": may_adopt(request),
        "may_open": rules.has_perm("frameworks.open_to_search_engines", request.scope),  # type: ignore[attr-defined]
    }
    if context["may_adopt"]:
        lately = Version.objects.loaded_lately(request.today)  # type: ignore[attr-defined]
        drafts = list(Version.objects.drafts().select_related("framework").order_by("title", "pk"))
        context |= {
            "drafts": drafts,
            "drafted": {draft.framework_id for draft in drafts},
            "lately": lately.select_related("framework").order_by("-published_at", "-pk"),
        }
    return render(request, "frameworks/framework_register.html", context)


@require_http_methods(["GET", "POST"])
def framework_use(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the organisation uses a framework, or no longer does."""
    if not may_adopt(request):
        raise PermissionDenied
    version = Version.objects.of(code)
    if version is None:
        raise Http404
    framework, wanted = version.framework, request.POST.get("use", "")
    if request.method == "GET":
        return render(request, "frameworks/framework_use.html", {"version": version})
    if wanted == "start":
        adopt_framework(framework=framework, on=request.today, by=request.user)  # type: ignore[attr-defined]
        messages.success(request, _("“%s” is in use. Its pages are public.") % version.title)
    elif wanted == "stop":
        stop_using_framework(framework=framework, by=request.user)
        messages.success(request, _("“%s” is no longer in use.") % version.title)
    else:
        raise BadRequest
    return redirect("framework_register")


def may_adopt(request: HttpRequest) -> bool:
    """Say whether the reader keeps the frameworks."""
    return rules.has_perm("frameworks.adopt", request.scope)  # type: ignore[attr-defined]
