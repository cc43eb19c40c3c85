"""Who opens a draft: framework admins. To everybody else it looks as if there were none."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import rules
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse

from core.keys import key_of
from core.models import AuditEvent
from frameworks.models import Version
from frameworks.parts import SORTS, Sort


class Request(HttpRequest):
    """A request with its user's scope and the day it came on."""

    scope: Any
    today: dt.date


def draft_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the draft of the framework that its address names."""

    @wraps(view)
    def served(request: Request, code: str, **kwargs: Any) -> HttpResponse:
        for_editors_only(request)
        draft = (
            Version.objects.drafts()
            .filter(framework__code=code)
            .select_related("framework", "derived_from__framework")
            .first()
        )
        if draft is None:
            raise Http404
        return view(request, draft, **kwargs)

    return served


def for_editors_only(request: Request) -> None:
    """Hide what is not published from whoever does not keep the frameworks.

    :raises Http404: for everybody else.
    """
    if not rules.has_perm("frameworks.edit", request.scope):
        raise Http404


def sort_of(name: str) -> Sort:
    """Return the sort of statement that an address names.

    :raises Http404: there is none such.
    """
    if name not in SORTS:
        raise Http404
    return SORTS[name]


@dataclass(frozen=True)
class LastChange:
    """Who changed a row last, and when."""

    by: str
    at: dt.datetime


def last_change(row: Any) -> LastChange | None:
    """Return the last act on a row, by the trail."""
    return _told(AuditEvent.objects.filter(record_key=key_of(row)))


def last_act(draft: Version, act: str, **said: str) -> LastChange | None:
    """Return who did this act on a draft last, by the trail: to this purpose or role level."""
    detail = {f"detail__data__{name}": value for name, value in said.items()}
    return _told(AuditEvent.objects.filter(act=act, record_key=key_of(draft), **detail))


def last_drop(draft: Version, key: str) -> LastChange | None:
    """Return who left a statement of a draft out, by the trail."""
    return _told(
        AuditEvent.objects.filter(
            act="framework.part_dropped",
            detail__data__framework=draft.framework.code,
            detail__data__key=key,
        )
    )


def _told(events: Any) -> LastChange | None:
    event = events.order_by("-id").first()
    if event is None:
        return None
    people = get_user_model()._default_manager
    prefix, _colon, pk = event.actor_key.rpartition(":")
    person = people.filter(pk=pk).first() if pk.isdigit() and prefix else None
    return LastChange(str(getattr(person, "name", event.actor_key)), event.at)
