"""The page on which one statement of a draft is chosen to stand in the place of another."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError, Stale
from core.submit import once_per_nonce
from frameworks.editing import Request, draft_page, sort_of
from frameworks.forms.replacing import ReplaceForm
from frameworks.models import Version
from frameworks.part_pages import address_of, back_to, theirs_of
from frameworks.parts import REPLACED, WITHIN, Sort, mark_of, words_of
from frameworks.services.replacing import replace_part

MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def part_replace(request: Request, draft: Version, sort: str, key: str) -> HttpResponse:
    """Put another statement of the draft in the place of this one."""
    kind = sort_of(sort)
    row = kind.rows(draft).filter(key=key).first()
    if kind not in REPLACED or (row is None and request.method != "POST"):
        raise Http404
    wanted = " ".join(request.GET.get("q", "").split())[:200]
    found = _found(draft, kind, row, wanted) if row else []
    form = ReplaceForm(
        request.POST if request.method == "POST" else None,
        choices=[(one.key, _told(kind, one)) for one in found[:MOST_SHOWN]],
        initial={"seen": mark_of(kind, row)} if row else {},
        back=address_of(draft, kind, getattr(row, kind.parent).key if row and kind.parent else ""),
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            other = replace_part(
                draft=draft, sort=kind, key=key, by=request.user, **form.cleaned_data
            )
        except Stale as stale:
            form.add_domain_error(stale)
            theirs = theirs_of(draft, kind, key, stale.theirs)
            if stale.theirs is not None:
                form.data = {**request.POST.dict(), "seen": mark_of(kind, stale.theirs)}
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("“%s” stands in its place.") % words_of(kind, other))
            return back_to(draft, kind, other)
    context = {
        "draft": draft,
        "form": form,
        "sort": kind,
        "words": words_of(kind, row) if row else "",
        "within": WITHIN.get(kind.name),
        "wanted": wanted,
        "none": not found,
        "more": len(found) > MOST_SHOWN,
        "most": MOST_SHOWN,
        "theirs": theirs,
    }
    return render(request, "frameworks/part_replace.html", context)


def _found(draft: Version, kind: Sort, row: Any, wanted: str) -> list[Any]:
    """Return the statements that may take a place, one more than a page shows.

    With words, those of the whole draft that hold them; without, those beside it.
    """
    rows = kind.rows(draft).exclude(pk=row.pk)
    rows = rows.filter(**{name: getattr(row, name) for name in kind.beside})
    if wanted:
        holds = Q(**{f"{kind.leading}__icontains": wanted})
        if kind.parent:
            holds |= Q(**{f"{kind.parent}__title__icontains": wanted})
        return list(rows.filter(holds)[: MOST_SHOWN + 1])
    if kind.parent:
        rows = rows.filter(**{kind.parent: getattr(row, kind.parent)})
    return list(rows[: MOST_SHOWN + 1])


def _told(kind: Sort, row: Any) -> str:
    """Return the words of a statement, with what it stands in."""
    words = words_of(kind, row)
    return f"{getattr(row, kind.parent).title} › {words}" if kind.parent else words
