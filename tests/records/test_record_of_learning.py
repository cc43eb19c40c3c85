"""What is in a record of learning, for whom: tested as data, before anything is laid out."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from assessments.enums import Direction, ReplySort, ReviewState
from assessments.models import Addendum, Evidence, EvidenceTick, EvidenceWithdrawal, Reply
from people.scope import scope_for
from records.contexts.asked import Asked, reader_of
from records.contexts.content import Standing
from records.contexts.profile_picture import picture_of
from records.contexts.record_of_learning import record_of_learning
from records.digest import canonical_json
from records.enums import Reach, Reader
from records.services.sign_off import sign_off_record, sign_record
from tests.factories import LineFactory
from tests.records.factories import (
    entry_of,
    evidence_of,
    judgement_of,
    reply_to,
    review_of,
    small_framework,
)

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
INSIDE = dt.date(2026, 2, 10)
ON = dt.date(2026, 11, 20)


@pytest.fixture
def version(db):
    return small_framework()


@pytest.fixture
def areas(version):
    return {area.key: area for area in version.areas.all()}


@pytest.fixture
def clear(areas):
    return areas["area-2-1"]


@pytest.fixture
def record_for(caseworker, version):
    """Return a function that builds Amira's record of the first quarter for a reader."""

    def build(
        reader, *, version=version, person=caseworker, first=FIRST, last=LAST, on=ON, **options
    ):
        scope = scope_for(reader, on)
        asked = Asked(
            person=person,
            version=version,
            first=first,
            last=last,
            scope=scope,
            reader=reader_of(scope, person.pk),
            **options,
        )
        return record_of_learning(asked)

    return build


@pytest.fixture
def sign(caseworker, version, supervisor):
    """Return a function that signs off Amira's first quarter as Ben."""

    def signing(note=""):
        return sign_off_record(
            person=caseworker,
            version=version,
            period_from=FIRST,
            period_to=LAST,
            note=note,
            by=supervisor,
        )

    return signing


def said(record) -> str:
    """Return every word of a record, as JSON."""
    return canonical_json(record.as_data()).decode()


def dispute(review, text="I did tell the client, on the phone.") -> Reply:
    type(review).objects.filter(pk=review.pk).update(state=ReviewState.DISPUTED)
    return Reply.objects.create(
        review=review,
        sort=ReplySort.DISPUTED,
        text=text,
        by=review.person,
        at=timezone.now(),
    )


def test_readers_are_the_person_their_supervisor_and_hr_and_nobody_else(
    request, caseworker, scope_of
):
    as_whom = {
        who: reader_of(scope_of(request.getfixturevalue(who)), caseworker.pk)
        for who in (
            "caseworker",
            "supervisor",
            "hr",
            "manager",
            "other_caseworker",
            "other_supervisor",
            "framework_admin",
            "organisation_admin",
            "data_protection_lead",
            "staff_representative",
        )
    }
    assert {who: reader for who, reader in as_whom.items() if reader} == {
        "caseworker": Reader.PERSON,
        "supervisor": Reader.SUPERVISOR,
        "hr": Reader.HR,
    }


def test_the_whole_framework_stands_in_it_word_for_word(record_for, caseworker, oa):
    record = record_for(caseworker, version=oa)
    assert [core.title for core in record.cores][:2] == ["Analytical", "Impactful"]
    assert len(list(record.areas)) == 23
    assert record.framework.copyright == oa.copyright
    assert record.framework.degrees[-1] == "helps others with it"
    development = next(use for use in record.framework.uses if "development" in use.purpose)
    assert development.permitted
    assert development.sentence.startswith("The Framework should be used to help individuals")


def test_the_person_is_named_with_the_post_they_held_at_the_end(record_for, caseworker, housing):
    record = record_for(caseworker)
    assert (record.person.name, record.person.post, record.person.team) == (
        "Amira Haddad",
        "Caseworker",
        "Housing",
    )


