"""The pages on which a draft says of itself what it is, and what it is for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError, Stale
from core.submit import once_per_nonce
from frameworks.editing import Request, draft_page, last_act
from frameworks.enums import Purpose
from frameworks.forms.parts import FrontForm, UseForm
from frameworks.models import PermittedUse, Version
from frameworks.part_pages import Theirs
from frameworks.services.draft_front import change_front, front_mark, front_of, set_use, use_mark


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
            theirs = Theirs(last_act(draft, "framework.front_changed"), lines)
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
    initial["seen"] = use_mark(use)
    back = reverse("draft_detail", args=[draft.framework.code])
    theirs = None
    form = UseForm(request.POST if request.method == "POST" else None, initial=initial, back=back)
    if request.method == "POST" and form.is_valid():
        stated = dict(form.cleaned_data)
        permitted = {"yes": True, "no": False}.get(stated.pop("permitted"))
        try:
            set_use(draft=draft, purpose=purpose, permitted=permitted, by=request.user, **stated)
        except Stale as stale:
            form.add_domain_error(stale)
            theirs = _their_use(draft, purpose, stale.theirs)
            form.data = {**request.POST.dict(), "seen": use_mark(stale.theirs)}
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
        "theirs": theirs,
    }
    return render(request, "frameworks/part_write.html", context)


def _their_use(draft: Version, purpose: str, use: PermittedUse | None) -> Theirs:
    """Return what somebody else said of a purpose meanwhile."""
    change = last_act(draft, "framework.use_changed", purpose=purpose)
    if use is None:
        said = ((_("What the publisher says"), _("Nothing: so it may not be used for this")),)
        return Theirs(change, said)
    permitted = _("It may be used for this") if use.permitted else _("It may not be used for this")
    lines = [(_("What the publisher says"), permitted), (_("The sentence"), use.sentence)]
    return Theirs(change, (*lines, *([(_("Editor’s note"), use.note)] if use.note else [])))
