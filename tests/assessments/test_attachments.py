"""Files added to reviews, actions and evidence: what is taken, who reads them, what is left."""

import datetime as dt
import io
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Action, Attachment, Evidence
from assessments.models.attachment import FOLDER
from assessments.services.attachment import add_attachment, discard_orphans, withdraw_attachment
from core.errors import DomainError, NotAllowed
from core.file_types import OFFICE
from core.uploads import LARGEST, TooLarge
from tests.assessments import factories
from tests.assessments.action_factories import action_at, raised, scope

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\xff\xd9"


def packed(names: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for name, text in names.items():
            file.writestr(name, text)
    return content.getvalue()


DOCX = packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w/>"})
DOCM = packed(
    {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}
)
ODT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cast(caseworker, supervisor, manager):
    return SimpleNamespace(caseworker=caseworker, supervisor=supervisor, manager=manager)


@pytest.fixture
def action(cast) -> Action:
    return action_at(cast, "open")


def stored() -> list[str]:
    if not default_storage.exists(FOLDER):
        return []
    return [
        f"{FOLDER}/{part}/{name}"
        for part in default_storage.listdir(FOLDER)[0]
        for name in default_storage.listdir(f"{FOLDER}/{part}")[1]
    ]


def add(parent, by, name="letter.pdf", content=PDF, shows="The new standard letter") -> Attachment:
    upload = SimpleUploadedFile(name, content)
    return add_attachment(parent=parent, upload=upload, shows=shows, by=by, scope=scope(by))


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("letter.pdf", PDF, "application/pdf"),
        ("picture.PNG", PNG, "image/png"),
        ("picture.jpeg", JPEG, "image/jpeg"),
        ("letter.docx", DOCX, OFFICE),
        ("letter.odt", ODT, "application/vnd.oasis.opendocument.text"),
        ("note.txt", "Größe: 3 £".encode(), "text/plain; charset=utf-8"),
        ("note.txt", "Price: £3".encode("cp1252"), "text/plain; charset=utf-8"),
    ],
)
def test_what_is_what_it_says_is_taken_and_stored_under_no_name(
    action, cast, name, content, media_type
):
    row = add(action, cast.caseworker, name, content)
    assert (row.name, row.media_type, row.size) == (name, media_type, len(content))
    [place] = stored()
    assert row.file.name == place
    assert "letter" not in place
    with row.file.open() as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("letter.pdf", PNG, "not what its ending"),
        ("letter.pdf", b"MZ\x90\x00" + PDF, "not what its ending"),
        ("letter.docx", DOCM, "not what its ending"),
        ("letter.docx", ODT, "not what its ending"),
        ("letter.odt", DOCX, "not what its ending"),
        ("letter.docx", b"PK\x03\x04 and no more", "not what its ending"),
        ("note.txt", b"\x00\x01\x02", "not what its ending"),
        ("page.html", b"<script>alert(1)</script>", "Choose a PDF"),
        ("picture.svg", b"<svg/>", "Choose a PDF"),
        ("letter.docm", DOCM, "Choose a PDF"),
        ("letter", PDF, "Choose a PDF"),
        ("letter.pdf", b"", "is empty"),
        ("letter.pdf", PDF + b"0" * (10 * 1024 * 1024), "10 MB or less"),
    ],
)
def test_what_is_not_is_refused_in_a_sentence_and_leaves_no_file(
    action, cast, name, content, sentence
):
    with pytest.raises(DomainError, match=sentence) as refused:
        add(action, cast.caseworker, name, content)
    assert refused.value.field == "upload"
    assert stored() == []


def test_a_bomb_in_a_word_file_is_refused_unopened(action, cast):
    bomb = packed(
        {
            "[Content_Types].xml": b"<a/>",
            "word/document.xml": b"0" * (201 * 1024 * 1024),
        },
        method=zipfile.ZIP_DEFLATED,
    )
    with pytest.raises(DomainError, match="not what its ending"):
        add(action, cast.caseworker, "letter.docx", bomb)


