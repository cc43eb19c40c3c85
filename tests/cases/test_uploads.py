"""Uploading the register: compared, looked at, applied whole or not at all."""

import csv
import datetime as dt
import io
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from cases.models import CaseFile, Holding, HoldingAction
from cases.resources.columns import COLUMNS, OPTIONAL, REQUIRED
from cases.services.case_file import change_case_file, particulars_of
from cases.services.holding import hand_over_case_file
from cases.services.upload import apply_upload, compare_upload
from core.cells import write_csv, write_xlsx
from core.errors import DomainError, Stale
from core.models import AuditEvent, ImportRun
from core.services.imports import counts_of, read_file
from tests.cases.factories import HoldingActionFactory, ServiceAreaFactory, held_file

pytestmark = pytest.mark.usefixtures("organisation")
TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def housing_area(db):
    return ServiceAreaFactory(name="Housing")


def line(reference="HB/1", holder="", **changes):
    given = {
        "Reference": reference,
        "Service area": "Housing",
        "Kind of work": "Complex",
        "Opened on": "02/03/2026",
        "Closed on": "",
        "Held by": holder,
        "Held from": "",
    }
    return [(given | changes)[column] for column in COLUMNS]


def upload_of(*lines, ending="csv"):
    write = write_csv if ending == "csv" else write_xlsx
    return SimpleUploadedFile(f"cases.{ending}", write(COLUMNS, lines))


def compared(by, *lines, whole=False, ending="csv"):
    file = read_file(upload_of(*lines, ending=ending), required=REQUIRED, optional=OPTIONAL)
    return compare_upload(file=file, whole=whole, by=by, today=TODAY)


def counted(run):
    return {name: count for name, count in counts_of(run).items() if count}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_brings_case_files_with_their_holders(
    housing_area, manager, caseworker, supervisor, ending
):
    run = compared(
        manager,
        line("HB/1", caseworker.email),
        line("HB/2", supervisor.email, **{"Closed on": "01/05/2026"}),
        ending=ending,
    )
    assert counted(run) == {"new": 2}
    assert not CaseFile.objects.exists()
    apply_upload(run=run, by=manager)
    held = {
        holding.case_file.reference: (holding.user, holding.to_on)
        for holding in Holding.objects.select_related("case_file", "user")
    }
    assert held == {"HB/1": (caseworker, None), "HB/2": (supervisor, dt.date(2026, 5, 1))}
    again = compared(
        manager,
        line("HB/1", caseworker.email),
        line("HB/2", supervisor.email, **{"Closed on": "01/05/2026"}),
    )
    assert counted(again) == {"unchanged": 2}


def test_one_wrong_row_holds_all_of_them_back(housing_area, manager):
    run = compared(manager, line("HB/1"), line("HB/2", **{"Opened on": "31/02/2026"}))
    with pytest.raises(DomainError, match="Some rows are wrong"):
        apply_upload(run=run, by=manager)
    assert not CaseFile.objects.exists()


def test_changes_close_reopen_and_hand_over(housing_area, manager, caseworker, other_caseworker):
    files = {
        name: held_file(caseworker, reference=name, service_area=housing_area, kind="complex")
        for name in ("HB/1", "HB/2", "HB/3")
    }
    action = HoldingActionFactory(case_file=files["HB/2"], told=caseworker)
    run = compared(
        manager,
        line("HB/1", caseworker.email, **{"Closed on": "01/05/2026"}),
        line("HB/2", other_caseworker.email, **{"Held from": "01/04/2026"}),
        line("HB/3", caseworker.email, **{"Held from": "03/03/2026"}),
    )
    assert counted(run) == {"changed": 3}
    apply_upload(run=run, by=manager)
    assert files["HB/1"].holdings.get().to_on == dt.date(2026, 5, 1)
    ended, taken = files["HB/2"].holdings.order_by("from_on")
    assert (ended.to_on, taken.user) == (dt.date(2026, 3, 31), other_caseworker)
    assert files["HB/3"].holdings.get().from_on == dt.date(2026, 3, 3)
    action.refresh_from_db()
    assert action.told == other_caseworker
    assert set(CaseFile.objects.values_list("version", flat=True)) == {1}


def test_the_trail_has_one_event_for_each_person_touched(
    housing_area, manager, caseworker, supervisor
):
    run = compared(
        manager,
        *(line(f"HB/{n}", caseworker.email) for n in range(3)),
        line("HB/9", supervisor.email),
    )
    apply_upload(run=run, by=manager)
    events = AuditEvent.objects.filter(act="case_files.uploaded")
    assert {event.subject_key: event.detail.data for event in events} == {
        f"people.user:{caseworker.pk}": {"case_files": 3},
        f"people.user:{supervisor.pk}": {"case_files": 1},
    }


