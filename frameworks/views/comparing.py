"""The page on which two versions stand side by side."""

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from frameworks.comparison import compare
from frameworks.difference_lines import Asked, shown_differences
from frameworks.models import Version
from frameworks.reading import Reading, framework_page, show, works_here
from frameworks.statements import statements_of

PAGE = 40


@framework_page
def version_compare(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What a version says otherwise than another of its framework, or than its original.

    Everybody reads it where both may be read by everybody.
    """
    version, wanted = reading.version, request.GET.get("with", "")
    other = _other(version, wanted)
    if other is None:
        raise Http404
    for_everybody = other.framework.adopted_on is not None
    if not for_everybody and not works_here(request):
        return not_kept(redirect_to_login(request.get_full_path()))
    asked = Asked.of(request.GET)
    differences = compare(statements_of(other), statements_of(version))
    shown = shown_differences(differences, asked)
    context = {
        "old": other,
        "shown": shown,
        "asked": asked,
        "page": Paginator(shown.kept, PAGE).get_page(request.GET.get("page")),
        "against": wanted,
        "versions": version.framework.versions.published().exclude(pk=version.pk),
    }
    page = show(request, "frameworks/version_compare.html", context, reading)
    return page if for_everybody else not_kept(page)


def not_kept(response: HttpResponse) -> HttpResponse:
    """Keep a page out of every cache: not everybody may read it."""
    response["Cache-Control"] = "no-store"
    return response


def _other(version: Version, wanted: str) -> Version | None:
    """Return the version to compare with: the one asked for, else the one before, or the original."""
    code = version.framework.code
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 5:
        return Version.objects.of(code, int(wanted))
    if wanted != "original":
        before = Version.objects.published().filter(framework__code=code)
        found = before.filter(number__lt=version.number).select_related("framework")
        latest = found.order_by("-number").first()
        if latest is not None:
            return latest
    if version.derived_from_id is None:
        return None
    originals = Version.objects.published().filter(pk=version.derived_from_id)
    return originals.select_related("framework").first()