def test_the_file_of_a_row_that_cannot_be_written_is_not_left_behind(action, cast, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("assessments.services.attachment.trail.record", fails)
    with pytest.raises(RuntimeError):
        add(action, cast.caseworker)
    assert stored() == []
    assert not Attachment.objects.exists()


def test_what_an_undone_transaction_left_is_deleted_after_a_day(action, cast):
    kept = add(action, cast.caseworker)
    with transaction.atomic():
        add(action, cast.caseworker)
        transaction.set_rollback(True)
    assert len(stored()) == 2
    now = timezone.now()
    assert discard_orphans(now=now) == 0
    assert discard_orphans(now=now + dt.timedelta(days=2)) == 1
    assert stored() == [kept.file.name]


def test_taken_away_the_file_is_gone_and_the_reason_stays(
    action, cast, django_capture_on_commit_callbacks
):
    row = add(action, cast.caseworker)
    with pytest.raises(DomainError) as refused:
        withdraw_attachment(row=row, reason=" ", by=cast.caseworker, scope=scope(cast.caseworker))
    assert refused.value.field == "reason"
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_attachment(
            row=row, reason="A name can be read.", by=cast.caseworker, scope=scope(cast.caseworker)
        )
    assert stored() == []
    assert not Attachment.objects.visible_to(scope(cast.supervisor)).exists()
    assert Attachment.objects.get().withdrawn_reason == "A name can be read."


def test_what_was_added_cannot_be_changed_in_the_database(action, cast):
    row = add(action, cast.caseworker)
    for changed in ({"name": "other.pdf"}, {"shows": "Nothing"}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.filter(pk=row.pk).update(**changed)


# Who


def test_a_file_is_read_by_whoever_reads_what_it_was_added_to(
    organisation, cast, sign_in, other_supervisor, hr, manager
):
    review = factories.review_at(cast, "shared")
    action = raised(review, other_supervisor, cast.supervisor)
    of_review = add(review, cast.caseworker)
    of_action = add(action, other_supervisor)
    of_evidence = add(Evidence.objects.filter(review=review).first(), cast.supervisor)
    for user, seen in (
        (cast.caseworker, {of_review, of_action, of_evidence}),
        (cast.supervisor, {of_review, of_action, of_evidence}),
        (manager, {of_action}),
        (other_supervisor, {of_action}),
        (hr, set()),
    ):
        assert set(Attachment.objects.visible_to(scope(user))) == seen, user
        for row in (of_review, of_action, of_evidence):
            answer = sign_in(user).get(reverse("attachment_get", args=[row.pk]))
            assert answer.status_code == (200 if row in seen else 404)


def test_nobody_adds_to_what_is_not_shared_or_is_not_theirs(cast, other_supervisor, manager):
    unshared = factories.review_at(cast, "submitted")
    with pytest.raises(NotAllowed):
        add(unshared, cast.supervisor)
    action = action_at(cast, "open", reference="HB-9")
    with pytest.raises(NotAllowed):
        add(action, other_supervisor)
    done = action_at(cast, "verified", reference="HB-10")
    with pytest.raises(NotAllowed):
        add(done, cast.caseworker)


# Pages


def test_a_file_is_sent_to_be_saved_and_never_shown(organisation, action, cast, sign_in):
    row = add(action, cast.caseworker, 'a"b\r\n<i>.txt', b"<script>alert(1)</script>")
    answer = sign_in(cast.supervisor).get(reverse("attachment_get", args=[row.pk]))
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "\r" not in row.name + answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer.content == b"<script>alert(1)</script>"


def test_a_refused_file_loses_nothing_that_was_typed(organisation, action, cast, sign_in):
    client = sign_in(cast.caseworker)
    address = reverse("attachment_add", args=["action", action.pk])
    wrong = {"upload": SimpleUploadedFile("a.pdf", PNG), "shows": "The guide, with my notes"}
    answer = client.post(address, wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The guide, with my notes" in page
    assert "is not what its ending “.pdf” says" in page
    answer = client.post(
        address, {"upload": SimpleUploadedFile("a.pdf", PDF), "shows": "The guide, with my notes"}
    )
    assert answer.status_code == 302
    page = client.get(reverse("action_detail", args=[action.pk])).content.decode()
    assert "The guide, with my notes" in page


def test_a_file_beyond_all_limits_is_neither_kept_nor_loses_what_was_typed(
    organisation, action, cast, sign_in, monkeypatch
):
    kept: list[int] = []
    monkeypatch.setattr("core.uploads.LARGEST", 300_000)
    written = "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk"

    def counted(self, raw_data, start):
        kept.append(len(raw_data))
        self.file.write(raw_data)

    monkeypatch.setattr(written, counted)
    content = PDF + b"0" * 3_000_000
    answer = sign_in(cast.caseworker).post(
        reverse("attachment_add", args=["action", action.pk]),
        {"upload": SimpleUploadedFile("a.pdf", content), "shows": "The guide"},
    )
    monkeypatch.undo()
    assert sum(kept) <= 300_000
    page = answer.content.decode()
    assert 'value="The guide"' in page


def test_what_stands_for_a_file_beyond_all_limits_has_its_size_and_no_content(action, cast):
    large = TooLarge("a.pdf", LARGEST * 10)
    assert large.read() == b""
    with pytest.raises(DomainError, match="200 MB. Choose one of 10 MB"):
        add_attachment(
            parent=action,
            upload=large,
            shows="x",
            by=cast.caseworker,
            scope=scope(cast.caseworker),
        )
