"""One page for each act: its form, what it asks of a service, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core.drafted import filled
from core.errors import DomainError, Stale
from core.forms import GovukForm
from core.models import Draft
from core.services.drafts import discard_draft
from people.requests import Request
from people.services.seen import digest_of
from people.views.meanwhile import Told, told


@dataclass(frozen=True)
class Page:
    """The words around the form of an act.

    :ivar heading: the one h1, and the page's title.
    :ivar back: the address one came from and goes back to.
    :ivar done: the sentence shown once it is done.
    :ivar lead: what to know before.
    :ivar about: whom or what it is about.
    :ivar also: the words of a second button, which sends to ``also_href`` without the form.
    """

    heading: Any
    back: str
    done: Any
    lead: Any = ""
    about: str = ""
    also: Any = ""
    also_href: str = ""


def perform(
    request: Request,
    form: GovukForm,
    save: Callable[..., Any],
    page: Page,
    *,
    draft: Draft | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, call the service with what was typed.

    What the service refuses stands beside its field with everything typed kept. Where somebody
    else changed the record meanwhile, the page says who and what they made of it, and the form
    goes on from there: sending it again is then a decision. A form with long texts is given its
    ``draft``.
    """
    if draft is not None:
        form = filled(form, draft)
    theirs: Told = []
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except Stale as stale:
            form.add_domain_error(stale)
            theirs = told(_rows(stale))
            form.data = {**request.POST.dict(), **_going_on(form, stale)}
        except DomainError as error:
            form.add_domain_error(error)
        else:
            if draft is not None:
                discard_draft(writer=draft.writer_key, form=draft.form, record=draft.record_key)
            messages.success(request, str(page.done))
            return redirect(page.back)
    form.helper.form_tag = False
    context = {"form": form, "page": page, "theirs": theirs, "draft": draft}
    return render(request, "people/act.html", context)


def _rows(stale: Stale) -> tuple[Any, ...]:
    return stale.theirs if isinstance(stale.theirs, tuple) else (stale.theirs,)


def _going_on(form: GovukForm, stale: Stale) -> dict[str, str]:
    """Return the hidden value that says the writer has now seen what the other person saved."""
    if "version" in form.fields:
        return {"version": str(stale.theirs.version)}
    return {"seen": digest_of(_rows(stale))}
