"""Who gets what answer from which route: one row a route, requested for real by everybody.

To add a route, add one line to the list of its app:

    Row("case_list", only("caseworker", "supervisor")),
    Row("review_detail", only("caseworker", "supervisor", hidden=True), review_of_amira),
    Row("review_share", only("supervisor", hidden=True, seen_by=("caseworker",)), review_of_amira,
        post={}),
    Row("public_framework", PUBLIC, a_framework),

- the third part is a function of the cast (``cast.caseworker``, ``cast.supervisor`` ...) that makes
  real objects with the factories, *about Amira (caseworker)* wherever a route is about a person, and
  returns the arguments of the route, e.g. ``{"pk": review.pk}``;
- ``only(*who)``: these get 200 (a POST: the redirect 302); everybody else who is signed in gets 403,
  or 404 with ``hidden=True`` (a record that may not be seen); ``seen_by``: may see it, yet not do
  this (403 although others get 404); ``EVERYBODY``: whoever is signed in;
- nobody signed in, and the leaver, are sent to sign in: that needs no word in a row;
- ``PUBLIC``: everybody, without touching the session; ``DOOR``: everybody, with a session
  (sign-in pages); ``answers={...}`` overrides single answers, e.g. ``answers={"hr": 302}``;
- ``post={...}`` (or a function of the cast and the arguments) makes it a POST. Without it the row
  is a GET, and whoever is refused is also refused an empty POST.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from core.clock import today

#: Everybody of the cast who asks for each route. Amira is the person concerned.
WHO = (
    "caseworker",
    "supervisor",
    "manager",
    "other_caseworker",
    "other_supervisor",
    "hr",
    "framework_admin",
    "organisation_admin",
    "data_protection_lead",
    "staff_representative",
)
#: Those without a way in: no session, and a session from before they left.
OUTSIDE = ("anonymous", "leaver")


@dataclass(frozen=True)
class Access:
    """Who is let through, and what the others who are signed in get."""

    let_in: frozenset[str]
    refusal: int = 403
    seen_by: frozenset[str] = frozenset()
    public: bool = False
    session: bool = True


def only(*who: str, hidden: bool = False, seen_by: tuple[str, ...] = ()) -> Access:
    """Let these through; the others get 403, or 404 where the record is hidden from them."""
    unknown = {*who, *seen_by} - set(WHO)
    assert not unknown, f"not of the cast: {unknown}"
    return Access(frozenset(who), 404 if hidden else 403, frozenset(seen_by))


EVERYBODY = only(*WHO)
PUBLIC = Access(frozenset(WHO), public=True, session=False)
DOOR = Access(frozenset(WHO), public=True)


@dataclass(frozen=True)
class Row:
    """One route and its answers."""

    route: str
    access: Access
    arguments: Callable[[Any], Mapping[str, Any]] = lambda cast: {}
    post: Any = None
    answers: Mapping[str, int] = field(default_factory=dict)
    query: str = ""

    def expected(self, who: str) -> int:
        """Return the status this one of the cast should get."""
        if who in self.answers:
            return self.answers[who]
        if who in OUTSIDE and not self.access.public:
            return 302
        if who in OUTSIDE or who in self.access.let_in:
            return 200 if self.post is None else 302
        return 403 if who in self.access.seen_by else self.access.refusal


def a_framework(
    *parts: str, adopted: bool = True, levels: bool = False, **rest: str
) -> Callable[[Any], Any]:
    """Publish a framework; its pages are public where it is adopted."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.frameworks.factories import ROLES, publish

        version = publish(adopted=adopted, **(ROLES if levels else {}))
        known = {"code": version.framework.code, "number": version.number}
        return {part: known[part] for part in parts} | rest

    return made


def a_sheet(cast: Any) -> dict[str, Any]:
    """Compare a sheet that a framework admin uploads."""
    from tests.frameworks.factories import publish
    from tests.frameworks.sheet_kit import changed

    version = publish()
    run = changed(version, lambda rows: rows[0].update(Behaviour="Plans"), cast.framework_admin)
    return {"code": version.framework.code, "pk": run.pk}


def a_sheet_file(cast: Any) -> dict[str, Any]:
    return {**a_sheet(cast), "ending": "csv"}


def a_draft(*parts: str, **rest: str) -> Callable[[Any], Any]:
    """Begin a draft of a framework that is in use."""

    def made(cast: Any) -> dict[str, Any]:
        from frameworks.services.drafting import start_new_version
        from tests.frameworks.factories import BY, ROLES, publish

        draft = start_new_version(framework=publish(**ROLES).framework, by=BY)
        return {"code": draft.framework.code} | rest

    return made


KEEPS_VALUES = only("framework_admin", "organisation_admin")


def a_value(cast: Any) -> Mapping[str, Any]:
    from frameworks.models import OrganisationValue

    value = OrganisationValue.objects.create(kind="value", text="We listen.", from_on=today())
    return {"pk": value.pk}


def a_value_link(cast: Any) -> Mapping[str, Any]:
    from frameworks.models import ValueLink
    from tests.frameworks.factories import publish

    link = ValueLink.objects.create(
        value_id=a_value(cast)["pk"],
        framework=publish().framework,
        area_key="analytical.curious",
        reason="It asks why.",
    )
    return {"pk": link.pk}


def a_map_link(cast: Any) -> Mapping[str, Any]:
    from frameworks.models import MapLink
    from tests.frameworks.factories import publish

    link = MapLink.objects.create(
        from_framework=publish().framework,
        from_key="analytical.curious",
        to_framework=publish(framework__code="other").framework,
        to_key="analytical.curious",
        relation="same_as",
        reason="Both ask why.",
        made_on=today(),
    )
    return {"pk": link.pk}