def test_evidence_is_grouped_by_area_and_numbered_through(
    record_for, caseworker, areas, supervisor
):
    second = evidence_of(caseworker, areas["area-2-1"], supervisor, on=INSIDE, statement="Second.")
    first = evidence_of(caseworker, areas["area-1-1"], supervisor, on=LAST, statement="First.")
    third = evidence_of(
        caseworker,
        areas["area-2-1"],
        supervisor,
        on=LAST,
        direction=Direction.OPPOSITE,
        statement="Third.",
    )
    items = record_for(caseworker).evidence
    assert [(item.number, item.statement) for item in items] == [
        (1, first.statement),
        (2, second.statement),
        (3, third.statement),
    ]


def test_evidence_says_what_it_rests_on_in_the_frameworks_words(
    record_for, caseworker, clear, supervisor
):
    piece = evidence_of(caseworker, clear, supervisor, on=INSIDE)
    behaviour = clear.behaviours.filter(kind="effective").first()
    EvidenceTick.objects.create(evidence=piece, behaviour=behaviour)
    (item,) = record_for(caseworker).evidence
    assert [line.text for line in item.behaviours] == [behaviour.text]
    assert (item.source, item.author, item.purpose) == (
        "Observation",
        "Ben Hughes",
        "Personal development",
    )


def test_evidence_for_and_against_stand_side_by_side(record_for, caseworker, clear, supervisor):
    for direction in Direction:
        evidence_of(caseworker, clear, supervisor, on=INSIDE, direction=direction)
    area = next(area for area in record_for(caseworker).areas if area.key == "area-2-1")
    assert [item.number for item in area.for_it] == [1]
    assert [item.number for item in area.against_it] == [2]


def test_a_judgement_names_the_numbers_it_rests_on(record_for, caseworker, clear, supervisor):
    inside = evidence_of(caseworker, clear, supervisor, on=INSIDE)
    before = evidence_of(caseworker, clear, supervisor, on=FIRST - dt.timedelta(days=9))
    judgement_of(caseworker, clear, supervisor, "Developing", on=LAST, rests_on=(inside, before))
    area = next(area for area in record_for(caseworker).areas if area.key == "area-2-1")
    (judgement,) = area.judgements
    assert (judgement.degree, judgement.by, judgement.rests_on) == (
        "Developing",
        "Ben Hughes",
        (1,),
    )
    assert judgement.elsewhere
    assert not judgement.shaken


def test_the_latest_judgement_of_each_assessor_stands_in_the_profile(
    record_for, caseworker, clear, supervisor, manager
):
    judgement_of(caseworker, clear, supervisor, "Beginning", on=INSIDE)
    judgement_of(caseworker, clear, supervisor, "Developing", on=LAST)
    judgement_of(caseworker, clear, manager, "Established", on=LAST)
    area = next(area for area in record_for(caseworker).areas if area.key == "area-2-1")
    assert {(j.by, j.degree) for j in area.latest_judgements} == {
        ("Ben Hughes", "Developing"),
        ("Grace Okafor", "Established"),
    }


def test_the_picture_marks_every_degree_judged_and_the_latest_evidence_each_way(
    record_for, caseworker, clear, supervisor
):
    evidence_of(caseworker, clear, supervisor, on=INSIDE)
    latest = evidence_of(caseworker, clear, supervisor, on=LAST)
    judgement_of(caseworker, clear, supervisor, "Established", on=LAST)
    record = record_for(caseworker)
    core = next(core for core in record.cores if core.key == "core-2")
    picture = picture_of(core, record.framework.degrees)
    row, *others = picture.rows
    (box,) = row.boxes
    established = next(c for c in picture.columns if c.word == "Established")
    assert established.x < box.x < box.x + box.width < established.x + established.width
    assert row.shown.latest.on == latest.on
    assert row.opposite.latest is None
    assert not any(other.seen or other.boxes for other in others)


def test_a_record_without_evidence_says_so(record_for, caseworker):
    record = record_for(caseworker)
    assert record.is_without_evidence
    assert record.evidence == ()


# The lesser of what the maker and the person may see


def test_the_person_has_what_is_in_their_record_and_the_rest_only_when_they_ask(
    record_for, caseworker
):
    entry_of(caseworker, "For myself.", on=INSIDE)
    entry_of(caseworker, "For Ben.", on=INSIDE, reach=Reach.SUPERVISOR)
    entry_of(caseworker, "For the record.", on=INSIDE, reach=Reach.RECORD)
    assert [e.text for e in record_for(caseworker).entries] == ["For the record."]
    with_private = record_for(caseworker, with_private=True).entries
    assert [e.text for e in with_private] == ["For myself.", "For Ben.", "For the record."]
    assert [e.private for e in with_private] == [True, True, False]


