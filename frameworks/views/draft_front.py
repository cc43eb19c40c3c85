"""The pages on which a draft says of itself what it is, and what it is for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError, Stale
from core.submit import once_per_nonce
from frameworks.editing import Request, draft_page, last_change
from frameworks.enums import Purpose
from frameworks.forms.parts import FrontForm, UseForm
from frameworks.models import Version
from frameworks.part_pages import Theirs
from frameworks.services.draft_front import change_front, front_mark, front_of, set_use


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def draft_front(request: Request, draft: Version) -> HttpResponse:
    """Title, labels, summary, limits and notes."""
    back = reverse("draft_detail", args=[draft.framework.code])
    initial = front_of(draft) | {"seen": front_mark(draft)}
    posted = request.POST if request.method == "POST" else None
    form = FrontForm(posted, back=back, initial=initial)
    theirs = None
    if posted is not None and form.is_valid():
        stated = dict(form.cleaned_data)
        try:
            change_front(draft=draft, seen=stated.pop("seen"), stated=stated, by=request.user)
        except Stale as stale:
            form.add_domain_error(stale)
            told = front_of(stale.theirs)
            lines = tuple(
                (str(form.fields[name].label), _("Yes") if value is True else str(value))
                for name, value in told.items()
                if value
            )
            theirs = Theirs(last_change(stale.theirs), lines)
            form.data = {**request.POST.dict(), "seen": front_mark(stale.theirs)}
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("What the framework says of itself is saved."))
            return redirect(back)
    context = {
        "draft": draft,
        "form": form,
        "heading": _("What the framework says of itself"),
        "back": back,
        "theirs": theirs,
    }
    return render(request, "frameworks/part_write.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
def draft_use(request: Request, draft: Version, purpose: str) -> HttpResponse:
    """Whether the framework may be used for a purpose, in its publisher's words."""
    if purpose not in Purpose.values:
        raise Http404
    use = draft.permitted_uses.filter(purpose=purpose).first()
    initial = {"permitted": ""}
    if use:
        said = "yes" if use.permitted else "no"
        initial = {"permitted": said, "sentence": use.sentence, "note": use.note}
    back = reverse("draft_detail", args=[draft.framework.code])
    form = UseForm(request.POST if request.method == "POST" else None, initial=initial, back=back)
    if request.method == "POST" and form.is_valid():
        stated = dict(form.cleaned_data)
        permitted = {"yes": True, "no": False}.get(stated.pop("permitted"))
        try:
            set_use(draft=draft, purpose=purpose, permitted=permitted, by=request.user, **stated)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The permitted use is saved."))
            return redirect(f"{back}#uses")
    context = {
        "draft": draft,
        "form": form,
        "heading": _("Permitted use: %s") % Purpose(purpose).label.lower(),
        "back": back,
    }
    return render(request, "frameworks/part_write.html", context)