def two_versions(adopted: bool = True) -> Callable[[Any], Any]:
    """Publish a framework twice; people record under the later version where it is adopted."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.frameworks.factories import publish

        publish(adopted=adopted)
        return {"code": "example", "number": publish(adopted=adopted, version__number=2).number}

    return made


CORE: list[Row] = [
    # Without a draft key there is nothing to keep; tests/core/test_drafts.py has the rest.
    Row("draft_save", DOOR, post={}, answers=dict.fromkeys((*WHO, *OUTSIDE), 400)),
]

#: Drafts, and what begins them: framework admins alone know of them.
EDITORS = only("framework_admin", hidden=True)
AN_AREA = {"sort": "area", "key": "analytical.methodical"}
DRAFTS: list[Row] = [
    Row("draft_start", EDITORS, a_framework("code"), post={}),
    Row("framework_derive", EDITORS, a_framework("code")),
    Row("draft_detail", EDITORS, a_draft()),
    Row("draft_compare", EDITORS, a_draft()),
    Row("draft_publish", EDITORS, a_draft(), post={}),
    Row("draft_discard", EDITORS, a_draft()),
    Row("draft_sheet", EDITORS, a_draft(ending="csv")),
    Row("draft_front", EDITORS, a_draft()),
    Row("draft_use", EDITORS, a_draft(purpose="development")),
    Row("level_add", EDITORS, a_draft()),
    Row("level_remove", EDITORS, a_draft(key="l1"), post={}),
    Row("band_add", EDITORS, a_draft()),
    Row("band_remove", EDITORS, a_draft(key="l1-2"), post={}),
    Row("rule_detail", EDITORS, a_draft(key="l1")),
    Row("rule_line", EDITORS, a_draft(key="l1", alternative=1, line=1)),
    Row("rule_line_remove", EDITORS, a_draft(key="l1", alternative=1, line=1), post={}),
    Row("part_add", EDITORS, a_draft(sort="behaviour")),
    Row("part_detail", EDITORS, a_draft(**AN_AREA)),
    Row("part_change", EDITORS, a_draft(**AN_AREA)),
    Row("part_move", EDITORS, a_draft(**AN_AREA), post={"down": "1"}),
    Row("part_drop", EDITORS, a_draft(**AN_AREA)),
    Row("part_put_back", EDITORS, a_draft(**AN_AREA), post={}),
    Row("part_replace", EDITORS, a_draft(**AN_AREA)),
]

FRAMEWORKS: list[Row] = [
    *DRAFTS,
    Row("version_compare", PUBLIC, two_versions()),
    Row("version_compare", EVERYBODY, two_versions(adopted=False)),
    Row("version_move", only("framework_admin"), two_versions()),
    Row(
        "version_move_team",
        only("framework_admin"),
        lambda cast: two_versions()(cast) | {"team_pk": cast.caseworker.posts.get().team_id},
    ),
    Row("framework_list", PUBLIC),
    Row("framework_search", PUBLIC, query="?q=decision"),
    Row("framework_register", EVERYBODY),
    Row("value_list", EVERYBODY),
    Row("value_add", KEEPS_VALUES),
    Row("value_end", KEEPS_VALUES, a_value),
    Row("value_link", KEEPS_VALUES, a_value),
    Row("value_unlink", KEEPS_VALUES, a_value_link, post={}),
    Row("map_list", EVERYBODY),
    Row("map_add", only("framework_admin")),
    Row("map_end", only("framework_admin"), a_map_link),
    Row("framework_search_engines", only("framework_admin", "organisation_admin")),
    Row(
        "framework_search_engines",
        only("framework_admin", "organisation_admin"),
        post=lambda cast, arguments: {
            "listed": "yes",
            "from_on-day": today().day,
            "from_on-month": today().month,
            "from_on-year": today().year,
        },
    ),
    Row("robots_txt", PUBLIC),
    Row("framework_use", only("framework_admin"), a_framework("code")),
    Row("framework_use", only("framework_admin"), a_framework("code"), post={"use": "stop"}),
    Row("framework_detail", PUBLIC, a_framework("code")),
    Row("framework_detail", EVERYBODY, a_framework("code", adopted=False)),
    Row("framework_version", PUBLIC, a_framework("code", "number")),
    Row("framework_version", EVERYBODY, a_framework("code", "number", adopted=False)),
    Row("framework_about", PUBLIC, a_framework("code", "number")),
    Row("framework_about", EVERYBODY, a_framework("code", "number", adopted=False)),
    Row("competency_detail", PUBLIC, a_framework("code", "number", key="analytical")),
    Row(
        "competency_detail",
        EVERYBODY,
        a_framework("code", "number", key="analytical", adopted=False),
    ),
    Row("framework_sheet", PUBLIC, a_framework("code", "number", ending="csv")),
    Row("framework_sheet", EVERYBODY, a_framework("code", "number", ending="xlsx", adopted=False)),
    Row("sheet_upload", only("framework_admin"), a_framework("code")),
    Row("sheet_detail", only("framework_admin"), a_sheet),
    Row("sheet_apply", only("framework_admin"), a_sheet, post={}),
    Row("sheet_abandon", only("framework_admin"), a_sheet, post={}),
    Row("sheet_faults", only("framework_admin"), a_sheet_file),
    Row("area_detail", PUBLIC, a_framework("code", "number", key="analytical.methodical")),
    Row(
        "area_detail",
        EVERYBODY,
        a_framework("code", "number", key="analytical.methodical", adopted=False),
    ),
    *(
        Row(route, access, a_framework("code", "number", levels=True, adopted=adopted, **rest))
        for route, rest in (
            ("level_list", {}),
            ("level_detail", {"key": "l2"}),
            ("level_compare", {"key": "l1", "other": "l2"}),
            ("role_profile_detail", {"key": "profile.leader"}),
        )
        for access, adopted in ((PUBLIC, True), (EVERYBODY, False))
    ),
]


def a_framework_to_recruit_by(cast: Any) -> dict[str, Any]:
    from tests.frameworks.factories import publish

    use = {"purpose": "recruitment", "permitted": True, "sentence": "Recruit by it."}
    version = publish(permitted_uses=[use])
    return {"code": version.framework.code, "number": version.number}


RECRUITS = only("supervisor", "other_supervisor", "manager", "hr", "framework_admin")


def amira(cast: Any) -> dict[str, Any]:
    return {"pk": cast.caseworker.pk}


def days_away(cast: Any) -> dict[str, Any]:
    from tests.factories import LONG_AGO, AbsenceFactory

    return {"pk": AbsenceFactory(user=cast.caseworker, from_on=LONG_AGO).pk}


def amiras_adjustment(agreed: bool = False) -> Callable[[Any], dict[str, Any]]:
    """Proposed by Amira; Ben agrees or is yet to."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.factories import AdjustmentFactory

        signed = {"agreed_by": cast.supervisor, "agreed_at": timezone.now()} if agreed else {}
        return {"pk": AdjustmentFactory(user=cast.caseworker, **signed).pk}

    return made


