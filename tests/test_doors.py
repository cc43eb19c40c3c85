"""The permitted use travels with the evidence: each door is tried with something to leak.

Beside each other lie evidence of two frameworks. One is used as the Housing Ombudsman says (for
development, never to assess performance); the other as the Ombudsman Association says (for both).
"""

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from assessments.models import Evidence, Judgement
from assessments.services.judge import judge_area, may_rest_on
from assessments.uses import SERVES
from core.errors import DomainError
from frameworks.enums import Purpose
from frameworks.models import Area, MapLink
from people.models import User
from people.scope import scope_for
from records.contexts.asked import Asked, evidence_rows, judgement_rows
from records.enums import Reader
from records.querysets.closing import Span, evidence_to_close, judgements_to_close
from records.querysets.profile import evidence_by_area
from records.services.documents import make_document
from supervision.querysets.board import standings
from tests.records.factories import evidence_of, judgement_of, review_of, small_framework

SAYS_NO = "Do not use it to assess performance or as evidence in quarterly reviews."
DAY = dt.date(2026, 11, 2)


@dataclass(frozen=True)
class Laid:
    """What lies in wait: of the one framework and of the other, about Amira."""

    housing: Evidence
    association: Evidence
    housing_judged: Judgement
    association_judged: Judgement
    amira: User
    ben: User


@pytest.fixture
def laid(caseworker, supervisor) -> Laid:
    housing = small_framework("housing", uses={Purpose.PERFORMANCE_REVIEW: SAYS_NO})
    association = small_framework(
        "association",
        uses={
            Purpose.SUPERVISION: "Use it in supervision.",
            Purpose.PERFORMANCE_REVIEW: "Use it to review performance.",
        },
    )
    ours, theirs = housing.areas.first(), association.areas.first()
    review = Purpose.PERFORMANCE_REVIEW
    seen = evidence_of(caseworker, ours, supervisor, on=DAY, statement="Under the one.")
    other = evidence_of(
        caseworker,
        theirs,
        supervisor,
        on=DAY - dt.timedelta(days=9),
        statement="Under the other.",
        purpose=review,
    )
    return Laid(
        seen,
        other,
        judgement_of(caseworker, ours, supervisor, on=DAY, rests_on=(seen,)),
        judgement_of(
            caseworker,
            theirs,
            supervisor,
            on=DAY - dt.timedelta(days=9),
            rests_on=(other,),
            purpose=review,
        ),
        caseworker,
        supervisor,
    )


def asked_for(laid: Laid, evidence: Evidence, purpose: Purpose) -> Asked:
    return Asked(
        person=laid.amira,
        version=evidence.version,
        first=DAY - dt.timedelta(days=30),
        last=DAY,
        scope=scope_for(laid.ben, dt.date(2026, 11, 22)),
        reader=Reader.SUPERVISOR,
        purpose=purpose,
    )


def evidence_page(laid, sign_in, evidence, purpose) -> str:
    address = reverse("evidence_list", args=[laid.amira.pk, evidence.area_id])
    return sign_in(laid.ben).get(f"{address}?purpose={purpose}").content.decode()


# Doors: each returns the evidence that comes through it for a review of performance.


def counts(laid: Laid) -> set[Evidence]:
    return set(Evidence.objects.counting().usable_for(Purpose.PERFORMANCE_REVIEW))


def judgements(laid: Laid) -> set[Evidence]:
    rows = Judgement.objects.usable_for(Purpose.PERFORMANCE_REVIEW)
    return set(Evidence.objects.filter(judgements__in=rows))


def a_document(laid: Laid) -> set[Evidence]:
    return {
        row
        for evidence in (laid.housing, laid.association)
        for row in evidence_rows(asked_for(laid, evidence, Purpose.PERFORMANCE_REVIEW))
    }


def judgements_of_a_document(laid: Laid) -> set[Evidence]:
    return {
        row
        for evidence in (laid.housing, laid.association)
        for judged in judgement_rows(asked_for(laid, evidence, Purpose.PERFORMANCE_REVIEW))
        for row in judged.evidence.all()
    }


def named_by_a_judgement(laid: Laid) -> set[Evidence]:
    """Which of them a judgement of performance can be made to rest on."""
    through = set()
    for evidence in (laid.housing, laid.association):
        try:
            judge_area(
                person=laid.amira,
                area=evidence.area,
                degree=evidence.version.degrees.last(),
                reason="It was seen.",
                evidence=[evidence],
                by=laid.ben,
                scope=scope_for(laid.ben, dt.date(2026, 11, 22)),
                purpose=Purpose.PERFORMANCE_REVIEW,
            )
        except DomainError as refused:
            assert SAYS_NO in refused.message  # noqa: PT017
        else:
            through.add(evidence)
    return through


