"""The pages of a draft: begun, its contents, compared, checked, published, thrown away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError
from core.submit import once_per_nonce
from frameworks.checks import check_draft
from frameworks.comparison import compare
from frameworks.difference_lines import Asked, check_lines, shown_differences
from frameworks.editing import Request, draft_page, for_editors_only
from frameworks.enums import LevelTextSort, Purpose
from frameworks.forms.parts import DeriveForm
from frameworks.models import Version
from frameworks.parts import bases_of, previous_of
from frameworks.services.drafting import derive_framework, discard_draft, start_new_version
from frameworks.services.publishing import publish_draft
from frameworks.statements import Said, Statement, Statements, statements_of

PAGE = 40
#: What keeps a draft from being published comes first, so the rest can wait.
MOST_CHECKS = 100
IN_CONTENTS = (
    Said.CORE,
    Said.STANDARD,
    Said.SECTION,
    Said.DEGREE,
    Said.LEVEL_TEXT,
    Said.PROFILE,
)
NOT_IN_CONTENTS = (Said.BEHAVIOUR, Said.AREA, Said.PROFILE_PART)


@require_POST
@once_per_nonce
def draft_start(request: Request, code: str) -> HttpResponse:
    """Begin the next version of a framework."""
    for_editors_only(request)
    version = _published(code)
    try:
        start_new_version(framework=version.framework, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("framework_register")
    messages.success(request, _("A draft of the next version is there. Nobody else reads it yet."))
    return redirect("draft_detail", code)


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_nonce
def framework_derive(request: Request, code: str) -> HttpResponse:
    """Begin a framework of one's own from another."""
    for_editors_only(request)
    original = _published(code)
    form = DeriveForm(request.POST or None, back=reverse("framework_register"))
    if request.method == "POST" and form.is_valid():
        try:
            draft = derive_framework(
                original=original, on=request.today, by=request.user, **form.cleaned_data
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("Your framework is a draft. Nobody else reads it yet."))
            return redirect("draft_detail", draft.framework.code)
    return render(request, "frameworks/framework_derive.html", {"form": form, "original": original})


@require_safe
@draft_page
def draft_detail(request: Request, draft: Version) -> HttpResponse:
    """The contents of a draft, with what the version before has and this one has not."""
    said = statements_of(draft, without=NOT_IN_CONTENTS)
    before = [statements_of(base, without=NOT_IN_CONTENTS) for base in bases_of(draft)]
    uses = {use.key: use for use in said.by_sort[Said.USE]}
    named = [level.key for level in said.by_sort[Said.LEVEL]]
    rules = {rule.key: rule for rule in said.by_sort[Said.RULE]}
    context = {
        "draft": draft,
        "rules": [(level, rules.get(level.key)) for level in said.by_sort[Said.LEVEL]],
        "said": {sort.name.lower(): said.by_sort[sort] for sort in Said},
        "left_out": {sort.name.lower(): left_out(said, before, sort) for sort in IN_CONTENTS},
        "level_texts": by_text_sort(said.by_sort[Said.LEVEL_TEXT]),
        "levels_out": draft.framework.role_levels.exclude(key__in=named),
        "uses": [(purpose, uses.get(purpose.value)) for purpose in Purpose],
    }
    return render(request, "frameworks/draft_detail.html", context)


@require_safe
@draft_page
def draft_compare(request: Request, draft: Version) -> HttpResponse:
    """What a draft says otherwise than the version before, what its checks found; then publish."""
    previous, original = previous_of(draft), draft.derived_from
    said = statements_of(draft)
    before = statements_of(previous) if previous else None
    origin = before if previous == original else statements_of(original) if original else None
    checks = check_draft(said, before, origin if original else None)
    against_original = request.GET.get("with") == "original" and origin and original
    old = origin if against_original else before
    asked = Asked.of(request.GET)
    shown = shown_differences(compare(old, said) if old else [], asked)
    page = Paginator(shown.kept, PAGE).get_page(request.GET.get("page"))
    context = {
        "draft": draft,
        "old": original if against_original else previous,
        "other": original if original and original != previous else None,
        "against_original": bool(against_original),
        "checks": check_lines(draft, checks[:MOST_CHECKS]),
        "more_checks": max(0, len(checks) - MOST_CHECKS),
        "blocked": any(check.blocks for check in checks),
        "shown": shown,
        "page": page,
        "asked": asked,
        "mark": said.mark,
    }
    return render(request, "frameworks/draft_compare.html", context)


@require_POST
@draft_page
@once_per_nonce
def draft_publish(request: Request, draft: Version) -> HttpResponse:
    """Publish a draft as it was compared."""
    code = draft.framework.code
    try:
        version = publish_draft(draft=draft, seen=request.POST.get("seen", ""), by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("draft_compare", code)
    words = _("Version %(number)d of “%(title)s” is published. From now on it never changes.")
    messages.success(request, words % {"number": version.number, "title": version.title})
    return redirect("framework_register")


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def draft_discard(request: Request, draft: Version) -> HttpResponse:
    """Throw a draft away."""
    if request.method != "POST":
        return render(request, "frameworks/draft_discard.html", {"draft": draft})
    try:
        discard_draft(draft=draft, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The draft of “%s” is gone.") % draft.title)
    return redirect("framework_register")


def by_text_sort(texts: list[Statement]) -> list[tuple[str, list[Statement]]]:
    """Group texts about role levels as they are put in order: by what they are."""
    found = {sort: [one for one in texts if one.kind == sort.value] for sort in LevelTextSort}
    return [(str(sort.label), rows) for sort, rows in found.items() if rows]


def left_out(said: Statements, before: list[Statements], sort: str) -> list[Statement]:
    """Return what the versions before have and a draft has not, in their order."""
    found: dict[str, Statement] = {}
    for base in before:
        for one in base.by_sort[sort]:
            if said.get(*one.identity) is None:
                found.setdefault(one.key, one)
    return list(found.values())


def _published(code: str) -> Any:
    version = Version.objects.of(code)
    if version is None:
        raise Http404
    return version