def cover_of_ben(cast: Any) -> dict[str, Any]:
    from tests.factories import CoverFactory

    dates = {"from_on": today(), "to_on": today()}
    return {"pk": CoverFactory(covered=cast.supervisor, deputy=cast.other_supervisor, **dates).pk}


ADMIN = only("organisation_admin")
#: A role is given and ended with a fresh password: its page sends to confirm it first.
CONFIRM_FIRST = {"organisation_admin": 302}
PEOPLE: list[Row] = [
    Row("person_list", ADMIN),
    Row("person_list", ADMIN, post={"standing": "all"}),
    Row("person_create", ADMIN),
    Row("person_create", ADMIN, post={"name": "Nia Bell", "email": "nia.bell@example.org"}),
    Row("person_detail", ADMIN, amira),
    Row("person_change", ADMIN, amira),
    Row("person_leave", ADMIN, amira),
    Row("person_invite", ADMIN, amira, post={}),
    Row("person_sign_in_stop", ADMIN, amira, post={}),
    Row("person_sign_in_allow", ADMIN, amira, post={}),
    Row("post_create", ADMIN, amira),
    Row("post_change", ADMIN, lambda cast: {"pk": cast.caseworker.posts.get().pk}),
    Row("post_end", ADMIN, lambda cast: {"pk": cast.caseworker.posts.get().pk}),
    Row("level_set", ADMIN, lambda cast: {"pk": cast.caseworker.posts.get().pk}),
    Row("line_set", ADMIN, amira),
    Row("line_end", ADMIN, lambda cast: {"pk": cast.caseworker.lines.get().pk}),
    Row("cover_create", ADMIN, lambda cast: {"pk": cast.supervisor.pk}),
    Row("cover_end", ADMIN, cover_of_ben),
    Row("role_give", ADMIN, amira, answers=CONFIRM_FIRST),
    Row(
        "role_end",
        ADMIN,
        lambda cast: {"pk": cast.caseworker.access_roles.get().pk},
        answers=CONFIRM_FIRST,
    ),
    Row("team_list", ADMIN),
    Row("team_create", ADMIN),
    Row("team_change", ADMIN, lambda cast: {"pk": cast.caseworker.posts.get().team_id}),
    Row("organisation_change", ADMIN),
    Row("arrangement_list", only("caseworker", "supervisor", "manager", hidden=True), amira),
    Row(
        "absence_create",
        only(
            "caseworker",
            "supervisor",
            "organisation_admin",
            hidden=True,
            seen_by=("manager", "hr", "data_protection_lead"),
        ),
        amira,
    ),
    Row(
        "absence_change",
        only("caseworker", "supervisor", "organisation_admin", hidden=True, seen_by=("manager",)),
        days_away,
    ),
    Row(
        "absence_take_back",
        only("caseworker", "supervisor", "organisation_admin", hidden=True, seen_by=("manager",)),
        days_away,
        post={},
    ),
    Row(
        "adjustment_create",
        only("caseworker", "supervisor", hidden=True, seen_by=("manager",)),
        amira,
    ),
    Row(
        "adjustment_agree",
        only("caseworker", "supervisor", hidden=True),
        amiras_adjustment(),
        post={},
    ),
    Row(
        "adjustment_take_back",
        only("caseworker", "supervisor", hidden=True),
        amiras_adjustment(),
        post={},
    ),
    Row(
        "adjustment_end",
        only("caseworker", "supervisor", hidden=True, seen_by=("manager",)),
        amiras_adjustment(agreed=True),
    ),
    Row("account_detail", EVERYBODY),
    Row("mail_choice", EVERYBODY),
    Row("invitation_accept", DOOR),
    Row(
        "invitation_open",
        DOOR,
        lambda cast: {"token": "not-a-token"},
        answers=dict.fromkeys((*WHO, *OUTSIDE), 302),
    ),
]


ANSWERS_FOR_AMIRA = ("supervisor", "manager")


def case_of_amira(cast: Any) -> dict[str, Any]:
    """A case file that Amira holds."""
    from tests.cases.factories import held_file

    return {"pk": held_file(cast.caseworker).pk}


def holding_action_of_amira(cast: Any) -> dict[str, Any]:
    """A holding action that Amira was told of; Dilys opened it, as a reviewer may."""
    from tests.cases.factories import (
        HoldingActionAnswerFactory,
        HoldingActionFactory,
        held_file,
    )

    action = HoldingActionFactory(
        case_file=held_file(cast.caseworker),
        told=cast.caseworker,
        opened_by=cast.other_supervisor,
    )
    HoldingActionAnswerFactory(holding_action=action, by=cast.caseworker)
    return {"pk": action.pk}


def conflict_of_amira(cast: Any) -> dict[str, Any]:
    from tests.cases.factories import ConflictFactory

    return {"pk": ConflictFactory(user=cast.caseworker, reference="HB/1").pk}


def a_service_area(cast: Any) -> dict[str, Any]:
    from tests.cases.factories import ServiceAreaFactory

    return {"pk": ServiceAreaFactory().pk}


