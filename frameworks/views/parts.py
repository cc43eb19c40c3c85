"""The pages on which the statements of a draft are written, each sort in the same way."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Subquery
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import DomainError, Stale
from core.submit import once_per_nonce
from frameworks.editing import Request, draft_page, sort_of
from frameworks.forms.parts import PartForm, ReasonForm
from frameworks.models import AdaptationReason, Version
from frameworks.part_pages import (
    Choices,
    address_of,
    back_to,
    choices_of,
    in_a_base,
    left_out_of,
    theirs_of,
)
from frameworks.parts import (
    BEHAVIOUR,
    PROFILE,
    PROFILE_PART,
    REPLACED,
    WITHIN,
    Sort,
    mark_of,
    stated_by,
    words_of,
)
from frameworks.services.parts import (
    add_part,
    drop_part,
    move_part,
    reword_part,
    stands_in_a_base,
)
from frameworks.services.putting_back import put_back

PAGE = 100


@require_safe
@draft_page
def part_detail(request: Request, draft: Version, sort: str, key: str) -> HttpResponse:
    """A core competency with its areas, or an area with its behaviours, to put in order."""
    kind = sort_of(sort)
    within = WITHIN.get(kind.name)
    row = kind.at(draft, key).first()
    if row is None or within is None:
        raise Http404
    rows = within.rows(draft).filter(**{within.parent: row})
    if within is BEHAVIOUR:
        rows = rows.order_by("kind", "position")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "draft": draft,
        "sort": kind,
        "row": row,
        "within": within,
        "above": getattr(row, kind.parent) if kind.parent else None,
        "page": page,
        "left_out": left_out_of(draft, kind, within, key)[:PAGE],
    }
    return render(request, "frameworks/part_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def part_add(request: Request, draft: Version, sort: str) -> HttpResponse:
    """Add a statement."""
    kind = sort_of(sort)
    initial: dict[str, Any] = {
        "parent": request.GET.get("in", ""),
        "kind": request.GET.get("kind", "effective"),
    }
    initial |= {"level": 1}
    back = address_of(draft, kind, initial["parent"])
    choices = choices_of(draft, kind, initial["parent"], request.GET.get("of", ""))
    form = PartForm(
        request.POST or None,
        sort=kind.name,
        choices=choices.by_field,
        initial=initial,
        back=back,
    )
    if request.method == "POST" and form.is_valid():
        stated = dict(form.cleaned_data)
        reason = stated.pop("reason", "")
        try:
            row = add_part(draft=draft, sort=kind, stated=stated, reason=reason, by=request.user)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("“%s” is added.") % words_of(kind, row))
            return back_to(draft, kind, row)
    context = {
        "draft": draft,
        "form": form,
        "heading": kind.titles["add"],
        "back": back,
        "choices": choices,
        "standing_in": initial["parent"],
    }
    return render(request, "frameworks/part_write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def part_change(request: Request, draft: Version, sort: str, key: str) -> HttpResponse:
    """Put a statement in other words, or elsewhere."""
    kind = sort_of(sort)
    why = AdaptationReason.objects.filter(version=draft, key=key).values("reason")
    row = kind.at(draft, key).annotate(why=Subquery(why)).first()
    if row is None and request.method != "POST":
        raise Http404
    original = in_a_base(draft, kind, key)
    form, choices = _change_form(request, draft, kind, row, was_there=original is not None)
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            return _reworded(request, draft, kind, key, form)
        except Stale as stale:
            form.add_domain_error(stale)
            theirs = theirs_of(draft, kind, key, stale.theirs)
            if stale.theirs is not None:
                form.data = {**request.POST.dict(), "seen": mark_of(kind, stale.theirs)}
                if "cores" in form.fields:
                    form.data["cores"] = request.POST.getlist("cores")
        except DomainError as error:
            form.add_domain_error(error)
    context = {
        "draft": draft,
        "form": form,
        "heading": kind.titles["change"],
        "back": form.back,
        "theirs": theirs,
        "row": row,
        "sort": kind,
        "original": original if row else None,
        "choices": choices,
        "replaceable": row is not None and kind in REPLACED,
    }
    return render(request, "frameworks/part_write.html", context)


def _reworded(
    request: Request, draft: Version, kind: Sort, key: str, form: PartForm
) -> HttpResponse:
    stated = dict(form.cleaned_data)
    row = reword_part(
        draft=draft,
        sort=kind,
        key=key,
        seen=stated.pop("seen"),
        meaning=stated.pop("meaning", ""),
        reason=stated.pop("reason", ""),
        stated=stated,
        by=request.user,
    )
    messages.success(request, _("“%s” is saved.") % words_of(kind, row))
    return back_to(draft, kind, row)


@require_POST
@draft_page
def part_move(request: Request, draft: Version, sort: str, key: str) -> HttpResponse:
    """Put a statement one place up or down."""
    kind = sort_of(sort)
    try:
        move_part(draft=draft, sort=kind, key=key, up="up" in request.POST, by=request.user)
    except Stale as stale:
        messages.error(request, stale.message)
        return redirect("draft_detail", draft.framework.code)
    return back_to(draft, kind, kind.at(draft, key).get())


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def part_drop(request: Request, draft: Version, sort: str, key: str) -> HttpResponse:
    """Leave a statement out, with what stands in it."""
    kind = sort_of(sort)
    row = kind.at(draft, key).first()
    if row is None:
        raise Http404
    parent = getattr(row, kind.parent).key if kind.parent else ""
    back = address_of(draft, kind, parent)
    was_there = stands_in_a_base(draft, kind, key)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        back=back,
        initial={"seen": mark_of(kind, row)},
        needs_why=bool(was_there and draft.derived_from_id and kind.keyed),
        asks_why=kind.keyed,
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        stated = dict(form.cleaned_data)
        stated["seen"] = stated["seen"] or None
        try:
            drop_part(draft=draft, sort=kind, key=key, by=request.user, **stated)
        except Stale as stale:
            form.add_domain_error(stale)
            theirs = theirs_of(draft, kind, key, stale.theirs)
            form.data = {**request.POST.dict(), "seen": mark_of(kind, row)}
        except DomainError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(back)
        else:
            messages.success(request, _("“%s” is left out.") % words_of(kind, row))
            return HttpResponseRedirect(back)
    context = {
        "draft": draft,
        "form": form,
        "heading": _("Leave this out"),
        "theirs": theirs,
        "words": words_of(kind, row),
        "within": WITHIN.get(kind.name),
        "back": back,
        "sort": kind,
        "row": row,
        "replaceable": kind in REPLACED,
    }
    return render(request, "frameworks/part_write.html", context)


@require_POST
@draft_page
def part_put_back(request: Request, draft: Version, sort: str, key: str) -> HttpResponse:
    """Take a statement back as the version before, or the original, has it."""
    kind = sort_of(sort)
    try:
        row = put_back(draft=draft, sort=kind, key=key, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("draft_detail", draft.framework.code)
    messages.success(request, _("“%s” is as it was.") % words_of(kind, row))
    return back_to(draft, kind, row)


def _change_form(
    request: Request, draft: Version, kind: Sort, row: Any, *, was_there: bool
) -> tuple[PartForm, Choices]:
    initial, parent = {}, request.POST.get("parent", "")
    if row is not None:
        initial = stated_by(kind, row) | {"seen": mark_of(kind, row), "reason": row.why or ""}
        parent = initial.get("parent", "")
    choices = choices_of(draft, kind, parent, request.GET.get("of", ""))
    form = PartForm(
        request.POST if request.method == "POST" else None,
        sort=kind.name,
        choices=choices.by_field,
        asks_meaning=was_there and kind not in (PROFILE, PROFILE_PART),
        needs_why=bool(was_there and draft.derived_from_id and kind.keyed),
        initial=initial,
        back=address_of(draft, kind, parent),
    )
    return form, choices