def test_a_whole_file_lists_what_it_does_not_name_and_deletes_nothing(
    housing_area, manager, caseworker
):
    held_file(caseworker, reference="HB/8", service_area=housing_area)
    run = compared(manager, line("HB/1"), whole=True)
    assert counted(run) == {"new": 1, "gone": 1}
    apply_upload(run=run, by=manager)
    assert CaseFile.objects.count() == 2
    assert counted(compared(manager, line("HB/1"))) == {"unchanged": 1}


def changed_by_hand(case_file, manager, caseworker):
    change_case_file(
        case_file=case_file,
        particulars=particulars_of(case_file),
        seen_version=case_file.version,
        by=manager,
        today=TODAY,
    )


def handed_over(case_file, manager, caseworker):
    hand_over_case_file(
        case_file=case_file,
        to=manager,
        from_on=TODAY,
        seen_holding=case_file.holdings.get().pk,
        by=manager,
        today=TODAY,
    )


def added_by_hand(case_file, manager, caseworker):
    held_file(caseworker, reference="hb/new", service_area=case_file.service_area)


@pytest.mark.parametrize("meanwhile", [changed_by_hand, handed_over, added_by_hand])
def test_a_comparison_is_refused_when_its_files_changed_since(
    housing_area, manager, caseworker, meanwhile
):
    case_file = held_file(caseworker, reference="HB/1", service_area=housing_area)
    run = compared(manager, line("HB/1"), line("HB/new"))
    meanwhile(case_file, manager, caseworker)
    with pytest.raises(Stale):
        apply_upload(run=run, by=manager)
    case_file.refresh_from_db()
    assert case_file.kind != "complex"


def test_another_file_that_changed_since_refuses_nothing(housing_area, manager, caseworker):
    run = compared(manager, line("HB/1"))
    held_file(caseworker, reference="HB/2")
    apply_upload(run=run, by=manager)
    assert CaseFile.objects.count() == 2


def test_two_uploads_applied_at_once_leave_each_file_once(
    committed_db, housing_area, manager, caseworker
):
    runs = [compared(manager, line("HB/1", caseworker.email)) for _each in range(2)]
    gate = threading.Barrier(2)
    outcomes = []

    def apply(run):
        gate.wait()
        try:
            apply_upload(run=run, by=manager)
            outcomes.append("applied")
        except Stale:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["applied", "told"]
    assert (CaseFile.objects.count(), Holding.objects.count()) == (1, 1)


def test_a_comparison_is_applied_once(housing_area, manager):
    run = compared(manager, line("HB/1"))
    apply_upload(run=run, by=manager)
    with pytest.raises(DomainError, match="applied or thrown away already"):
        apply_upload(run=run, by=manager)