def an_upload(cast: Any) -> dict[str, Any]:
    """A comparison that Grace made, of a file that adds one case file of Amira's."""
    from tests.cases.factories import compared_upload

    return {"pk": compared_upload(cast.manager, holder=cast.caseworker).pk}


CHANGES_CASE_OF_AMIRA = only(*ANSWERS_FOR_AMIRA, hidden=True, seen_by=("caseworker",))
CASES: list[Row] = [
    Row("case_list", EVERYBODY),
    Row("case_add", only("supervisor", "other_supervisor", "manager")),
    Row("case_detail", only("caseworker", *ANSWERS_FOR_AMIRA, hidden=True), case_of_amira),
    Row("case_change", CHANGES_CASE_OF_AMIRA, case_of_amira),
    Row("case_hand_over", CHANGES_CASE_OF_AMIRA, case_of_amira),
    Row("case_part_add", CHANGES_CASE_OF_AMIRA, case_of_amira),
    Row("upload_add", only("manager")),
    Row("upload_detail", only("manager"), an_upload),
    Row("upload_apply", only("manager"), an_upload, post={}),
    Row("upload_abandon", only("manager"), an_upload, post={}),
    Row("upload_errors", only("manager"), an_upload),
    Row("upload_template", only("manager"), lambda cast: {"ending": "xlsx"}),
    Row("holding_action_add", only("caseworker", *ANSWERS_FOR_AMIRA, hidden=True), case_of_amira),
    Row(
        "holding_action_detail",
        only("caseworker", *ANSWERS_FOR_AMIRA, "other_supervisor", hidden=True),
        holding_action_of_amira,
    ),
    Row(
        "holding_action_answer",
        only("caseworker", *ANSWERS_FOR_AMIRA, "other_supervisor", hidden=True),
        holding_action_of_amira,
        post={"text": "The tribunal was asked."},
    ),
    Row(
        "holding_action_close",
        only("caseworker", *ANSWERS_FOR_AMIRA, hidden=True, seen_by=("other_supervisor",)),
        holding_action_of_amira,
        post={},
    ),
    Row("holding_policy_list", EVERYBODY),
    Row(
        "holding_policy_change",
        only("manager", "organisation_admin"),
        lambda cast: {"kind": "confidentiality"},
    ),
    Row("conflict_list", EVERYBODY),
    Row("conflict_add", EVERYBODY),
    Row(
        "conflict_end",
        only("caseworker", hidden=True, seen_by=("supervisor",)),
        conflict_of_amira,
        post={},
    ),
    Row("service_area_list", only("manager", "organisation_admin")),
    Row("service_area_add", only("manager", "organisation_admin")),
    Row("service_area_change", only("manager", "organisation_admin"), a_service_area),
]


def review_of_amira(step: str, **rest: Any) -> Callable[[Any], Any]:
    """Ben's review of a file of Amira's, asked for by Grace, at a step of its way."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.factories import review_at

        return {"pk": review_at(cast, step).pk} | rest

    return made


def blind_review_of_amira(step: str) -> Callable[[Any], Any]:
    """A review of Amira's file by Ben and, blind, by Dilys, at a step of its way."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.factories import blind_at

        return {"pk": blind_at(cast, step).pk}

    return made


def dispute_of_amira(step: str, *, review: bool = False) -> Callable[[Any], Any]:
    """Amira's dispute of Ben's review, at a step of its way; or the review it is about."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.factories import dispute_at

        dispute = dispute_at(cast, step)
        return {"pk": dispute.review_id if review else dispute.pk}

    return made


def judgement_of_amira(cast: Any) -> dict[str, Any]:
    from assessments.models import Evidence
    from frameworks.models import Degree
    from tests.records.factories import judgement_of

    an_area_of_amira(cast)
    row = Evidence.objects.filter(person=cast.caseworker).first()
    word = Degree.objects.filter(version=row.version).latest("position").word
    made = judgement_of(cast.caseworker, row.area, cast.supervisor, word, rests_on=(row,))
    return {"pk": made.pk}


def level_of_amira(cast: Any) -> dict[str, Any]:
    from assessments.services.monitoring import set_monitoring
    from people.scope import scope_for

    level = set_monitoring(
        person=cast.caseworker,
        level="light",
        why="trusted",
        reason="Six reviews without a point to improve.",
        from_on=today(),
        by=cast.supervisor,
        scope=scope_for(cast.supervisor, today()),
    )
    return {"pk": level.pk}


def an_area_of_amira(cast: Any) -> dict[str, Any]:
    """Amira, and an area on which Ben has given evidence about her."""
    from assessments.models import Evidence
    from tests.assessments.factories import review_at

    review = review_at(cast, "shared")
    area = Evidence.objects.filter(review=review).values_list("area_id", flat=True)[0]
    return {"person_pk": cast.caseworker.pk, "area_pk": area}


def a_file_of_amira(cast: Any) -> dict[str, Any]:
    from core.clock import today
    from tests.assessments.factories import closed_file_of

    return {"case_pk": closed_file_of(cast.caseworker, today()).pk}


def action_of_amira(state: str = "open") -> Callable[[Any], Any]:
    """An action that Ben raised from his review of Amira's work; hers to do."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.action_factories import action_at

        return {"pk": action_at(cast, state).pk}

    return made


