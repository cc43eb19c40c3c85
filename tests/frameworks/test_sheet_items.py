"""Role levels, bands, permitted uses and reasons in the sheet of a framework, both ways."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from core.errors import DomainError
from core.models import ImportRun
from core.tables import FileFault
from frameworks.models import Version
from frameworks.parts import BEHAVIOUR, mark_of, stated_by
from frameworks.services.comparing import document_of
from frameworks.services.drafting import derive_framework
from frameworks.services.parts import drop_part, reword_part
from frameworks.services.publishing import publish_draft
from frameworks.services.version_import import apply_sheet
from frameworks.sheet_lines import lines_of
from frameworks.statements import statements_of

from .factories import BY, ROLES, publish
from .sheet_kit import Rows, all_rows_of, compared, counted, rows_of, told

PLANS = "analytical.methodical.plans"
RUSHES = "analytical.methodical.rushes"


@pytest.fixture
def version(db) -> Version:
    return publish(**ROLES)


@pytest.fixture
def own(db) -> Version:
    """An adapted framework: one behaviour reworded, one left out, each with its reason."""
    draft = derive_framework(
        original=publish(**ROLES), title="Ours", publisher="Us", on=dt.date(2026, 11, 2), by=BY
    )
    row = BEHAVIOUR.rows(draft).get(key=PLANS)
    stated = stated_by(BEHAVIOUR, row) | {"text": "Plans ahead"}
    reword_part(draft=draft, sort=BEHAVIOUR, key=PLANS, stated=stated, reason="Shorter.",
                seen=mark_of(BEHAVIOUR, row), by=BY)  # fmt: skip
    drop_part(draft=draft, sort=BEHAVIOUR, key=RUSHES, reason="Others say it.", by=BY)
    return publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)


def changed(version: Version, change: Callable[[Rows], Any], ending: str = "csv") -> ImportRun:
    rows = all_rows_of(version)
    change(rows)
    return compared(version, rows, BY, ending)


def row_of(rows: Rows, sort: str, key: str) -> dict[str, str]:
    return next(row for row in rows if row.get("Row") == sort and key in (
        row.get("Key"), row.get("Purpose")))  # fmt: skip


def applied(run: ImportRun, version: Version) -> dict[str, Any]:
    draft = apply_sheet(framework=version.framework, run=run, sha256=run.sha256, by=BY)
    return document_of(Version.objects.get(pk=draft.pk))


def test_what_is_no_statement_stands_behind_the_statements_a_row_each(own):
    rows = all_rows_of(own)
    assert [row.get("Row", "") for row in rows] == [
        "", "", *["Role level"] * 3, *["Band"] * 4, *["Permitted use"] * 2, "Reason",
    ]  # fmt: skip
    assert row_of(rows, "Band", "l1-2") == {
        "Framework": "ours/1", "Row": "Band", "Key": "l1-2", "Title": "Level 1-2",
        "Role levels": "l1, l2", "In addition": "No",
    }  # fmt: skip
    assert row_of(rows, "Permitted use", "Performance review")["Permitted"] == "No"
    assert rows[0]["Behaviour reason"] == "Shorter."
    assert row_of(rows, "Reason", RUSHES)["Reason"] == "Others say it."


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_all_of_it_comes_back_as_it_went_out(own, ending):
    run = compared(own, all_rows_of(own), BY, ending)
    assert counted(run) == {"unchanged": 12}
    with pytest.raises(DomainError, match="changes nothing"):
        applied(run, own)


def test_bands_levels_and_uses_are_changed_added_and_left_out(version):
    def change(rows: Rows) -> None:
        row_of(rows, "Band", "l1-2")["Title"] = "Levels 1 and 2"
        row_of(rows, "Permitted use", "Personal development")["Permitted"] = "no"
        rows += [
            {"Row": "role level", "Key": "l9", "Title": "L9", "Rank": "9"},
            {"Row": "Band", "Key": "top", "Title": "Top", "Role levels": "l9, leader",
             "In addition": "yes"},
            {"Row": "Permitted use", "Purpose": "recruitment", "Permitted": "Yes",
             "Sentence": "It may be used to recruit."},
        ]  # fmt: skip

    before = document_of(version)
    run = changed(version, change)
    assert counted(run) == {"changed": 2, "new": 3, "unchanged": 10}
    band = next(row for row in run.rows.filter(outcome="changed") if row.values["key"] == "l1-2")
    assert (band.before, band.values["now"], band.values["heading"]) == (
        {"Title": "Level 1-2"}, {"Title": "Levels 1 and 2"}, "Band",
    )  # fmt: skip
    after = applied(run, version)
    assert after["bands"][1]["title"] == "Levels 1 and 2"
    top = after["bands"][4]
    assert (top["key"], set(top["levels"]), top["in_addition"]) == ("top", {"l9", "leader"}, True)
    assert [use["permitted"] for use in after["permitted_uses"]] == [False, False, True]
    assert after["role_levels"][-1] == {"key": "l9", "title": "L9", "grade": "", "rank": 9}
    for name in ("level_texts", "role_profiles", "progression", "adaptations"):
        assert after[name] == before[name]


def test_what_the_sheet_leaves_out_is_shown_and_goes(version):
    def change(rows: Rows) -> None:
        rows.remove(row_of(rows, "Permitted use", "Performance review"))
        rows[0].pop("Behaviour reason")

    run = changed(version, change)
    (gone,) = lines_of(run.rows.filter(outcome="gone"))
    assert (gone.heading, gone.key) == ("Permitted use", "performance_review")
    assert ("Sentence", "It is not intended to be used to assess performance.") in [
        (one.column, one.was) for one in gone.changes
    ]
    (reworded,) = lines_of(run.rows.filter(outcome="changed"))
    assert [(one.column, one.was, one.now) for one in reworded.changes] == [
        ("Behaviour reason", "We plan together.", "")
    ]
    after = applied(run, version)
    assert [use["purpose"] for use in after["permitted_uses"]] == ["development"]
    assert after["adaptations"] == []


def test_order_of_bands_is_the_order_of_their_rows(version):
    def change(rows: Rows) -> None:
        band = row_of(rows, "Band", "leader")
        at = rows.index(row_of(rows, "Band", "l1"))
        rows.remove(band)
        rows.insert(at, band)

    run = changed(version, change)
    row = run.rows.get(outcome="changed")
    assert (row.before, row.values["now"]) == ({"Place": "4 of 4"}, {"Place": "1 of 4"})
    assert [band["key"] for band in applied(run, version)["bands"]][0] == "leader"


def test_sheet_of_statements_alone_leaves_the_rest_as_it_is(own):
    before = document_of(own)

    def reword(rows: Rows) -> Rows:
        rows[0]["Behaviour"] = "Plans"
        return rows

    after = applied(compared(own, reword(rows_of(own)), BY), own)
    for name in ("role_levels", "bands", "permitted_uses", "adaptations"):
        assert after[name] == before[name]


def test_reasons_are_given_in_the_row_of_the_statement_or_in_one_of_their_own(own):
    def change(rows: Rows) -> None:
        rows[0]["Behaviour reason"] = "Plain words."
        rows[0]["Core competency reason"] = "Ours too."
        row_of(rows, "Reason", RUSHES)["Reason"] = "It is said elsewhere."

    run = changed(own, change)
    assert counted(run) == {"changed": 2, "unchanged": 10}
    assert applied(run, own)["adaptations"] == [
        {"key": "analytical", "reason": "Ours too."},
        {"key": PLANS, "reason": "Plain words."},
        {"key": RUSHES, "reason": "It is said elsewhere."},
    ]


USE, LEADER = ("Permitted use", "Personal development"), ("Role level", "leader")


@pytest.mark.parametrize(
    ("row", "change", "sentence"),
    [
        (("Band", "l1"), {"Role levels": "l1, l7"}, "Role levels is “l1, l7”. Expected: keys of role levels of this sheet: l1, l2, leader."),
        (("Band", "l1"), {"Role levels": ""}, "Role levels is empty. Expected: text: this cell is needed here."),
        (("Band", "l1"), {"In addition": "perhaps"}, "In addition is “perhaps”. Expected: Yes or No."),
        (("Band", "leader"), {"Key": "l2"}, "Key is “l2”. Expected: it only once: row 9 has it already."),
        (("Band", "l1"), {"Grade": "3"}, "Grade is “3”. Expected: nothing: a row of this sort has no such cell."),
        (("Band", "l1"), {"Behaviour": "Sings"}, "Behaviour is “Sings”. Expected: nothing: a row of this sort has no such cell."),
        (("Band", "l1"), {"Row": "Bandage"}, "Row is “Bandage”. Expected: one of: Role level, Band, Permitted use, Reason; nothing for a behaviour or area."),
        (LEADER, {"Title": "Head"}, "Title is “Head”. Expected: “Team Leader”, as the role level is called in every version."),
        (LEADER, {"Rank": "high"}, "Rank is “high”. Expected: a whole number from 1 to 99."),
        (USE, {"Purpose": "Promotion"}, "Purpose is “Promotion”. Expected: one of: Personal development, Career progression"),
        (USE, {"Sentence": ""}, "Sentence is empty. Expected: text: this cell is needed here."),
        (("Permitted use", "Performance review"), {"Permitted": "Yes"}, "Permitted is “Yes”. Expected: No: the original’s publisher does not permit it in these words."),
        (("Reason", RUSHES), {"Key": PLANS}, "Expected: nothing here: the statement gives its reason in its own row."),
        (("Reason", RUSHES), {"Key": "nowhere"}, "Key is “nowhere”. Expected: the key of a statement of this framework or of its original."),
    ],
)  # fmt: skip
def test_wrong_cell_is_named_with_what_was_expected(own, row, change, sentence):
    run = changed(own, lambda rows: row_of(rows, *row).update(change))
    assert any(sentence in one for one in told(run)), told(run)


def test_cell_of_such_a_row_beside_a_behaviour_is_wrong(version):
    run = changed(version, lambda rows: rows[0].update({"Sentence": "It may."}))
    assert told(run) == [
        "2: Sentence is “It may.”. Expected: nothing: that is for rows which say in “Row” what they"
        " are."
    ]


def test_sheet_without_any_statement_is_wrong(version):
    def only_the_rest(rows: Rows) -> None:
        del rows[:3]

    assert (
        "rows of core competencies, areas and behaviours as well"
        in told(changed(version, only_the_rest))[0]
    )


def test_band_of_a_behaviour_is_one_of_the_sheet(version):
    def change(rows: Rows) -> None:
        rows[0]["Band"] = "new"
        rows.append({"Row": "Band", "Key": "new", "Title": "New", "Role levels": "l1"})

    assert counted(changed(version, change)) == {"changed": 1, "new": 1, "unchanged": 11}


def test_band_that_a_text_is_written_for_cannot_be_left_out(version):
    with pytest.raises(FileFault, match=r"level_texts\[\d\].band: found \"l1-2\""):
        changed(version, lambda rows: rows.remove(row_of(rows, "Band", "l1-2")))


def test_role_level_that_an_earlier_version_named_keeps_its_name(version):
    publish(version__number=2)
    second = Version.objects.of("example")

    def name_again(rows: Rows) -> None:
        rows.append({"Row": "Role level", "Key": "l1", "Title": "Level one", "Rank": "1"})

    assert "“L1”, as the role level is called in every version" in " ".join(
        told(changed(second, name_again))
    )