DOORS: dict[str, Callable[[Laid], set[Evidence]]] = {
    "counts": counts,
    "judgements": judgements,
    "a document": a_document,
    "the judgements of a document": judgements_of_a_document,
    "what a judgement rests on": named_by_a_judgement,
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_of_performance_lets_through_what_is_for_development_only(laid, door):
    assert DOORS[door](laid) == {laid.association}


@pytest.fixture
def mapped(laid, today) -> Laid:
    """The area of the one is the same as the area of the other, as somebody who keeps them said.

    Under the Housing Ombudsman's there is evidence that claims to be of performance.
    """
    MapLink.objects.create(
        from_framework=laid.housing.version.framework,
        from_key=laid.housing.area.key,
        to_framework=laid.association.version.framework,
        to_key=laid.association.area.key,
        relation="same_as",
        reason="They say the same.",
        made_on=today,
    )
    evidence_of(
        laid.amira,
        laid.housing.area,
        laid.ben,
        on=DAY,
        statement="Claimed under the one.",
        purpose=Purpose.PERFORMANCE_REVIEW,
    )
    return laid


def across(laid: Laid, area: Area, purpose: Purpose) -> set[str]:
    """Return what a judgement of an area, its profile and its evidence read for a purpose."""
    scope = scope_for(laid.ben, dt.date(2026, 11, 22))
    offered = may_rest_on(laid.amira, area, scope, purpose)
    said = {one.statement for one in offered}
    rows = evidence_by_area(
        person_id=laid.amira.pk,
        version_id=area.version_id,
        scope=scope,
        since=None,
        purpose=purpose,
        carried_into=area.version,
    )
    assert sum(row["number"] for row in rows) == len(offered) == len(said)
    return said


def test_a_map_carries_nothing_to_a_purpose_that_either_framework_forbids(mapped):
    review = Purpose.PERFORMANCE_REVIEW
    assert across(mapped, mapped.association.area, review) == {"Under the other."}
    assert across(mapped, mapped.housing.area, review) == set()
    supervision = across(mapped, mapped.association.area, Purpose.SUPERVISION)
    assert supervision == {"Under the other."}


def test_a_map_carries_each_piece_once_to_what_both_frameworks_permit(mapped):
    everything = {"Under the one.", "Claimed under the one.", "Under the other."}
    for area in (mapped.association.area, mapped.housing.area):
        assert across(mapped, area, Purpose.DEVELOPMENT) == everything


def test_a_judgement_on_carried_evidence_serves_what_every_framework_on_its_way_permits(mapped):
    scope = scope_for(mapped.ben, dt.date(2026, 11, 22))
    judged = judge_area(
        person=mapped.amira,
        area=mapped.association.area,
        degree=mapped.association.version.degrees.last(),
        reason="It was seen under the one.",
        evidence=[mapped.housing],
        by=mapped.ben,
        scope=scope,
    )
    assert judged in Judgement.objects.usable_for(Purpose.DEVELOPMENT)
    assert judged not in Judgement.objects.usable_for(Purpose.SUPERVISION)
    assert standings([mapped.amira.pk], scope)[mapped.amira.pk].last_judgement != judged.on


def test_evidence_across_a_map_feeds_no_judgement_of_performance(mapped):
    with pytest.raises(DomainError, match="cannot be used for performance review"):
        judge_area(
            person=mapped.amira,
            area=mapped.association.area,
            degree=mapped.association.version.degrees.last(),
            reason="It was seen under the one.",
            evidence=[mapped.housing],
            by=mapped.ben,
            scope=scope_for(mapped.ben, dt.date(2026, 11, 22)),
            purpose=Purpose.PERFORMANCE_REVIEW,
        )


def test_the_board_shows_only_what_may_be_used_in_supervision(laid):
    for evidence in (laid.housing, laid.association):
        review_of(laid.amira, laid.ben, shared=DAY, versions=[evidence.version])
    scope = scope_for(laid.ben, dt.date(2026, 11, 22))
    said = standings([laid.amira.pk], scope)[laid.amira.pk]
    assert said.last_evidence == laid.association.on
    assert said.last_judgement == laid.association_judged.on
    assert said.shared == 1


def test_evidence_is_listed_for_what_its_publisher_permits(laid, sign_in):
    review = Purpose.PERFORMANCE_REVIEW
    assert "Under the other." in evidence_page(laid, sign_in, laid.association, review)
    page = evidence_page(laid, sign_in, laid.housing, review)
    assert "Read for <strong>personal development</strong>" in page
    assert "Read for performance review" not in page


@pytest.mark.parametrize("reader", ["caseworker", "supervisor"])
def test_it_stays_before_the_person_and_their_supervisor_with_its_notice(
    laid, sign_in, request, reader
):
    client = sign_in(request.getfixturevalue(reader))
    for address in (
        reverse("evidence_list", args=[laid.amira.pk, laid.housing.area_id]),
        reverse("evidence_detail", args=[laid.housing.pk]),
    ):
        page = client.get(address).content.decode()
        assert "Under the one." in page
        assert SAYS_NO in page
    profile = reverse("my_profile" if reader == "caseworker" else "person_profile",
                      args=[] if reader == "caseworker" else [laid.amira.pk])  # fmt: skip
    page = client.get(f"{profile}?version={laid.housing.version_id}").content.decode()
    assert "Developing" in page
    assert SAYS_NO in page


def test_a_document_for_a_review_of_performance_is_refused_in_the_publishers_words(laid):
    asked = asked_for(laid, laid.housing, Purpose.PERFORMANCE_REVIEW)
    with pytest.raises(DomainError) as refused:
        make_document(asked=asked, kind="record_data", by=laid.ben, check_address="")
    assert SAYS_NO in refused.value.message


def test_what_was_for_development_is_no_evidence_of_performance_under_any_framework(laid):
    meant = evidence_of(laid.amira, laid.association.area, laid.ben, on=DAY)
    usable = Evidence.objects.usable_for(Purpose.PERFORMANCE_REVIEW)
    assert set(usable) == {laid.association}
    assert set(Evidence.objects.usable_for(Purpose.SUPERVISION)) == {meant, laid.association}


def test_nothing_recorded_is_ever_used_for_capability_or_recruitment(laid):
    for purpose in (Purpose.CAPABILITY_SUPPORT, Purpose.RECRUITMENT):
        assert not Evidence.objects.usable_for(purpose).exists()
        assert purpose not in {use for uses in SERVES.values() for use in uses}


def test_a_record_is_signed_off_for_development(laid):
    scope = scope_for(laid.ben, dt.date(2026, 11, 22))
    span = Span(laid.amira.pk, laid.housing.version_id, DAY - dt.timedelta(days=1), DAY)
    assert list(evidence_to_close(span, scope)) == [laid.housing]
    assert list(judgements_to_close(span, scope)) == [laid.housing_judged]
    refusing = small_framework("refusing", permitted=False, uses={Purpose.SUPERVISION: "Use it."})
    evidence_of(laid.amira, refusing.areas.first(), laid.ben, on=DAY, purpose=Purpose.SUPERVISION)
    closed = Span(laid.amira.pk, refusing.pk, DAY, DAY)
    assert not evidence_to_close(closed, scope).exists()


# The code itself

READS_WITHOUT = {
    # Written, not read: who makes evidence and judgements.
    "assessments/services/share.py": 1,
    "assessments/services/judge.py": 1,
    # A file is read by whoever reads what it was added to, for whatever that may be read for.
    "assessments/attachment_querysets.py": 1,
    "assessments/views/attachments.py": 1,
    # Withdrawing a review withdraws all that was made of it.
    "assessments/services/reply.py": 1,
    # A dispute is of what was said, whatever for; its decision withdraws it, or writes anew.
    "assessments/services/dispute.py": 1,
    "assessments/services/decide_dispute.py": 3,
    # Whether what a signed judgement rests on still counts; and what was signed, as it was signed.
    "records/querysets/closing.py": 1,
    "records/contexts/signed.py": 2,
    # Whether there is anything at all under a framework, not what.
    "records/querysets/people.py": 1,
    "records/querysets/profile.py": 3,
    "records/querysets/carried.py": 1,
    # The person's own timeline, and one piece as its person and their supervisor read it: what was
    # said of somebody is never hidden from them; the notice stands beside it.
    "records/querysets/timeline.py": 3,
    "records/views/profile.py": 2,
    "assessments/views/judge.py": 3,
    # What somebody disagrees with, of what was said of them.
    "assessments/views/disputes.py": 1,
}
"""How often a module may reach for evidence or judgements without saying what for."""


def modules() -> Iterator[Path]:
    for app in ("assessments", "supervision", "records", "competency_site", "people", "cases"):
        for path in (Path(settings.ROOT) / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def reaches(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Yield every ``Evidence.objects`` and ``Judgement.objects``."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in {"Evidence", "Judgement"}
        ):
            yield node


def says_what_for(reach: ast.Attribute, tree: ast.AST) -> bool:
    """Say whether the chain of calls that begins here goes through ``usable_for``, or to none."""
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    node: ast.AST = reach
    while isinstance(above.get(node), ast.Attribute | ast.Call):
        parent = above[node]
        if isinstance(parent, ast.Call) and parent.func is not node:
            return False
        node = parent
        if isinstance(node, ast.Attribute) and node.attr in {"usable_for", "none"}:
            return True
    return False


def test_whoever_reaches_for_evidence_says_what_for():
    found = {}
    for path in modules():
        tree = ast.parse(path.read_text())
        silent = [node.lineno for node in reaches(tree) if not says_what_for(node, tree)]
        name = str(path.relative_to(settings.ROOT))
        if len(silent) != READS_WITHOUT.get(name, 0):
            found[name] = silent
    assert found == {}, (
        "go through usable_for(purpose), or say here why there is no purpose to ask for"
    )


def test_nobody_reaches_for_evidence_round_the_back():
    """By name of the table, or from a review or a person along a relation."""
    for path in modules():
        name = str(path.relative_to(settings.ROOT))
        if name.startswith(("assessments/models/", "competency_site/demo/bulk/")):
            continue
        text = path.read_text()
        assert "assessments_evidence" not in text, name
        for relation in ("evidence_given", "judgements_made", ".evidence.all(", ".judgements.all("):
            assert relation not in text, f"{name}: {relation}"
