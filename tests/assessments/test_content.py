"""What was typed, read without a database; and what the answers come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content import directions_of, needs_second_look, read_content
from assessments.enums import AnswerValue, FindingSort, Outcome
from assessments.outcome import summarise
from assessments.presenters.check import talking_note
from assessments.presenters.write import unlike_fields

names = st.sampled_from(
    [
        "finding",
        "finding-1-area",
        "finding-1-behaviour",
        "finding-1-sort",
        "finding-1-holding",
        "finding-1-holding-limit-day",
        "answer-a",
        "comment-a",
        "answer-",
        "finding--area",
    ]
)
texts = st.one_of(st.text(max_size=20), st.sampled_from(["1", "2", "٣", "-1", "9" * 30]))


@given(st.dictionaries(names, st.lists(texts, max_size=4)))
def test_reading_never_fails_whatever_was_sent(fields):
    content = read_content(fields)
    assert len({finding.number for finding in content.findings}) == len(content.findings)
    for finding in content.findings:
        assert finding.area is None or finding.area >= 0


def test_an_empty_block_is_left_out_and_its_number_is_kept():
    content = read_content({"finding": ["1", "4"], "finding-4-note": ["Seen."]})
    assert [f.number for f in content.findings] == [1, 4]
    assert [f.number for f in content.written_findings] == [4]


@pytest.mark.parametrize(
    ("sort", "kinds", "expected"),
    [
        ("good_practice", [], ["shows"]),
        ("improvement", [], ["opposite"]),
        ("harm", [], ["opposite"]),
        ("learning", [], []),
        ("learning", ["effective"], ["shows"]),
        ("good_practice", ["effective", "ineffective"], ["shows", "opposite"]),
        ("improvement", ["ineffective", "ineffective"], ["opposite"]),
        ("good_practice", ["ineffective"], ["opposite"]),
    ],
)
def test_what_was_ticked_says_in_which_directions_a_finding_is_evidence(sort, kinds, expected):
    assert directions_of(sort, kinds) == expected


@pytest.mark.parametrize(
    ("sorts", "needed"),
    [
        ([], True),
        (["good_practice"], True),
        (["improvement"], True),
        (["good_practice", "improvement"], False),
        (["good_practice", "learning"], False),
    ],
)
def test_findings_of_both_sorts_need_no_second_look(sorts, needed):
    fields = {"finding": [str(n) for n in range(len(sorts))]}
    fields |= {f"finding-{n}-sort": [sort] for n, sort in enumerate(sorts)}
    assert needs_second_look(read_content(fields)) is needed


def test_a_critical_criterion_not_met_decides_whatever_the_rest():
    answers = [(AnswerValue.EXCEEDS, False)] * 19 + [(AnswerValue.NOT_MET, True)]
    assert summarise(answers).outcome == Outcome.ACTION_NEEDED
    answers[-1] = (AnswerValue.NOT_MET, False)
    assert summarise(answers).outcome == Outcome.NO_CRITICAL


@pytest.mark.parametrize(("applicable", "outcome"), [(4, "too_few"), (5, "no_critical")])
def test_under_five_applicable_criteria_no_summary_is_drawn(applicable, outcome):
    answers = [(AnswerValue.MET, False)] * applicable
    answers += [(AnswerValue.NOT_APPLICABLE, False), (AnswerValue.CANNOT_TELL, True)] * 5
    summary = summarise(answers)
    assert (summary.applicable, summary.outcome) == (applicable, outcome)


@given(st.lists(st.tuples(st.sampled_from(AnswerValue.values), st.booleans()), max_size=30))
def test_counts_add_up_to_the_answers(answers):
    summary = summarise(answers)
    assert sum(summary.counts.values()) == len(answers)
    assert 0 <= summary.applicable <= len(answers)


def test_two_drafts_differ_only_where_the_words_do():
    mine = {"a": ["1"], "b": ["same"], "c": [""], "d": ["only mine"]}
    theirs = {"a": ["2"], "b": ["same"], "c": []}
    assert [row["name"] for row in unlike_fields(mine, theirs)] == ["a", "d"]


def test_the_talking_note_begins_with_good_practice(db):
    from frameworks.tree import tree_of
    from tests.assessments.factories import ombudsman_association

    tree = tree_of(ombudsman_association().pk)
    area = next(iter(tree.areas.values()))
    from assessments.presenters.check import check_page

    fields = {"finding": ["1", "2"]}
    for number, sort in ((1, FindingSort.HARM), (2, FindingSort.GOOD_PRACTICE)):
        fields |= {
            f"finding-{number}-sort": [sort],
            f"finding-{number}-area": [str(area.id)],
            f"finding-{number}-note": [f"note {number}"],
        }
    note = talking_note(check_page(read_content(fields), criteria=[], trees=[tree]))
    assert note.index("note 2") < note.index("note 1")