@pytest.mark.parametrize("who", ["supervisor", "hr"])
def test_a_private_reflection_is_in_nobody_elses_document(request, record_for, caseworker, who):
    entry_of(caseworker, "Nobody else may read this.", on=INSIDE)
    record = record_for(request.getfixturevalue(who), with_private=True)
    assert "Nobody else" not in said(record)


def test_what_was_shared_with_the_supervisor_alone_is_never_printed(
    record_for, caseworker, supervisor
):
    entry_of(caseworker, "For Ben.", on=INSIDE, reach=Reach.SUPERVISOR)
    entry_of(caseworker, "For the record.", on=INSIDE, reach=Reach.RECORD)
    assert [e.text for e in record_for(supervisor).entries] == ["For the record."]


def test_a_new_supervisor_has_nothing_from_before_they_took_over(
    record_for, caseworker, clear, supervisor, other_supervisor
):
    evidence_of(caseworker, clear, supervisor, on=INSIDE, statement="From before.")
    entry_of(caseworker, "Said to Ben.", on=INSIDE, reach=Reach.RECORD)
    caseworker.lines.update(to_on=LAST)
    LineFactory(person=caseworker, supervisor=other_supervisor, from_on=dt.date(2026, 4, 1))
    words = said(record_for(other_supervisor))
    assert "From before." not in words
    assert "Said to Ben." not in words


def test_hr_has_nothing_that_is_not_signed_off(record_for, caseworker, clear, supervisor, hr):
    piece = evidence_of(caseworker, clear, supervisor, on=INSIDE, statement="Seen in a call.")
    judgement_of(caseworker, clear, supervisor, "Developing", on=INSIDE, rests_on=(piece,))
    entry_of(caseworker, "For the record.", on=INSIDE, reach=Reach.RECORD)
    words = said(record_for(hr))
    for text in ("Seen in a call.", "Seen in three files", "For the record."):
        assert text not in words


def test_hr_has_the_signed_record_and_only_that(
    record_for, caseworker, clear, supervisor, hr, sign
):
    piece = evidence_of(caseworker, clear, supervisor, on=INSIDE, statement="Seen in a call.")
    judgement_of(caseworker, clear, supervisor, "Developing", on=INSIDE, rests_on=(piece,))
    entry_of(caseworker, "For the record.", on=INSIDE, reach=Reach.RECORD)
    entry_of(caseworker, "For Ben.", on=INSIDE, reach=Reach.SUPERVISOR)
    sign()
    evidence_of(caseworker, clear, supervisor, on=INSIDE, statement="After the signing.")

    record = record_for(hr)
    assert [item.statement for item in record.evidence] == ["Seen in a call."]
    assert [entry.text for entry in record.entries] == ["For the record."]
    area = next(area for area in record.areas if area.key == "area-2-1")
    assert [judgement.degree for judgement in area.judgements] == ["Developing"]
    assert all(item.signed_on for item in record.evidence)


def test_hr_sees_no_case_reference(
    record_for, caseworker, clear, supervisor, hr, sign, other_supervisor
):
    review = review_of(caseworker, other_supervisor, shared=INSIDE, reference="NA-7777")
    evidence_of(caseworker, clear, other_supervisor, on=INSIDE, review=review)
    sign()
    assert "NA-7777" in said(record_for(supervisor))
    assert "NA-7777" not in said(record_for(hr))


@pytest.mark.parametrize("who", ["caseworker", "supervisor", "hr"])
def test_a_review_not_shared_is_nowhere(request, record_for, caseworker, other_supervisor, who):
    review_of(caseworker, other_supervisor, state=ReviewState.SUBMITTED, reference="NA-8888")
    assert "NA-8888" not in said(record_for(request.getfixturevalue(who)))


