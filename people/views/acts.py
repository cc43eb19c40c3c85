"""One page for each act: its form, what it asks of a service, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from core.errors import DomainError, Stale
from core.forms import GovukForm
from people.requests import Request


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
    theirs: Callable[[Any], list[tuple[Any, Any]]] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, call the service with what was typed.

    What the service refuses stands beside its field with everything typed kept. Where somebody
    else changed the record meanwhile, ``theirs`` says what they made of it, and the form goes on
    from there: sending it again is then a decision.
    """
    seen: list[tuple[Any, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except Stale as stale:
            form.add_domain_error(stale)
            seen = theirs(stale.theirs) if theirs else []
            form.data = {**request.POST.dict(), "version": str(stale.theirs.version)}
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, str(page.done))
            return redirect(page.back)
    form.helper.form_tag = False
    return render(request, "people/act.html", {"form": form, "page": page, "theirs": seen})
