"""The page on which a framework admin moves posts to another version, with its preview."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms.moving import MoveForm
from assessments.moving import (
    levels_that_move,
    posts_that_move,
    reviews_that_stay,
    teams_that_move,
)
from core.errors import DomainError
from core.submit import once_per_nonce
from frameworks.models import Version
from frameworks.services.adopting import planned_uses, put_in_use
from people.access import allowed
from people.requests import Request

MOST_NAMES = 500


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("frameworks.adopt")
@once_per_nonce
def version_move(request: Request, code: str, number: int) -> HttpResponse:
    """Say from which day people record under a version, having seen whom it touches."""
    version = Version.objects.of(code, number)
    if version is None or version.framework.adopted_on is None:
        raise Http404
    back = reverse("framework_register")
    in_use: int = version.in_use_id  # type: ignore[attr-defined]
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        back=back,
        initial={"from_on": request.today, "seen": in_use},
    )
    if request.method == "POST" and form.is_valid():
        try:
            use = put_in_use(
                version=version, today=request.today, by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            words = _("People record under version %(number)d from %(day)s.")
            day = date_format(use.from_on, "j F Y")
            messages.success(request, words % {"number": number, "day": day})
            return redirect(back)
    context = {
        "version": version,
        "form": form,
        "now": Version.objects.get(pk=in_use),
        "planned": planned_uses(version.framework, request.today),
        "teams": teams_that_move(version, request.today),
        "levels": levels_that_move(version, request.today),
        "reviews": reviews_that_stay(version),
    }
    return render(request, "assessments/version_move.html", context)


@require_http_methods(["GET", "HEAD"])
@allowed("frameworks.adopt")
def version_move_team(request: Request, code: str, number: int, team_pk: int) -> HttpResponse:
    """The names behind one team's number in the preview."""
    version = Version.objects.of(code, number)
    if version is None or version.framework.adopted_on is None:
        raise Http404
    posts = (
        posts_that_move(version, request.today)
        .filter(team=team_pk)
        .select_related("user", "team")
        .order_by("user__name", "pk")
    )
    context = {"version": version, "posts": posts[:MOST_NAMES]}
    return render(request, "assessments/version_move_team.html", context)