def test_another_persons_record_is_not_mixed_in(
    record_for, caseworker, other_caseworker, clear, other_supervisor
):
    evidence_of(other_caseworker, clear, other_supervisor, on=INSIDE, statement="About Chidi.")
    assert "About Chidi." not in said(record_for(caseworker))


# Disputed, withdrawn, old


def test_what_is_in_dispute_stands_only_with_the_reply_and_marks_nothing(
    record_for, caseworker, clear, supervisor, other_supervisor
):
    review = review_of(caseworker, other_supervisor, shared=INSIDE)
    piece = evidence_of(caseworker, clear, other_supervisor, on=INSIDE, review=review)
    judgement_of(caseworker, clear, supervisor, "Beginning", on=LAST, rests_on=(piece,))
    dispute(review)
    record = record_for(supervisor)
    (item,) = record.evidence
    assert item.standing == Standing.DISPUTED
    assert item.standing_on == timezone.localdate()
    assert [(r.own, r.text) for r in item.remarks] == [
        (True, "I did tell the client, on the phone.")
    ]
    area = next(area for area in record.areas if area.key == "area-2-1")
    assert area.for_it == ()
    assert area.judgements[0].shaken == (1,)


def test_a_signed_finding_disputed_later_is_printed_for_hr_with_the_reply(
    record_for, caseworker, clear, hr, sign, other_supervisor
):
    review = review_of(caseworker, other_supervisor, shared=INSIDE)
    evidence_of(caseworker, clear, other_supervisor, on=INSIDE, review=review)
    sign()
    dispute(review)
    (item,) = record_for(hr).evidence
    assert item.standing == Standing.DISPUTED
    assert [r.text for r in item.remarks] == ["I did tell the client, on the phone."]


def test_hr_has_the_replies_from_before_the_signing_and_no_later_comment(
    record_for, caseworker, clear, hr, sign, other_supervisor
):
    review = review_of(caseworker, other_supervisor, shared=INSIDE)
    evidence_of(caseworker, clear, other_supervisor, on=INSIDE, review=review)
    reply_to(review, "Thank you for this.")
    sign()
    Reply.objects.create(
        review=review,
        sort=ReplySort.COMMENT,
        text="One more thing.",
        by=caseworker,
        at=timezone.now() + dt.timedelta(seconds=1),
    )
    (item,) = record_for(hr).evidence
    assert [r.text for r in item.remarks] == ["Thank you for this."]
    (item,) = record_for(caseworker).evidence
    assert [r.text for r in item.remarks] == ["Thank you for this.", "One more thing."]


def test_an_addendum_stands_beside_the_evidence(record_for, caseworker, clear, other_supervisor):
    review = review_of(caseworker, other_supervisor, shared=INSIDE)
    evidence_of(caseworker, clear, other_supervisor, on=INSIDE, review=review)
    Addendum.objects.create(
        review=review, text="The second letter was there.", by=other_supervisor, at=timezone.now()
    )
    (item,) = record_for(caseworker).evidence
    assert [(r.own, r.by, r.text) for r in item.remarks] == [
        (False, "Dilys Price", "The second letter was there.")
    ]


def test_withdrawn_evidence_is_left_out(record_for, caseworker, clear, supervisor):
    evidence_of(caseworker, clear, supervisor, on=INSIDE, withdrawn="The wrong file.")
    assert record_for(caseworker).evidence == ()


@pytest.mark.parametrize("who", ["caseworker", "supervisor", "hr"])
def test_evidence_withdrawn_after_it_was_signed_says_so(
    request, record_for, caseworker, clear, supervisor, sign, who
):
    piece = evidence_of(caseworker, clear, supervisor, on=INSIDE)
    sign()
    EvidenceWithdrawal.objects.create(
        evidence=piece, reason="The wrong file.", by=supervisor, at=timezone.now()
    )
    (item,) = record_for(request.getfixturevalue(who)).evidence
    assert (item.standing, item.standing_because) == (Standing.WITHDRAWN, "The wrong file.")


