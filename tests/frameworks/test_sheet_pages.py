"""The pages on which a framework admin changes a framework in a spreadsheet."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.models import ImportRun
from frameworks.models import Version
from frameworks.resources.version_sheet import COLUMNS, REASONS
from frameworks.services.drafting import start_new_version
from frameworks.tree import tree_of

from .factories import BY, publish, publish_with_behaviours
from .sheet_kit import changed, rows_of, sheet_of


@pytest.fixture
def admin(sign_in, framework_admin):
    return sign_in(framework_admin)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def upload(client, version, rows, ending="xlsx"):
    url = reverse("sheet_upload", args=[version.framework.code])
    return client.post(url, {"file": sheet_of(rows, ending)}, follow=True)


def reworded(rows):
    rows[0]["Behaviour"] = "Plans every decision ahead"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_changed_word_is_shown_beside_the_old_one_and_becomes_a_draft(db, admin, ending):
    version = publish()
    content = admin.get(reverse("framework_sheet", args=["example", 1, ending])).content
    rows = _read(content, ending)
    reworded(rows)
    page = upload(admin, version, rows, ending)
    text = text_of(page)
    assert "Changed: 1" in text
    assert "As it is: 4" in text
    was = text.index("Plans <del>decisions</del> ahead")
    assert was < text.index("Plans <ins>every decision</ins> ahead")
    run = ImportRun.objects.get()
    apply = reverse("sheet_apply", args=["example", run.pk])
    page = admin.post(apply, {"sha256": run.sha256}, follow=True)
    assert "Version 2 is a draft now." in text_of(page)
    assert page.redirect_chain == [(reverse("draft_detail", args=["example"]), 302)]
    old = admin.get(reverse("sheet_detail", args=["example", run.pk]))
    assert "Go to the draft of version 2" in text_of(old)
    assert Version.objects.get(number=2).published_at is None


def _read(content, ending):
    if ending == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    lines = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    columns = next(lines)
    return [dict(zip(columns, (cell or "" for cell in line), strict=True)) for line in lines]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_errors_come_back_as_the_same_sheet_and_may_be_sent_again(db, admin, ending):
    version = publish()
    rows = rows_of(version)
    reworded(rows)
    rows[1]["Kind"] = "Odd"
    page = text_of(upload(admin, version, rows))
    assert "nothing can be applied" in page
    assert "Kind is “Odd”. Expected: one of: Effective, Ineffective, Prerequisite." in page
    assert "Make a draft of it" not in page
    run = ImportRun.objects.get()
    url = reverse("sheet_faults", args=["example", run.pk, ending])
    told = _read(admin.get(url).content, ending)
    assert list(told[0]) == [*COLUMNS, REASONS]
    assert [row[REASONS][:11] for row in told] == ["", "Kind is “Od", ""]
    told[1]["Kind"] = "Ineffective"
    sent = sheet_of(told, ending, (*COLUMNS, REASONS))
    page = admin.post(reverse("sheet_upload", args=["example"]), {"file": sent}, follow=True)
    assert "Changed: 1" in text_of(page)
    assert admin.get(url).status_code == 404  # that comparison was thrown away


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Name,Score\nAmira,5\n", "The file has no column named"),
        (b"", "The submitted file is empty."),
        (b"PK\x03\x04nonsense", "not an Excel file that can be read"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(db, admin, content, sentence):
    publish()
    url = reverse("sheet_upload", args=["example"])
    page = admin.post(url, {"file": SimpleUploadedFile("x.csv", content)})
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert not ImportRun.objects.exists()


def test_a_draft_is_named_and_linked_before_anything_is_uploaded(db, admin):
    version = publish()
    start_new_version(framework=version.framework, by=BY)
    page = text_of(admin.get(reverse("sheet_upload", args=["example"])))
    assert "There is a draft of this framework already." in page
    assert "Go to the draft of version 2" in page
    assert 'type="file"' not in page
    assert "There is a draft" in text_of(upload(admin, version, rows_of(version)))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_draft_can_be_downloaded_too(db, admin, ending):
    start_new_version(framework=publish().framework, by=BY)
    rows = _read(admin.get(reverse("draft_sheet", args=["example", ending])).content, ending)
    assert {row["Framework"] for row in rows} == {"example/2"}


def test_what_is_left_out_is_shown_with_its_text_and_without_its_keys(db, admin):
    version = publish()
    text = text_of(upload(admin, version, rows_of(version)[:1] + rows_of(version)[2:]))
    assert "Rushes a decision" in text
    assert '"Column">Behaviour key' not in text


def test_somebody_elses_comparison_is_not_found(db, sign_in, admin, hr):
    version = publish()
    run = changed(version, reworded, hr)
    assert admin.get(reverse("sheet_detail", args=["example", run.pk])).status_code == 404


def test_rows_come_in_pages_of_fifty(db, admin, framework_admin):
    version = publish_with_behaviours(8)
    run = changed(version, lambda rows: None, framework_admin)
    url = reverse("sheet_detail", args=["example", run.pk])
    first = admin.get(url)
    assert "Row 51" in text_of(first)
    assert "Row 52" not in text_of(first)
    second = text_of(admin.get(url + "?outcome=unchanged&after=51"))
    assert "Row 52" in second
    assert "Row 65" in second
    assert admin.get(url + "?after=x").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_whatever_it_shows(
    db, admin, framework_admin, count, django_assert_num_queries
):
    version = publish_with_behaviours(count)

    def change(rows):
        for row in rows:
            row["Behaviour"] += " too"

    run = changed(version, change, framework_admin)
    with django_assert_num_queries(9):
        admin.get(reverse("sheet_detail", args=["example", run.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_the_upload_page_asks_the_same_however_many_uploads(
    db, admin, framework_admin, count, django_assert_num_queries
):
    version = publish()
    for _turn in range(count):
        changed(version, reworded, framework_admin)
    with django_assert_num_queries(7):
        admin.get(reverse("sheet_upload", args=["example"]))


@pytest.mark.parametrize("count", [1, 3])
def test_a_version_is_written_in_as_many_queries_however_large(
    db, admin, count, django_assert_num_queries
):
    tree_of(publish_with_behaviours(count, adopted=False).pk)
    with django_assert_num_queries(10):
        admin.get(reverse("framework_sheet", args=["example", 1, "csv"]))


def test_a_comparison_can_be_thrown_away(db, admin, framework_admin):
    run = changed(publish(), reworded, framework_admin)
    page = admin.post(reverse("sheet_abandon", args=["example", run.pk]), follow=True)
    assert "The framework is as it was." in text_of(page)
    assert not run.rows.exists()