def below_standard_of_amira(step: str) -> Callable[[Any], Any]:
    """A criterion that Amira's reviews do not meet again and again, at a step of its way."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.action_factories import below_standard_at

        return {"pk": below_standard_at(cast, step).pk}

    return made


def file_of_amira(cast: Any) -> dict[str, Any]:
    """A file that Amira added to an action of hers."""
    from assessments.services.attachment import add_attachment
    from tests.assessments.action_factories import action_at, scope, text_file

    row = add_attachment(
        parent=action_at(cast, "open"),
        upload=text_file(),
        shows="My notes",
        by=cast.caseworker,
        scope=scope(cast.caseworker),
    )
    return {"pk": row.pk}


def a_theme(shared: bool) -> Callable[[Any], Any]:
    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.theme_factories import theme_of

        return {"pk": theme_of(cast.manager, shared=shared).pk}

    return made


THEMES: list[Row] = [
    Row("theme_list", EVERYBODY),
    Row("point_add", EVERYBODY),
    Row("theme_add", only("manager")),
    Row("theme_share", only("manager"), a_theme(shared=False), post={}),
    Row("theme_close", only("manager"), a_theme(shared=True)),
]

ATTACHMENTS: list[Row] = [
    Row(
        "attachment_add",
        only("caseworker", "supervisor", hidden=True, seen_by=("manager",)),
        lambda cast: {"sort": "action"} | action_of_amira()(cast),
    ),
    Row("attachment_get", only("caseworker", "supervisor", "manager", hidden=True), file_of_amira),
    Row(
        "attachment_withdraw",
        only("caseworker", "supervisor", hidden=True, seen_by=("manager",)),
        file_of_amira,
    ),
]

BELOW_STANDARD: list[Row] = [
    Row("below_standard_detail", only("supervisor", hidden=True), below_standard_of_amira("new")),
    Row(
        "below_standard_detail",
        only("caseworker", "supervisor", hidden=True),
        below_standard_of_amira("told"),
    ),
    Row(
        "below_standard_bears",
        only("supervisor", hidden=True, seen_by=("caseworker",)),
        below_standard_of_amira("told"),
    ),
    Row(
        "below_standard_tell",
        only("supervisor", hidden=True),
        below_standard_of_amira("asked"),
        post={},
    ),
    Row(
        "below_standard_hear",
        only("caseworker", hidden=True, seen_by=("supervisor",)),
        below_standard_of_amira("told"),
    ),
    Row(
        "below_standard_decide",
        only("supervisor", hidden=True, seen_by=("caseworker",)),
        below_standard_of_amira("heard"),
    ),
]

READ_ACTION_OF_AMIRA = only("caseworker", "supervisor", "manager", hidden=True)
ACTIONS: list[Row] = [
    Row("action_list", EVERYBODY),
    Row(
        "action_add",
        only("supervisor", hidden=True, seen_by=("caseworker",)),
        review_of_amira("shared"),
    ),
    Row("action_detail", READ_ACTION_OF_AMIRA, action_of_amira()),
    Row(
        "action_done",
        only("caseworker", hidden=True, seen_by=("supervisor", "manager")),
        action_of_amira(),
    ),
    Row(
        "action_check",
        only("supervisor", "manager", hidden=True, seen_by=("caseworker",)),
        action_of_amira("done"),
    ),
    Row(
        "action_hand_over",
        only("supervisor", "manager", hidden=True, seen_by=("caseworker",)),
        action_of_amira(),
    ),
    Row(
        "action_withdraw",
        only("supervisor", "manager", hidden=True, seen_by=("caseworker",)),
        action_of_amira(),
    ),
    Row("action_ask", only("hr")),
]

ASSESSMENTS: list[Row] = [
    *ACTIONS,
    *BELOW_STANDARD,
    *ATTACHMENTS,
    *THEMES,
    Row("review_list", EVERYBODY),
    Row("review_find_file", only("supervisor", "manager", "other_supervisor")),
    Row(
        "review_assign",
        only("supervisor", "manager"),
        a_file_of_amira,
        answers={"other_supervisor": 404},
    ),
    Row("review_write", only("supervisor", hidden=True), review_of_amira("assigned")),
    Row(
        "review_behaviours",
        only("supervisor", hidden=True),
        review_of_amira("assigned"),
        query="?finding=1",
    ),
    Row(
        "review_check",
        only("supervisor", hidden=True),
        review_of_amira("assigned"),
        answers={"supervisor": 302},
    ),
    Row("review_detail", only("supervisor", hidden=True), review_of_amira("assigned")),
    Row("review_detail", only("supervisor", "manager", hidden=True), review_of_amira("submitted")),
    Row("review_detail", only("caseworker", "supervisor", hidden=True), review_of_amira("shared")),
    Row("review_detail", only("caseworker", "supervisor", hidden=True), review_of_amira("closed")),
    Row(
        "review_share",
        only("supervisor", hidden=True, seen_by=("manager",)),
        review_of_amira("submitted"),
    ),
    Row(
        "review_earlier",
        only("supervisor", hidden=True, seen_by=("manager",)),
        review_of_amira("submitted"),
    ),
    Row(
        "review_reply",
        only("caseworker", hidden=True, seen_by=("supervisor",)),
        review_of_amira("shared"),
        post={"sort": "acknowledged"},
    ),
    Row(
        "review_add",
        only("supervisor", hidden=True, seen_by=("caseworker",)),
        review_of_amira("shared"),
    ),
    Row(
        "review_close",
        only("supervisor", hidden=True, seen_by=("caseworker",)),
        review_of_amira("acknowledged"),
        post={},
    ),
    Row(
        "review_withdraw",
        only("supervisor", hidden=True, seen_by=("caseworker",)),
        review_of_amira("shared"),
    ),
    Row(
        "judgement_add",
        only("supervisor", hidden=True, seen_by=("caseworker", "manager")),
        an_area_of_amira,
    ),
    Row("judgement_list", only("caseworker", "supervisor", hidden=True), an_area_of_amira),
]


def capability_sheet_of_amira(cast: Any) -> Mapping[str, Any]:
    from frameworks.enums import Purpose
    from supervision.models import CapabilitySheet
    from tests.records.factories import small_framework

    version = small_framework("support", uses={Purpose.CAPABILITY_SUPPORT: "It can help."})
    version.framework.adopted_on = today()
    version.framework.save()
    sheet = CapabilitySheet.objects.create(
        person=cast.caseworker,
        supervisor=cast.supervisor,
        version=version,
        opened_at=timezone.now(),
        bears=False,
    )
    return {"pk": sheet.pk}


def amira_with_support(cast: Any) -> Mapping[str, Any]:
    capability_sheet_of_amira(cast)
    return {"pk": cast.caseworker.pk}


THE_TWO = only("caseworker", "supervisor", hidden=True)


def a_round(step: str) -> Callable[[Any], Any]:
    """A round of Grace's over files of Amira's and Chidi's, at a step of its way."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.round_factories import round_at

        return {"pk": round_at(cast, step).pk}

    return made


