"""Whether search engines may list the public pages: no, until the organisation says so."""

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.services.settings import setting
from core.settings_registry import register

LISTED = "frameworks.listed_by_search_engines"
NOT_LISTED = "noindex"

_ASKED = "_listed_by_search_engines"


def register_settings() -> None:
    """Make the setting known; the app calls it when it is made ready."""
    register(LISTED, False, _("Search engines may list the public pages of frameworks"))


def are_listed(on: dt.date) -> bool:
    """Say whether search engines may list the public pages of frameworks on a day."""
    return bool(setting(LISTED, on))


def robots_of(request: HttpRequest, *, public: bool) -> str:
    """Return what a page says to search engines; "" where they may list it.

    Asked of the database once a request, and only for a public page.
    """
    if not public:
        return NOT_LISTED
    if not hasattr(request, _ASKED):
        setattr(request, _ASKED, are_listed(today()))
    return "" if getattr(request, _ASKED) else NOT_LISTED