def test_improvement_points_of_more_than_24_months_ago_are_left_out_and_that_is_said(
    record_for, caseworker, clear, supervisor
):
    long_ago = dt.date(2024, 2, 1)
    evidence_of(caseworker, clear, supervisor, on=long_ago, statement="Good then.")
    evidence_of(
        caseworker,
        clear,
        supervisor,
        on=long_ago,
        direction=Direction.OPPOSITE,
        statement="To improve then.",
    )
    record = record_for(caseworker, first=dt.date(2024, 1, 1))
    assert [item.statement for item in record.evidence] == ["Good then."]
    assert record.older_left_out
    whole = record_for(caseworker, first=dt.date(2024, 1, 1), with_older=True)
    assert "To improve then." in said(whole)
    assert not whole.older_left_out


# Signed, hashed, and without a score


def test_signatures_say_who_signed_how_and_why_not(record_for, caseworker, clear, supervisor, sign):
    evidence_of(caseworker, clear, supervisor, on=INSIDE)
    signed = sign("A good quarter.")
    sign_record(sign_off=signed, signed=False, note="A case is missing.", by=caseworker)
    (part,) = record_for(caseworker).sign_offs
    assert (part.by, part.note, part.intact) == ("Ben Hughes", "A good quarter.", True)
    assert [(line.name, line.signed, line.note) for line in part.signatures] == [
        ("Ben Hughes", True, ""),
        ("Amira Haddad", False, "A case is missing."),
    ]


def test_no_answer_yet_is_never_a_signature(record_for, caseworker, clear, supervisor, sign):
    evidence_of(caseworker, clear, supervisor, on=INSIDE)
    sign()
    line = record_for(caseworker).sign_offs[0].signatures[1]
    assert (line.name, line.signed, line.on) == ("Amira Haddad", False, None)


def test_the_same_content_has_the_same_hash_and_a_changed_word_another(
    record_for, caseworker, clear, supervisor
):
    evidence_of(caseworker, clear, supervisor, on=INSIDE)
    before = record_for(caseworker)
    assert before.digest == record_for(caseworker).digest
    evidence_of(caseworker, clear, supervisor, on=INSIDE, statement="Another word.")
    assert record_for(caseworker).digest != before.digest


def test_the_data_can_be_written_as_json(record_for, caseworker, clear, supervisor, sign):
    evidence_of(caseworker, clear, supervisor, on=INSIDE)
    judgement_of(caseworker, clear, supervisor, "Developing", on=INSIDE)
    entry_of(caseworker, "For the record.", on=INSIDE, reach=Reach.RECORD)
    sign()
    data = json.loads(canonical_json(record_for(caseworker).as_data()))
    assert data["format"] == "record-of-learning/1"
    assert data["first"] == "2026-01-01"


def test_no_number_total_percentage_or_score_of_the_person_is_in_it(
    record_for, caseworker, areas, supervisor, sign
):
    for area in areas.values():
        piece = evidence_of(caseworker, area, supervisor, on=INSIDE)
        judgement_of(caseworker, area, supervisor, "Established", on=INSIDE, rests_on=(piece,))
    sign()
    numbers = {
        path
        for path, value in _leaves(record_for(caseworker).as_data())
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    assert numbers == {
        "framework.number",
        "cores.areas.evidence.number",
        "cores.areas.judgements.rests_on",
    }


def _leaves(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    else:
        yield re.sub(r"^\.", "", path), value


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("caseworker", 25), ("supervisor", 25), ("hr", 25)])
def test_a_record_asks_the_same_number_of_questions_for_one_and_for_three(
    request,
    record_for,
    caseworker,
    areas,
    supervisor,
    other_supervisor,
    sign,
    django_assert_num_queries,
    who,
    queries,
    many,
):
    for area in list(areas.values())[:many]:
        review = review_of(caseworker, other_supervisor, shared=INSIDE)
        piece = evidence_of(caseworker, area, other_supervisor, on=INSIDE, review=review)
        EvidenceTick.objects.create(evidence=piece, behaviour=area.behaviours.first())
        reply_to(review)
        judgement_of(caseworker, area, supervisor, "Developing", on=INSIDE, rests_on=(piece,))
        entry_of(caseworker, on=INSIDE, reach=Reach.RECORD, area=area)
        sign()
    reader = request.getfixturevalue(who)
    record_for(reader)
    with django_assert_num_queries(queries):
        record = record_for(reader)
    assert len(record.evidence) == len(record.sign_offs) == many == Evidence.objects.count()