def amiras_part(**rest: Any) -> Callable[[Any], Any]:
    """Amira's part in a round that is on; with a reviewer of hers where one is asked for."""

    def made(cast: Any) -> dict[str, Any]:
        from tests.assessments.round_factories import round_at

        round_ = round_at(cast, "running")
        found = {"pk": round_.shares.get(person=cast.caseworker).pk}
        if "reviewer" in rest:
            found["reviewer_pk"] = round_.drawn.filter(person=cast.caseworker)[0].reviewer_id
        return found

    return made


def a_drawn_file(cast: Any) -> dict[str, Any]:
    from tests.assessments.round_factories import round_at

    return {"pk": round_at(cast, "drawn").drawn.filter(person=cast.caseworker)[0].pk}


def objection_of_amira(cast: Any) -> dict[str, Any]:
    from tests.assessments.round_factories import objection_of, round_at

    return {"pk": objection_of(cast.caseworker, round_at(cast, "running")).pk}


def an_announced_change(cast: Any) -> dict[str, Any]:
    from tests.assessments.rule_factories import announced_change

    return {"pk": announced_change(cast.manager).pk}


def a_criteria_draft(cast: Any) -> dict[str, Any]:
    from tests.assessments.criteria_factories import criteria_draft

    return {"pk": criteria_draft(cast.manager).pk}


def announced_criteria_set(cast: Any) -> dict[str, Any]:
    from tests.assessments.criteria_factories import announced_criteria

    return {"pk": announced_criteria(cast.manager).pk}


def a_criterion(cast: Any) -> dict[str, Any]:
    from tests.assessments.criteria_factories import criteria_draft

    return {"pk": criteria_draft(cast.manager).criteria.all()[1].pk}


def a_criteria_set(cast: Any) -> dict[str, Any]:
    from tests.assessments.factories import default_criteria

    return {"pk": default_criteria().criteria_set_id}


def a_live_case_of_amira(cast: Any) -> dict[str, Any]:
    from tests.cases.factories import CaseFileFactory, HoldingFactory

    file = CaseFileFactory(closed_on=None)
    HoldingFactory(case_file=file, user=cast.caseworker, from_on=file.opened_on)
    return {"pk": file.pk}


def a_case_check_of_amira(cast: Any) -> dict[str, Any]:
    from assessments.services.coaching import check_case
    from cases.models import CaseFile
    from people.scope import scope_for

    ben = cast.supervisor
    file = CaseFile.objects.get(pk=a_live_case_of_amira(cast)["pk"])
    check = check_case(case_file=file, guidance="Ask first.", by=ben, scope=scope_for(ben, today()))
    return {"pk": check.pk}


def a_restriction(cast: Any) -> dict[str, Any]:
    from cases.models import CaseFile
    from tests.cases.naming_factories import restricted

    file = CaseFile.objects.get(pk=a_live_case_of_amira(cast)["pk"])
    return {"pk": restricted(file, cast.manager).pk}


def a_named_reviewer(cast: Any) -> dict[str, Any]:
    from cases.models import CaseFile
    from tests.cases.naming_factories import named

    file = CaseFile.objects.get(pk=a_live_case_of_amira(cast)["pk"])
    return {"pk": named(file, cast.other_supervisor, cast.manager).pk}


