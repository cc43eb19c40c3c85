"""Saying whether search engines may list the public pages, and telling them so."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.clock import today
from core.errors import DomainError
from core.services.settings import change_setting
from frameworks.forms.search_engines import SearchEnginesForm
from frameworks.search_engines import LISTED, are_listed


@require_http_methods(["GET", "POST"])
def search_engines(request: HttpRequest) -> HttpResponse:
    """Say from which day on search engines may list the public pages, or may not."""
    on = request.today  # type: ignore[attr-defined]
    if not rules.has_perm("frameworks.open_to_search_engines", request.scope):  # type: ignore[attr-defined]
        raise PermissionDenied
    listed = are_listed(on)
    initial = {"listed": "yes" if listed else "no", "from_on": on}
    form = SearchEnginesForm(request.POST or None, today=on, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_setting(
                key=LISTED,
                value=form.cleaned_data["listed"] == "yes",
                from_on=form.cleaned_data["from_on"],
                by=request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("What search engines are told was set."))
            return redirect("framework_search_engines")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "listed": listed}
    return render(request, "frameworks/search_engines.html", context, status=status)


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What a search engine may fetch: the pages of frameworks, and nothing else.

    It may fetch them even where it may not list them: they say *noindex*, which it can obey only
    once it has read it, and a page that was listed before is dropped from its list just so.
    """
    said = (
        _("The pages of frameworks may be listed.")
        if are_listed(today())
        else _("The pages of frameworks say noindex: they may be read, and are not to be listed.")
    )
    lines = ("User-agent: *", f"# {said}", "Allow: /framework", "Allow: /static/", "Disallow: /")
    return HttpResponse("\n".join((*lines, "")), content_type="text/plain; charset=utf-8")
