"""A framework as a spreadsheet, both ways: what is compared, what is wrong, what is applied."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from core.errors import DomainError, Stale
from core.models import AuditEvent, ImportRun
from core.services.imports import read_file
from core.tables import FileFault
from frameworks.models import Version
from frameworks.resources.framework_file import digest_of, read_framework_file
from frameworks.resources.version_sheet import (
    COLUMNS,
    LIMITS,
    OPTIONAL,
    REQUIRED,
    version_file,
)
from frameworks.services.comparing import document_of
from frameworks.services.drafting import start_new_version
from frameworks.services.loading import load_frameworks
from frameworks.services.version_import import apply_sheet

from .factories import BY, ROLES, publish
from .sheet_kit import all_rows_of, changed, compared, counted, rows_of, sheet_of, told

FIXTURES = sorted((Path(settings.ROOT) / "fixtures").glob("*.json"))
TEXT, KEY = "Behaviour", "Behaviour key"


def applied(run: ImportRun, version: Version) -> dict:
    draft = apply_sheet(framework=version.framework, run=run, sha256=run.sha256, by=BY)
    return document_of(Version.objects.get(pk=draft.pk))


def behaviours(document: dict) -> list[str]:
    return [
        behaviour["text"]
        for core in document["core_competencies"]
        for area in core["areas"]
        for behaviour in area["behaviours"]
    ]


# Out


def test_the_export_has_a_row_for_each_behaviour_and_for_an_area_without_one(ombudsman):
    rows = rows_of(ombudsman)
    assert len(rows) == 150
    assert {row["Framework"] for row in rows} == {"ombudsman-association/1"}
    assert sum(1 for row in rows if row["Kind"] == "Effective") == 93
    assert sum(1 for row in rows if "Area" in row) == 23
    assert sum(1 for row in rows if "Core competency" in row) == 6
    last = rows_of(publish())[-1]
    assert (last["Area key"], last["Area text"]) == ("analytical.curious", "Asks why.")
    assert KEY not in last


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_of_the_export_is_a_live_formula(db, ending):
    version = publish(core_competencies__0__areas__0__behaviours__0__text="=HYPERLINK(1)")
    content = version_file(document_of(version), ending)
    if ending == "csv":
        lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert lines[0][TEXT] == "'=HYPERLINK(1)"
        return
    sheet = load_workbook(io.BytesIO(content))["Framework"]
    cell = sheet.cell(2, COLUMNS.index(TEXT) + 1)
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_framework_comes_back_as_it_went_out(db, path, ending):
    version = load_frameworks(paths=[path], by=BY)[0].version
    rows = all_rows_of(version)
    run = compared(version, rows, BY, ending)
    assert counted(run) == {"unchanged": len(rows)}
    with pytest.raises(DomainError, match="changes nothing"):
        applied(run, version)


# In


def test_a_changed_word_makes_a_draft_that_differs_by_it(ombudsman):
    before = document_of(ombudsman)

    def reword(rows):
        rows[0][TEXT] = "Carries out each task systematically"

    run = changed(ombudsman, reword, BY)
    assert counted(run) == {"changed": 1, "unchanged": 149}
    row = run.rows.get(outcome="changed")
    assert row.number == 2
    assert row.before == {TEXT: "Carries out tasks systematically"}
    assert row.values["now"] == {TEXT: "Carries out each task systematically"}
    assert row.values["heading"] == "Analytical › Methodical"
    after = applied(run, ombudsman)
    assert after["version"]["number"] == 2
    assert not Version.objects.filter(number=2, published_at__isnull=False).exists()
    first = after["core_competencies"][0]["areas"][0]["behaviours"][0]
    assert first["text"] == "Carries out each task systematically"
    first["text"] = "Carries out tasks systematically"
    after["version"]["number"] = 1
    assert after == before


def test_what_the_sheet_has_no_column_for_stays(db):
    version = publish(**ROLES)
    before = document_of(version)
    after = applied(changed(version, lambda rows: rows[0].update(Area="Orderly"), BY), version)
    assert after["core_competencies"][0]["areas"][0]["title"] == "Orderly"
    for name in ("bands", "level_texts", "role_profiles", "progression", "permitted_uses"):
        assert after[name] == before[name]
    assert after["replacements"] == []  # those led to the version before this one


def test_new_rows_and_rows_left_out_are_told_and_applied(db):
    version = publish()

    def change(rows):
        rows[1] = {
            "Core competency key": "analytical",
            "Area key": "analytical.methodical",
            "Kind": "ineffective",
            TEXT: "Puts a decision off, again and again",
            "Replaces": "analytical.methodical.rushes",
        }

    run = changed(version, change, BY)
    assert counted(run) == {"new": 1, "unchanged": 2, "gone": 1}
    gone = run.rows.get(outcome="gone")
    assert gone.values["key"] == "analytical.methodical.rushes"
    assert gone.before[TEXT] == "Rushes a decision"
    new = run.rows.get(outcome="new")
    key = "analytical.methodical.puts-a-decision-off-again-and"
    assert new.values["key"] == key
    after = applied(run, version)
    assert behaviours(after) == ["Plans decisions ahead", "Puts a decision off, again and again"]
    assert after["replacements"] == [
        {"old": "analytical.methodical.rushes", "new": key, "reason": ""}
    ]


def test_a_key_that_an_earlier_version_used_is_not_given_again(db):
    gone = "analytical.methodical.takes-care"
    publish(core_competencies__0__areas__0__behaviours__0__key=gone)
    latest = publish(version__number=2)
    new = {"Core competency key": "analytical", "Area key": "analytical.methodical",
           "Kind": "Effective", TEXT: "Takes care"}  # fmt: skip
    run = changed(latest, lambda rows: rows.append(new), BY)
    assert run.rows.get(outcome="new").values["key"] == f"{gone}-2"


def test_an_area_and_a_competency_may_be_added_and_an_area_left_out(db):
    version = publish()

    def change(rows):
        rows[2:] = [
            {
                "Core competency key": "fair",
                "Core competency": "Fair",
                "Area key": "fair.open",
                "Area": "Open",
            }
        ]

    run = changed(version, change, BY)
    assert counted(run) == {"new": 1, "unchanged": 2, "gone": 1}
    assert run.rows.get(outcome="gone").before["Area"] == "Curious"
    after = applied(run, version)
    assert [core["title"] for core in after["core_competencies"]] == ["Analytical", "Fair"]
    assert [area["key"] for area in after["core_competencies"][1]["areas"]] == ["fair.open"]


def test_a_moved_row_is_told_by_its_place_and_the_rest_is_as_it_is(ombudsman):
    run = changed(ombudsman, lambda rows: rows.insert(2, rows.pop(4)), BY)
    (row,) = run.rows.filter(outcome="changed")
    assert (row.before, row.values["now"]) == ({"Place": "5 of 9"}, {"Place": "3 of 9"})
    assert counted(run)["unchanged"] == 149


def test_a_behaviour_moves_to_another_area_by_its_area_key(db):
    version = publish()

    def move(rows):
        rows[1]["Area key"] = "analytical.curious"

    run = changed(version, move, BY)
    row = run.rows.get(outcome="changed")
    assert row.before == {"Area key": "analytical.methodical"}
    (core,) = applied(run, version)["core_competencies"]
    assert [len(area["behaviours"]) for area in core["areas"]] == [1, 1]


def test_columns_may_stand_in_another_order(db):
    version = publish()
    file = read_file(
        sheet_of(rows_of(version), columns=tuple(reversed(COLUMNS))),
        required=REQUIRED,
        optional=OPTIONAL,
        limits=LIMITS,
    )
    assert file.table.columns == tuple(reversed(COLUMNS))


# Wrong


def fault_of(version, change) -> str:
    with pytest.raises(FileFault) as caught:
        changed(version, change, BY)
    return caught.value.message


@pytest.mark.parametrize("missing", ["Behaviour key", "Area note"])
def test_a_missing_column_is_named(db, missing):
    version = publish()
    columns = tuple(name for name in COLUMNS if name != missing)
    with pytest.raises(FileFault, match=f"no column named “{missing}”"):
        read_file(
            sheet_of(rows_of(version), columns=columns),
            required=REQUIRED,
            optional=OPTIONAL,
            limits=LIMITS,
        )


def test_the_sheet_of_another_framework_is_refused(db, ombudsman):
    other = publish()
    with pytest.raises(FileFault, match="Row 2 is of “ombudsman-association/1”"):
        compared(other, rows_of(ombudsman), BY)


def test_the_sheet_of_an_older_version_is_refused(db):
    old = publish()
    rows = rows_of(old)
    publish(version__number=2)
    with pytest.raises(FileFault, match="The latest version of this framework is “example/2”"):
        compared(old, rows, BY)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({KEY: "analytical.methodical.rushes"}, "3: Behaviour key is “analytical.methodical.rushes”. Expected: a key of its own: row 2 has it already."),
        ({KEY: "Not a key"}, "2: Behaviour key is “Not a key”. Expected: a key of small letters"),
        ({KEY: "analytical"}, "2: Behaviour key is “analytical”. Expected: a key that no other text"),
        ({KEY: "standard.reasons"}, "Expected: a key that no other text of the framework has."),
        ({"Kind": "Good"}, "2: Kind is “Good”. Expected: one of: Effective, Ineffective, Prerequisite."),
        ({"Kind": ""}, "2: Kind is empty. Expected: text: this cell is needed here."),
        ({"Band": "l9"}, "2: Band is “l9”. Expected: nothing: this framework has no bands."),
        ({TEXT: "Two\nlines"}, "Expected: one line of text"),
        ({TEXT: "", "Kind": "", KEY: "analytical.methodical.plans"}, "2: Behaviour is empty. Expected: the text of this behaviour."),
        ({"Area": "x" * 201}, "Expected: at most 200 characters."),
        ({"Area": ""}, "2: Area is empty. Expected: its title, in one row of “analytical.methodical”."),
        ({"Core competency key": ""}, "2: Core competency key is empty."),
        ({"Core competency key": "other"}, "Expected: “other”, under which row 2 has this area."),
        ({"Replaces": "analytical.methodical.rushes"}, "2: Replaces is “analytical.methodical.rushes”. Expected: nothing: only a new"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_what_was_expected(db, change, sentence):
    version = publish()
    run = changed(version, lambda rows: rows[0].update(change), BY)
    assert any(sentence in one for one in told(run)), told(run)
    with pytest.raises(DomainError, match="Some rows are wrong"):
        applied(run, version)
    assert Version.objects.count() == 1


def test_a_whole_said_twice_must_be_said_alike(db):
    version = publish()
    run = changed(version, lambda rows: rows[1].update(Area="Methodicall"), BY)
    assert told(run) == [
        "3: Area is “Methodicall”. Expected: what row 2 says of it, “Methodical”, or nothing in "
        "all of its cells here."
    ]


def test_a_thousand_and_one_errors_are_all_listed(db):
    version = publish()

    def spoil(rows):
        rows += [{**rows[1], KEY: f"analytical.n{n}", "Kind": "Odd"} for n in range(1001)]

    run = changed(version, spoil, BY)
    assert counted(run) == {"wrong": 1001, "unchanged": 3}
    assert len(told(run)) == 1001


def test_what_is_needed_elsewhere_cannot_be_left_out(db):
    version = publish(**ROLES)

    def rename(rows):
        for row in rows:
            row["Core competency key"] = "thinking"

    assert 'service_standards[0].core_competencies[0]: found "analytical"' in fault_of(
        version, rename
    )
    assert not ImportRun.objects.exists()


# Between looking and applying


def reworded(version):
    return changed(version, lambda rows: rows[0].update({TEXT: "Plans"}), BY)


def test_a_draft_refuses_a_sheet_before_and_after_it_was_compared(db):
    version = publish()
    run = reworded(version)
    start_new_version(framework=version.framework, by=BY)
    for act in (lambda: reworded(version), lambda: applied(run, version)):
        with pytest.raises(DomainError, match="There is a draft of this framework already"):
            act()
    assert Version.objects.count() == 2


def test_a_version_published_since_makes_the_comparison_old(db):
    version = publish()
    run = reworded(version)
    publish(version__number=2)
    with pytest.raises(Stale, match="changed since the file was compared"):
        applied(run, version)


def test_another_upload_takes_the_place_of_the_first(db):
    version = publish()
    first, second = reworded(version), reworded(version)
    with pytest.raises(DomainError, match="applied or thrown away already"):
        applied(first, version)
    with pytest.raises(Stale, match="Another file was uploaded since"):
        apply_sheet(framework=version.framework, run=second, sha256="0" * 64, by=BY)
    applied(second, version)
    with pytest.raises(DomainError, match="applied or thrown away already"):
        applied(second, version)


def test_applying_is_in_the_trail_with_every_row_counted(db):
    version = publish()
    run = reworded(version)
    applied(run, version)
    event = AuditEvent.objects.get(act="framework.sheet_applied")
    assert event.detail.data["changed"] == 1
    assert event.detail.data["unchanged"] == 2
    assert event.detail.data["sha256"] == run.sha256


def test_the_digest_of_the_draft_is_that_of_its_document(db):
    version = publish()
    after = applied(reworded(version), version)
    assert Version.objects.get(number=2).digest == digest_of(after)


def test_the_fixture_of_a_file_and_its_sheet_say_the_same(db):
    path = next(path for path in FIXTURES if "ombudsman-association" in path.name)
    version = load_frameworks(paths=[path], by=BY)[0].version
    assert len(rows_of(version)) == len(behaviours(read_framework_file(path)))