LEAD = only("manager")
BOTH_REVIEWERS = ("supervisor", "other_supervisor")
SETS_LEVELS = only("supervisor", "manager", "other_supervisor")
CONCERNED = ("caseworker", "supervisor", "manager")
ASSESSMENTS += [
    Row("dispute_list", EVERYBODY),
    Row("dispute_detail", only(*CONCERNED, hidden=True), dispute_of_amira("talked")),
    Row(
        "dispute_detail",
        only(*CONCERNED, "other_supervisor", hidden=True),
        dispute_of_amira("given"),
    ),
    Row(
        "dispute_talk",
        only("supervisor", hidden=True, seen_by=("caseworker", "manager")),
        dispute_of_amira("raised"),
    ),
    Row(
        "dispute_settle",
        only("caseworker", hidden=True, seen_by=("supervisor", "manager")),
        dispute_of_amira("talked"),
        post={},
    ),
    Row(
        "dispute_read",
        only("caseworker", hidden=True, seen_by=("supervisor", "manager")),
        dispute_of_amira("talked"),
        post={},
    ),
    Row(
        "dispute_assign",
        only("manager", hidden=True, seen_by=("supervisor", "caseworker")),
        dispute_of_amira("talked"),
    ),
    Row(
        "dispute_decide",
        only("other_supervisor", hidden=True, seen_by=CONCERNED),
        dispute_of_amira("given"),
    ),
    Row(
        "dispute_sheet",
        only("other_supervisor", hidden=True),
        dispute_of_amira("given", review=True),
        answers={"supervisor": 404},
    ),
    Row(
        "dispute_sheet_check",
        only(hidden=True),
        dispute_of_amira("given", review=True),
        answers={"other_supervisor": 302},
    ),
    Row(
        "review_detail",
        only(*CONCERNED, "other_supervisor", hidden=True),
        dispute_of_amira("given", review=True),
    ),
    Row(
        "judgement_dispute",
        only("caseworker", hidden=True, seen_by=("supervisor",)),
        judgement_of_amira,
    ),
    Row(
        "level_dispute",
        only("caseworker", hidden=True, seen_by=("supervisor", "manager")),
        level_of_amira,
    ),
    Row(
        "case_check_add",
        only("supervisor", hidden=True, seen_by=("caseworker", "manager")),
        a_live_case_of_amira,
    ),
    Row(
        "case_check_detail",
        only("caseworker", "supervisor", "manager", hidden=True),
        a_case_check_of_amira,
    ),
    Row(
        "well_done_add",
        only("supervisor", "manager", hidden=True),
        lambda cast: {"pk": cast.caseworker.pk},
    ),
    *(
        Row(
            route,
            only("manager", hidden=True, seen_by=("caseworker", "supervisor")),
            a_live_case_of_amira,
        )
        for route in ("case_restrict", "case_name_reviewer")
    ),
    Row("restriction_end", only("manager", hidden=True), a_restriction, post={}),
    Row("sight_end", only("manager", hidden=True), a_named_reviewer, post={}),
    Row("rule_list", EVERYBODY),
    Row("criteria_list", EVERYBODY),
    Row("criteria_detail", EVERYBODY, announced_criteria_set),
    Row("criteria_detail", only("manager", hidden=True), a_criteria_draft),
    Row("criteria_start", LEAD, a_criteria_set, post={}),
    Row("criteria_discard", LEAD, a_criteria_draft, post={}),
    Row("criteria_publish", LEAD, a_criteria_draft),
    Row("criteria_withdraw", LEAD, announced_criteria_set),
    Row("criterion_add", LEAD, a_criteria_draft),
    Row("criterion_change", LEAD, a_criterion),
    Row("criterion_move", LEAD, a_criterion, post={"up": "1"}),
    Row("criterion_leave_out", LEAD, a_criterion, post={}),
    Row("rule_change", LEAD, lambda cast: {"key": "sampling.light"}),
    Row("rule_withdraw", LEAD, an_announced_change),
    Row("second_list", LEAD),
    Row("second_ask", LEAD, review_of_amira("assigned")),
    Row("second_call_off", LEAD, blind_review_of_amira("first")),
    Row("review_detail", only(*BOTH_REVIEWERS, hidden=True), blind_review_of_amira("first")),
    Row(
        "review_detail",
        only(*BOTH_REVIEWERS, "manager", hidden=True),
        blind_review_of_amira("both"),
    ),
    Row(
        "review_detail",
        only(*BOTH_REVIEWERS, "caseworker", hidden=True),
        blind_review_of_amira("shared"),
    ),
    Row(
        "review_write",
        only("other_supervisor", hidden=True),
        blind_review_of_amira("first"),
        answers={"supervisor": 302},
    ),
    Row("review_agree", only(*BOTH_REVIEWERS, hidden=True), blind_review_of_amira("both")),
    Row(
        "review_agree_check",
        only(hidden=True),
        blind_review_of_amira("both"),
        answers={"supervisor": 302, "other_supervisor": 302},
    ),
    Row(
        "review_agree_answer",
        only("other_supervisor", hidden=True, seen_by=("manager",)),
        blind_review_of_amira("proposed"),
        answers={"supervisor": 302},
    ),
    Row("round_list", LEAD),
    Row("round_plan", LEAD),
    Row("round_detail", LEAD, a_round("planned")),
    Row("round_detail", LEAD, a_round("drawn")),
    Row("round_detail", LEAD, a_round("running")),
    Row("round_files", LEAD, a_round("drawn")),
    Row("round_draw", LEAD, a_round("planned"), post={}),
    Row("round_start", LEAD, a_round("drawn")),
    Row("round_end", LEAD, a_round("running"), post={}),
    Row("round_withdraw", LEAD, a_round("running")),
    Row("drawn_replace", LEAD, a_drawn_file),
    Row("objection_decide", LEAD, objection_of_amira),
    Row("round_mine", EVERYBODY),
    Row("round_seen", only("caseworker", hidden=True), amiras_part(), post={}),
    Row("round_object", only("caseworker", hidden=True), amiras_part(reviewer=True)),
    Row("monitoring_list", SETS_LEVELS),
    Row(
        "monitoring_set",
        only("supervisor", "manager", hidden=True, seen_by=("hr", "caseworker")),
        lambda cast: {"pk": cast.caseworker.pk},
        answers={"organisation_admin": 403, "data_protection_lead": 403},
    ),
]


def plan_item_of_amira(cast: Any) -> Mapping[str, Any]:
    from tests.supervision.factories import plan_item_of

    return {"pk": plan_item_of(cast.caseworker).pk}


SUPERVISION: list[Row] = [
    Row(
        "service_standards",
        only("supervisor", "manager", "other_supervisor", "hr", "staff_representative"),
    ),
    Row("team_board", only("supervisor", "manager", "other_supervisor")),
    Row("team_below", only("supervisor", "manager", "other_supervisor")),
    Row("capability_list", only("caseworker", "supervisor", "manager", hidden=True), amira),
    Row(
        "capability_open",
        only("supervisor", hidden=True, seen_by=("caseworker", "manager")),
        amira_with_support,
    ),
    Row(
        "capability_reason",
        only("manager", hidden=True, seen_by=("caseworker", "supervisor")),
        amira,
    ),
    Row("capability_detail", THE_TWO, capability_sheet_of_amira),
    Row("capability_say", THE_TWO, capability_sheet_of_amira),
    Row("capability_agree", THE_TWO, capability_sheet_of_amira),
    Row("capability_sign", THE_TWO, capability_sheet_of_amira),
    Row(
        "capability_hand_on",
        only("caseworker", hidden=True, seen_by=("supervisor",)),
        capability_sheet_of_amira,
        post={},
        answers={"caseworker": 302},
    ),
    Row("plan", EVERYBODY),
    Row("plan_add", EVERYBODY),
    Row(
        "person_plan",
        only("caseworker", "supervisor", hidden=True),
        lambda cast: {"pk": cast.caseworker.pk},
        answers={"caseworker": 302},
    ),
    *(
        Row(
            route,
            only("caseworker", hidden=True, seen_by=("supervisor",)),
            plan_item_of_amira,
            post=post,
        )
        for route, post in (
            ("plan_change", None),
            ("plan_remove", None),
            ("plan_done", {}),
            ("plan_reopen", {}),
            ("plan_remove", {}),
        )
    ),
]


