"""A framework's booklet: what stands in it, that it conforms, who gets it, and how often it is made."""

import re
from io import BytesIO

import page
import pypdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from frameworks.services.loading import load_frameworks
from frameworks.tree import tree_of
from records.contexts.booklet import booklet
from records.services.booklets import digest_of, lay_out_booklet
from tests.frameworks.factories import BY, ROLES, content, publish, written


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Each test begins with nothing kept."""
    settings.MEDIA_ROOT = tmp_path


def address(version, route="framework_booklet"):
    return reverse(route, args=[version.framework.code, version.number])


def words_of(file: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(file)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def kept() -> list[str]:
    return default_storage.listdir("booklets")[1]


def an_adapted_one(folder):
    publish()
    changed = content()["core_competencies"]
    changed[0]["areas"][0]["behaviours"][0]["text"] = "Plans with the client"
    path = written(
        folder,
        framework__code="ours",
        version__derived_from="example/1",
        version__title="Our framework <b>",
        core_competencies=changed,
        **ROLES,
    )
    return load_frameworks(paths=[path], by=BY)[0].version


def test_booklet_says_everything_of_the_version_and_conforms(db, tmp_path):
    version = an_adapted_one(tmp_path)
    said = booklet(tree_of(version.pk), organisation="Northgate Advice", in_use_since=None)
    made = lay_out_booklet(said, version).content
    words = words_of(made)
    for text in (
        "Our framework <b>", "Northgate Advice", "It is no check-list.", "It helps people to grow.",
        "It is not intended to be used to assess performance.", "Not yet seen", "About it",
        "Methodical", "Plans with the client", "Rushes a decision", "Asks why.",
        "Reasons are given", "Grade 3", "Level 2 (in addition)", "Shares", "Team Leader",
        "Reports to", "To lead.", "Compared with the Example framework", "We plan",
        "© Example Publisher 2020", "Page 1 of",
    ):  # fmt: skip
        assert text in words, text
    for profile in ("ua1", "3a"):
        assert not page.validate_pdf_bytes(made, profile=profile).failures


def test_booklet_is_laid_out_once_for_a_crowd(db, monkeypatch):
    version = publish()
    first = Client().get(address(version))
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "application/pdf"
    (name,) = kept()
    default_storage.delete(f"booklets/{name}")
    with default_storage.open(f"booklets/{name}", "wb") as file:
        file.write(b"kept, not made")
    again = Client().get(address(version))
    assert again.content == b"kept, not made"
    assert kept() == [name]


def test_other_words_make_another_booklet_and_throw_the_old_one_away(organisation):
    version = publish()
    Client().get(address(version))
    (old,) = kept()
    organisation.name = "Another name"
    organisation.save()
    Client().get(address(version))
    (new,) = kept()
    assert new != old


def test_a_booklet_is_known_by_its_words(db):
    one, other = (tree_of(publish(framework__code=code).pk) for code in ("one", "other"))
    digests = {
        digest_of(booklet(tree, organisation=name, in_use_since=None))
        for tree in (one, other)
        for name in ("A", "B")
    }
    assert len(digests) == 4


def test_what_cannot_be_made_is_not_tried_again_and_again(db, settings):
    settings.PDF_LIMITS = {"memory": 800, "cpu": 120, "wall": 0.0}
    version = publish()
    refused = Client().get(address(version))
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert "The booklet could not be made" in refused.content.decode()
    settings.PDF_LIMITS = {"memory": 800, "cpu": 120, "wall": 300}
    assert Client().get(address(version)).status_code == 503


def test_booklet_of_a_framework_not_in_use_asks_to_sign_in(db, sign_in, caseworker):
    version = publish(adopted=False)
    there, absent = Client().get(address(version)), Client().get("/framework/no/1/booklet.pdf")
    assert there.status_code == absent.status_code == 302
    response = sign_in(caseworker).get(address(version))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_booklet_costs_few_queries_once_it_is_made(organisation, django_assert_num_queries):
    version = publish()
    Client().get(address(version))
    with django_assert_num_queries(3):
        Client().get(address(version))
