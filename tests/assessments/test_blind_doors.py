"""Blind reviews behind every other door: addresses, searches, documents, looks, actions, files."""

import json
import re
from io import BytesIO

import pypdf
import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from assessments.models import Action, Attachment, Evidence, Point, Theme
from assessments.services.attachment import add_attachment
from core.errors import DomainError, NotAllowed
from core.models import Outbox, RecordView
from people.models import User
from records.contexts.asked import Asked, reader_of
from records.enums import DocumentKind
from records.services.documents import make_document
from tests.assessments import factories
from tests.assessments.action_factories import raised, text_file

WORDS = (factories.GOOD, factories.LACKING, factories.SECOND_SAW)


def numbered_routes(patterns=None) -> list[tuple[str, list[str]]]:
    """Return each named route that takes nothing but numbers, with the names of these."""
    found = []
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            found += numbered_routes(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            taken = pattern.pattern.converters
            numbers = {key for key, each in taken.items() if isinstance(each, IntConverter)}
            if numbers == set(pattern.pattern.regex.groupindex):
                found.append((pattern.name, sorted(numbers)))
    return found


def everywhere(client, numbers: set[int], searched: str):
    """Return what every address says to a reader, with each number and a search in its query."""
    for name, known in numbered_routes():
        for number in numbers if known else [0]:
            url = reverse(name, kwargs=dict.fromkeys(known, number))
            answer = client.get(url, {"q": searched, "search": searched})
            body = answer.getvalue() if answer.streaming else answer.content
            yield url, answer.status_code, body.decode(errors="replace")


@pytest.mark.parametrize(
    ("step", "name", "hidden"),
    [
        ("first", "other_supervisor", (factories.GOOD, factories.LACKING)),
        ("second", "caseworker", WORDS),
    ],
)
def test_no_address_and_no_search_shows_words_of_a_sheet_before_both_are_in(
    step, name, hidden, request, blind, sign_in, supervisor
):
    review = blind(step)
    numbers = {review.pk, review.case_file_id, review.person_id}
    client = sign_in(request.getfixturevalue(name))
    answers = list(everywhere(client, numbers, factories.LACKING[:20]))
    assert sum(status == 200 for _url, status, _body in answers) > 30, "most pages are no refusals"
    leaks = [url for url, _status, body in answers for words in hidden if words in body]
    assert leaks == []


def export_of(person: User, by: User, scope, version, today) -> str:
    """Return the words of the document and of the data that somebody is given about a person."""
    reader = reader_of(scope, person.pk)
    asked = Asked(
        person=person, version=version, first=today, last=today, scope=scope, reader=reader
    )
    pdf, data = (
        make_document(asked=asked, kind=kind, by=by, check_address="https://example.org/").content
        for kind in (DocumentKind.RECORD_OF_LEARNING, DocumentKind.RECORD_DATA)
    )
    pages = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", pages) + json.dumps(json.loads(data), ensure_ascii=False)


@pytest.mark.parametrize("step", ["first", "second", "agreed"])
@pytest.mark.parametrize("name", ["caseworker", "supervisor"])
def test_no_document_tells_of_a_review_before_it_is_shared(
    step, name, request, blind, caseworker, supervisor, scope_of, today
):
    review = blind(step)
    by = request.getfixturevalue(name)
    version = review.versions.get()
    told = export_of(caseworker, by, scope_of(by), version, today)
    assert not [words for words in WORDS if words in told]
    assert review.case_file.reference not in told


def test_the_document_tells_of_it_once_it_is_shared(blind, caseworker, scope_of, today):
    review = blind("shared")
    told = export_of(caseworker, caseworker, scope_of(caseworker), review.versions.get(), today)
    assert factories.GOOD in told


def test_who_read_it_before_it_was_shared_shows_only_once_it_is(blind, cast, sign_in, scope_of):
    review = blind("agreed")
    page = reverse("review_detail", args=[review.pk])
    readers = (cast.supervisor, cast.other_supervisor, cast.manager)
    for user in readers:
        assert sign_in(user).get(page).status_code == 200
    assert RecordView.objects.filter(sort="review").count() == len(readers)
    views = sign_in(cast.caseworker)
    before = views.get(reverse("record_views")).content.decode()
    assert not [user.name for user in readers if user.name in before]
    factories.share(review, by=cast.supervisor, scope=scope_of(cast.supervisor))
    after = views.get(reverse("record_views")).content.decode()
    assert all(user.name in after for user in readers)


@pytest.mark.parametrize("step", ["first", "second", "both", "proposed", "agreed"])
def test_nothing_is_made_of_a_sheet_that_is_not_shared(blind, cast, scope_of, step):
    review = blind(step)
    for user in (cast.supervisor, cast.other_supervisor, cast.manager):
        with pytest.raises((DomainError, NotAllowed)):
            raised(review, cast.caseworker, user)
        with pytest.raises(NotAllowed):
            add_attachment(
                parent=review,
                upload=text_file(),
                shows=factories.LACKING,
                by=user,
                scope=scope_of(user),
            )
    for model in (Action, Attachment, Evidence, Point, Theme):
        assert not model.objects.exists()


@pytest.mark.parametrize("step", ["first", "second", "both", "proposed", "agreed"])
def test_no_mail_tells_what_a_sheet_says_or_to_the_person_that_there_is_one(blind, cast, step):
    review = blind(step)
    mails = list(Outbox.objects.all())
    assert mails
    assert not [words for words in WORDS for mail in mails if words in mail.subject + mail.body]
    assert not [m for m in mails if m.to == cast.caseworker.email]
    assert not [m for m in mails if review.case_file.reference in m.subject]