def entry_of_amira(reach: str) -> Callable[[Any], Mapping[str, Any]]:
    """Return what makes a journal entry of Amira's, with this reach."""

    def make(cast: Any) -> Mapping[str, Any]:
        from tests.records.factories import entry_of

        return {"pk": entry_of(cast.caseworker, reach=reach).pk}

    return make


def amira(cast: Any) -> Mapping[str, Any]:
    return {"pk": cast.caseworker.pk}


def evidence_on_amira(cast: Any) -> Any:
    from tests.records.factories import evidence_of, small_framework

    area = small_framework().areas.first()
    return evidence_of(cast.caseworker, area, cast.supervisor)


HER_OWN = only("caseworker", hidden=True)
HERS_AND_HER_SUPERVISORS = only("caseworker", "supervisor", hidden=True)
HERS_TO_CHANGE = only("caseworker", hidden=True, seen_by=("supervisor",))


def sign_off_of_amira(cast: Any) -> dict[str, Any]:
    """A sign-off of Amira's record by Ben, that she has not answered."""
    from tests.records.factories import signed_off, small_framework

    return {"pk": signed_off(cast.caseworker, cast.supervisor, small_framework()).pk}


OPENS_RECORD_OF_AMIRA = only("caseworker", "supervisor", "hr", hidden=True)
RECORDS: list[Row] = [
    Row("journal", EVERYBODY),
    Row("journal_write", EVERYBODY),
    Row("my_profile", EVERYBODY),
    Row("expected_of_me", EVERYBODY),
    Row("pathway_list", EVERYBODY),
    Row("pathway_detail", EVERYBODY, a_framework("code", levels=True, key="l2")),
    Row("journal_entry", HER_OWN, entry_of_amira("private")),
    Row("journal_entry", HERS_AND_HER_SUPERVISORS, entry_of_amira("supervisor")),
    Row("journal_entry", HERS_AND_HER_SUPERVISORS, entry_of_amira("record")),
    Row("journal_change", HER_OWN, entry_of_amira("private")),
    Row("journal_change", HERS_TO_CHANGE, entry_of_amira("record")),
    Row("journal_share", HERS_TO_CHANGE, entry_of_amira("supervisor")),
    Row("journal_share", HER_OWN, entry_of_amira("private"), post={"reach": "record"}),
    Row("journal_delete", HERS_TO_CHANGE, entry_of_amira("supervisor")),
    Row("journal_delete", HER_OWN, entry_of_amira("private"), post={}),
    Row("person_journal", HERS_AND_HER_SUPERVISORS, amira, answers={"caseworker": 302}),
    Row("person_profile", HERS_AND_HER_SUPERVISORS, amira, answers={"caseworker": 302}),
    Row(
        "evidence_list",
        HERS_AND_HER_SUPERVISORS,
        lambda cast: {
            "person_pk": cast.caseworker.pk,
            "area_pk": evidence_on_amira(cast).area_id,
        },
    ),
    Row(
        "evidence_detail",
        HERS_AND_HER_SUPERVISORS,
        lambda cast: {"pk": evidence_on_amira(cast).pk},
    ),
    Row("my_record", EVERYBODY, answers=dict.fromkeys(WHO, 302)),
    Row("record_views", EVERYBODY),
    Row("record_people", only("hr")),
    Row("record_detail", OPENS_RECORD_OF_AMIRA, amira),
    Row("record_export", OPENS_RECORD_OF_AMIRA, amira),
    Row(
        "record_sign_off",
        only("supervisor", hidden=True, seen_by=("caseworker", "hr")),
        amira,
    ),
    Row("sign_off_detail", OPENS_RECORD_OF_AMIRA, sign_off_of_amira),
    Row(
        "record_sign",
        only("caseworker", hidden=True, seen_by=("supervisor", "hr")),
        sign_off_of_amira,
    ),
    Row("document_check", PUBLIC),
    Row("recruitment_pack_list", RECRUITS),
    Row("recruitment_pack", RECRUITS, a_framework_to_recruit_by),
    Row(
        "recruitment_pack_file",
        RECRUITS,
        a_framework_to_recruit_by,
        query="?area=analytical.methodical",
    ),
    Row("framework_booklet", PUBLIC, a_framework("code", "number")),
    Row("framework_booklet", EVERYBODY, a_framework("code", "number", adopted=False)),
]

GONE_ON = dict.fromkeys(WHO, 302)
SITE: list[Row] = [
    Row("home", EVERYBODY),
    Row("session_extend", EVERYBODY, answers=dict.fromkeys(WHO, 204)),
    Row("theme_css", PUBLIC),
    Row("accessibility_statement", PUBLIC),
    Row("privacy", PUBLIC),
    Row("cookies", PUBLIC),
    Row("health", PUBLIC),
    Row("account_login", DOOR, answers=GONE_ON),
    Row("account_logout", DOOR, answers=dict.fromkeys(OUTSIDE, 302)),
    Row("account_inactive", DOOR),
    Row("account_reauthenticate", EVERYBODY),
    Row("account_change_password", EVERYBODY),
    Row("account_set_password", EVERYBODY, answers=GONE_ON),
    Row("account_reset_password", DOOR),
    Row("account_reset_password_done", DOOR),
    Row("account_reset_password_from_key", DOOR, lambda cast: {"uidb36": "1", "key": "no-key"}),
    Row("account_reset_password_from_key_done", DOOR),
]

ROWS = [*CORE, *FRAMEWORKS, *PEOPLE, *CASES, *ASSESSMENTS, *SUPERVISION, *RECORDS, *SITE]
