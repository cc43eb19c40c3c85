"""The main navigation: which pages are offered to whom, by the name of their route."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.enums import Role


@dataclass(frozen=True)
class Entry:
    """A page in the navigation. ``roles`` empty: for everybody who is signed in."""

    route: str
    text: str | Promise
    roles: tuple[Role, ...] = ()


ENTRIES = (
    Entry("home", _("Home")),
    Entry("journal", _("My journal"), (Role.CASEWORKER,)),
    Entry(
        "review_list",
        _("File reviews"),
        (Role.CASEWORKER, Role.SUPERVISOR, Role.LEAD_OF_CASEWORK),
    ),
    Entry(
        "action_list",
        _("Actions"),
        (Role.CASEWORKER, Role.SUPERVISOR, Role.LEAD_OF_CASEWORK, Role.HR),
    ),
    Entry("case_list", _("Cases"), (Role.CASEWORKER, Role.SUPERVISOR, Role.LEAD_OF_CASEWORK)),
    Entry("plan", _("My plan"), (Role.CASEWORKER,)),
    Entry("expected_of_me", _("Expected of me"), (Role.CASEWORKER, Role.SUPERVISOR)),
    Entry("team_board", _("My team"), (Role.SUPERVISOR,)),
    Entry("framework_list", _("Frameworks")),
    Entry("rule_list", _("Rules in force")),
    Entry("theme_list", _("Themes and learning"), (Role.HR, Role.STAFF_REPRESENTATIVE)),
    Entry("framework_register", _("Frameworks loaded"), (Role.FRAMEWORK_ADMIN,)),
    Entry("value_list", _("Values and aims"), (Role.FRAMEWORK_ADMIN, Role.ORGANISATION_ADMIN)),
    Entry(
        "recruitment_pack_list",
        _("Recruitment packs"),
        (Role.SUPERVISOR, Role.HR, Role.FRAMEWORK_ADMIN),
    ),
    Entry(
        "service_standards",
        _("Service standards"),
        (Role.SUPERVISOR, Role.LEAD_OF_CASEWORK, Role.HR, Role.STAFF_REPRESENTATIVE),
    ),
    Entry("record_people", _("Records of learning"), (Role.HR,)),
    Entry("person_list", _("People"), (Role.ORGANISATION_ADMIN,)),
    Entry("team_list", _("Teams"), (Role.ORGANISATION_ADMIN,)),
    Entry("organisation_change", _("Settings"), (Role.ORGANISATION_ADMIN,)),
)


def navigation_of(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries offered to this user: text, href, and whether one is on that page.

    An entry whose route an installation does not serve is left out.
    """
    if not request.user.is_authenticated:
        return []
    scope = request.scope  # type: ignore[attr-defined]
    offered = []
    for entry in ENTRIES:
        if entry.roles and not scope.has(*entry.roles):
            continue
        try:
            href = reverse(entry.route)
        except NoReverseMatch:
            continue
        here = request.path == href or (href != "/" and request.path.startswith(href))
        offered.append({"text": entry.text, "href": href, "current": here})
    return offered
