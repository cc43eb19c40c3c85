"""Who asks for which page: the same people and the same pages in every benchmark."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.urls import reverse

from assessments.enums import BEFORE_SUBMITTED, ReviewState
from assessments.models import Evidence, FileReview
from people.enums import Role
from people.models import AccessRole, User

SHARED = (ReviewState.SHARED, ReviewState.ACKNOWLEDGED, ReviewState.CLOSED)


@dataclass(frozen=True)
class Page:
    """A main page and what is asked of it.

    :ivar rows: of the bare view beside it.
    :ivar times, more: the aim in ms is ``times`` the bare view and ``more``.
    :ivar queries: the most it may ask of the database.
    """

    name: str
    who: str
    path: str
    rows: int = 50
    times: float = 1.5
    more: float = 12
    queries: int = 10

    @property
    def bare(self) -> str:
        return f"/bare/{self.rows}/"

    def aim(self, bare_ms: float) -> float:
        return self.times * bare_ms + self.more


def cookie_of(user: User) -> str:
    """Sign somebody in without the form, and return the cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def cast() -> dict[str, User]:
    """Return a caseworker with the most evidence, their supervisor, a reviewer at work, HR, the
    lead of casework and an organisation admin: as many of them as the database has."""
    most = Evidence.objects.values("person").annotate(n=Count("pk")).order_by("-n", "person")
    caseworker = User.objects.get(pk=most[0]["person"])
    line = caseworker.lines.filter(to_on__isnull=True).first()
    found = {"caseworker": caseworker, "supervisor": line.supervisor if line else caseworker}
    running = FileReview.objects.filter(state__in=BEFORE_SUBMITTED).order_by("pk").first()
    if running:
        found["reviewer"] = running.reviewer
    for name, role in (
        ("hr", Role.HR),
        ("lead", Role.LEAD_OF_CASEWORK),
        ("admin", Role.ORGANISATION_ADMIN),
    ):
        held = AccessRole.objects.filter(role=role, to_on__isnull=True).order_by("pk").first()
        if held:
            found[name] = held.user
    return found


def pages(people: dict[str, User]) -> list[Page]:
    """Return the main pages of these people."""
    amira = people["caseworker"].pk
    evidence = Evidence.objects.filter(person=amira).order_by("pk").select_related("version")[0]
    area = evidence.area_id
    shared = FileReview.objects.filter(person=amira, state__in=SHARED).order_by("pk")[0].pk
    running = FileReview.objects.filter(
        state__in=BEFORE_SUBMITTED, reviewer=people.get("reviewer")
    ).order_by("pk")
    found = [
        Page("home, caseworker", "caseworker", reverse("home"), 25, queries=15),
        Page("journal", "caseworker", reverse("journal")),
        Page("profile", "caseworker", reverse("my_profile")),
        Page("evidence of an area", "caseworker", reverse("evidence_list", args=[amira, area])),
        Page("reviews, caseworker", "caseworker", reverse("review_list")),
        Page("read a review", "caseworker", reverse("review_detail", args=[shared])),
        Page("my record", "caseworker", reverse("record_detail", args=[amira])),
        Page("who looked at my record", "caseworker", reverse("record_views")),
        Page("home, supervisor", "supervisor", reverse("home"), 25, queries=15),
        Page("team board", "supervisor", reverse("team_board")),
        Page("reviews, supervisor", "supervisor", reverse("review_list")),
        Page("case files, supervisor", "supervisor", reverse("case_list")),
        Page("journal of another", "supervisor", reverse("person_journal", args=[amira])),
        Page("judge an area", "supervisor", reverse("judgement_add", args=[amira, area])),
        *(
            Page(
                "review form",
                "reviewer",
                reverse("review_write", args=[review.pk]),
                rows=190,
                times=3,
                more=0,
                queries=15,
            )
            for review in running[:1]
        ),
        Page("home, lead of casework", "lead", reverse("home"), 25, queries=15),
        Page("case files, lead of casework", "lead", reverse("case_list")),
        Page("people, HR", "hr", reverse("record_people")),
        Page("people, organisation admin", "admin", reverse("person_list")),
    ]
    return [page for page in found if page.who in people]