def test_the_way_from_file_to_register_in_the_browser(sign_in, housing_area, manager, caseworker):
    client = sign_in(manager)
    answer = client.post(
        reverse("upload_add"),
        {"file": upload_of(line("HB/1", caseworker.email)), "extent": "part", "nonce": "n1"},
    )
    run = ImportRun.objects.get()
    assert answer["Location"] == reverse("upload_detail", args=[run.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "New: 1" in page
    assert "HB/1" in page
    for _click in range(2):
        client.post(reverse("upload_apply", args=[run.pk]), {"nonce": "n2"})
    page = client.get(answer["Location"]).content.decode()
    assert "The register is up to date: 1 new, 0 changed." in page
    assert "What the file did" in page
    assert CaseFile.objects.count() == 1


def test_references_like_names_are_looked_at_before_they_are_applied(
    sign_in, housing_area, manager
):
    run = compared(manager, line("Okonkwo"))
    client = sign_in(manager)
    url = reverse("upload_apply", args=[run.pk])
    page = client.post(url, {}).content.decode()
    assert "Row 2: “Okonkwo” has no number in it and may be a name." in page
    assert 'href="#id_names_no_client"' in page
    assert not CaseFile.objects.exists()
    assert client.post(url, {"names_no_client": "on"}).status_code == 302
    assert CaseFile.objects.count() == 1


def test_what_is_wrong_is_shown_and_comes_as_a_file_without_live_formulas(
    sign_in, housing_area, manager
):
    run = compared(
        manager, line("=HYPERLINK(1)"), line("HB/2", **{"Kind of work": "+hard"}), line("HB/3")
    )
    client = sign_in(manager)
    page = client.get(reverse("upload_detail", args=[run.pk])).content.decode()
    assert "Wrong: 2" in page
    assert "Kind of work is “+hard”. Expected: one of: Straightforward" in page
    assert "Apply to the register" not in page
    content = client.get(reverse("upload_errors", args=[run.pk])).content.decode("utf-8-sig")
    _head, first, second = csv.reader(io.StringIO(content))
    assert first[:3] == ["2", "Reference", "'=HYPERLINK(1)"]
    assert second[:3] == ["3", "Kind of work", "'+hard"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_file_can_be_uploaded_as_it_is(sign_in, housing_area, manager, ending):
    client = sign_in(manager)
    content = client.get(reverse("upload_template", args=[ending])).content
    if ending == "xlsx":
        assert load_workbook(io.BytesIO(content)).active["A1"].value == "Reference"
    client.post(
        reverse("upload_add"),
        {"file": SimpleUploadedFile(f"x.{ending}", content), "extent": "part"},
    )
    assert counted(ImportRun.objects.get()) == {"new": 2}


BAD_FILES = [
    (b"", "The submitted file is empty."),
    (b"Reference,Service area\nHB/1,Housing\n", "has no column named “Kind of work”"),
    (",".join(COLUMNS).encode() + b"\n", "no rows under its column names"),
    (",".join([*COLUMNS, "Client"]).encode() + b"\n1\n", "columns that are not known: “Client”"),
    (b"PK\x03\x04nonsense", "not an Excel file that can be read"),
    ("Reference\nMüller".encode("latin-1"), "not UTF-8"),
    (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
]


@pytest.mark.parametrize(("content", "sentence"), BAD_FILES, ids=[text for _, text in BAD_FILES])
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    sign_in, housing_area, manager, content, sentence
):
    answer = sign_in(manager).post(
        reverse("upload_add"), {"file": SimpleUploadedFile("x.csv", content), "extent": "part"}
    )
    page = answer.content.decode()
    assert sentence in page
    assert 'href="#id_file"' in page
    assert not ImportRun.objects.exists()


def test_a_comparison_is_seen_by_whoever_made_it_only(
    sign_in, housing_area, manager, caseworker, make_lead
):
    run = compared(manager, line("HB/1", caseworker.email))
    other = sign_in(make_lead("Ada Obi"))
    for name in ("upload_detail", "upload_errors"):
        assert other.get(reverse(name, args=[run.pk])).status_code == 404
    for name in ("upload_apply", "upload_abandon"):
        assert other.post(reverse(name, args=[run.pk])).status_code == 404
    assert run.file_name not in other.get(reverse("upload_add")).content.decode()


def test_a_comparison_thrown_away_leaves_no_rows(sign_in, housing_area, manager):
    run = compared(manager, line("HB/1"))
    sign_in(manager).post(reverse("upload_abandon", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == "abandoned"
    assert not run.rows.exists()
    page = sign_in(manager).get(reverse("upload_detail", args=[run.pk])).content.decode()
    assert "Nothing of it was applied" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_takes_the_same_queries_for_one_row_and_for_three(
    rows, sign_in, housing_area, manager, django_assert_num_queries
):
    run = compared(manager, *(line(f"HB/{n}") for n in range(rows)))
    client = sign_in(manager)
    with django_assert_num_queries(8):
        client.get(reverse("upload_detail", args=[run.pk]))


def test_a_long_comparison_is_paged(sign_in, housing_area, manager):
    run = compared(manager, *(line(f"HB/{n}") for n in range(60)))
    client = sign_in(manager)
    url = reverse("upload_detail", args=[run.pk])
    assert "?outcome=new&amp;after=51" in client.get(url).content.decode()
    page = client.get(url + "?outcome=new&after=51").content.decode()
    assert "HB/59" in page
    assert "HB/49<" not in page
    assert client.get(url + "?after=x").status_code == 404


def test_no_holding_action_moves_that_is_not_concerned(housing_area, manager, caseworker):
    action = HoldingActionFactory(
        case_file=held_file(caseworker, reference="HB/1", service_area=housing_area),
        told=manager,
    )
    apply_upload(run=compared(manager, line("HB/1")), by=manager)
    assert HoldingAction.objects.get(pk=action.pk).told == manager


@pytest.mark.long
def test_twenty_thousand_rows_are_applied(housing_area, manager, caseworker):
    run = compared(manager, *(line(f"HB/{n}", caseworker.email) for n in range(19_999)))
    apply_upload(run=run, by=manager)
    assert CaseFile.objects.count() == 19_999
