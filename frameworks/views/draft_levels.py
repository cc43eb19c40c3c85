"""The pages on which a draft names role levels and puts them in bands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError
from core.submit import once_per_nonce
from frameworks.editing import Request, draft_page
from frameworks.forms.parts import BandForm, LevelForm
from frameworks.models import Version
from frameworks.services.draft_levels import add_band, add_level, remove_band, remove_level


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def level_add(request: Request, draft: Version) -> HttpResponse:
    """Name a role level."""
    back = reverse("draft_detail", args=[draft.framework.code])
    form = LevelForm(request.POST if request.method == "POST" else None, back=back)
    if request.method == "POST" and form.is_valid():
        try:
            add_level(draft=draft, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The role level is added."))
            return redirect(f"{back}#levels")
    context = {"draft": draft, "form": form, "heading": _("Add a role level"), "back": back}
    return render(request, "frameworks/part_write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def band_add(request: Request, draft: Version) -> HttpResponse:
    """Add a band of role levels, such as "for senior staff"."""
    back = reverse("draft_detail", args=[draft.framework.code])
    named = [one.role_level for one in draft.named_levels.select_related("role_level")]
    levels = [(level.key, level.title) for level in named]
    form = BandForm(request.POST if request.method == "POST" else None, back=back, levels=levels)
    if request.method == "POST" and form.is_valid():
        stated = dict(form.cleaned_data)
        try:
            add_band(draft=draft, level_keys=stated.pop("levels"), by=request.user, **stated)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The band is added."))
            return redirect(f"{back}#levels")
    context = {
        "draft": draft,
        "form": form,
        "heading": _("Add a band of role levels"),
        "back": back,
        "no_levels": not levels,
    }
    return render(request, "frameworks/part_write.html", context)


@require_POST
@draft_page
def band_remove(request: Request, draft: Version, key: str) -> HttpResponse:
    """Remove a band for which nothing is written."""
    try:
        remove_band(draft=draft, key=key, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The band is removed."))
    return _to_levels(draft)


@require_POST
@draft_page
def level_remove(request: Request, draft: Version, key: str) -> HttpResponse:
    """Take a role level out."""
    try:
        remove_level(draft=draft, key=key, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The role level is taken out. Posts keep it as it is."))
    return _to_levels(draft)


def _to_levels(draft: Version) -> HttpResponse:
    return redirect(f"{reverse('draft_detail', args=[draft.framework.code])}#levels")
