"""The pages of a framework: what they show, to whom, in how many queries."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from frameworks.tree import forget_trees, tree_of

from .factories import publish, publish_with_behaviours


@pytest.fixture
def anybody() -> Client:
    return Client()


def text_of(response) -> str:
    return response.content.decode()


def test_public_page_names_framework_source_and_adaptations(ombudsman, anybody):
    publish(framework__code="not-in-use", version__title="Not in use", adopted=False)
    ombudsman.framework.adopted_on = "2024-01-02"
    ombudsman.framework.save()
    page = text_of(anybody.get(reverse("framework_list")))
    assert "Caseworker Competency Framework" in page
    assert "©Ombudsman Association 2019" in page
    assert "None: every word is the publisher’s" in page
    assert "2 January 2024" in page
    assert "Not in use" not in page


def test_public_page_says_when_nothing_is_in_use(db, anybody):
    publish(adopted=False)
    page = text_of(anybody.get(reverse("framework_list")))
    assert "We have not said yet which competency framework we use." in page


def test_competency_page_shows_its_areas_as_printed(ombudsman, sign_in, caseworker):
    tree = tree_of(ombudsman.pk)
    page = text_of(sign_in(caseworker).get(tree.core_by_key["analytical"].url))
    places = [
        page.index(text)
        for text in (
            "Methodical</a>",
            "Carries out tasks systematically",
            "Overlooks potentially important details",
            "Questioning</a>",
            "Relevant Ombudsman Association Service Standards",
            "The reasons for decisions should be documented",
        )
    ]
    assert places == sorted(places)
    assert "May be used for:" in page


def test_area_page_shows_the_note_on_a_slip(ombudsman, sign_in, caseworker):
    tree = tree_of(ombudsman.pk)
    page = text_of(sign_in(caseworker).get(tree.area_by_key["open-minded.resourceful"].url))
    assert "Weights costs and benefits" in page
    assert "Editor’s note:" in page


def test_refused_use_stands_on_the_page_in_the_publishers_words(db, anybody):
    tree = tree_of(publish().pk)
    for url in (tree.url, tree.about_url, tree.cores[0].url, tree.cores[0].areas[0].url):
        assert "It is not intended to be used to assess performance." in text_of(anybody.get(url))


def test_old_version_says_that_there_is_a_later_one(db, anybody):
    old = tree_of(publish().pk)
    publish(version__number=2, version__title="Second edition")
    assert "A later version has been published." in text_of(anybody.get(old.url))
    latest = anybody.get(reverse("framework_detail", args=[old.code]))
    assert "Second edition" in text_of(latest)
    assert "A later version has been published." not in text_of(latest)


@pytest.mark.parametrize(
    ("route", "rest"),
    [
        ("framework_version", []),
        ("competency_detail", ["analytical"]),
        ("area_detail", ["analytical.methodical"]),
    ],
)
def test_framework_not_in_use_looks_like_none_to_somebody_outside(db, anybody, route, rest):
    version = publish(adopted=False)
    there = anybody.get(reverse(route, args=[version.framework.code, 1, *rest]))
    absent = anybody.get(reverse(route, args=["nowhere", 1, *rest]))
    assert there.status_code == absent.status_code == 302
    assert there.headers["Location"].split("?")[0] == absent.headers["Location"].split("?")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/framework/nowhere/",
        "/framework/example/2/",
        "/framework/example/1/areas/nowhere/",
        "/framework/example/1/competencies/analytical.methodical/",
    ],
)
def test_what_is_not_there_is_404(db, sign_in, caseworker, path):
    publish()
    assert sign_in(caseworker).get(path).status_code == 404


def test_public_page_carries_an_etag_and_answers_it(db, anybody):
    url = tree_of(publish().pk).cores[0].url
    first = anybody.get(url)
    again = anybody.get(url, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert "must-revalidate" in first.headers["Cache-Control"]
    assert "Cookie" in first.headers["Vary"]
    assert settings.SESSION_COOKIE_NAME not in first.cookies


def test_another_text_has_another_etag(db, anybody):
    tree = tree_of(publish().pk)
    etags = {anybody.get(url).headers["ETag"] for url in (tree.url, tree.cores[0].url)}
    publish(version__number=2)
    etags.add(anybody.get(tree.url).headers["ETag"])
    assert len(etags) == 3


def test_page_of_a_framework_not_in_use_is_not_stored(db, sign_in, caseworker):
    url = tree_of(publish(adopted=False).pk).url
    response = sign_in(caseworker).get(url)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert "ETag" not in response.headers


def test_public_page_leads_a_signed_in_reader_home_without_asking_who(db, sign_in, caseworker):
    url = tree_of(publish().pk).url
    response = sign_in(caseworker).get(url)
    assert "Go to your home page" in text_of(response)
    assert str(caseworker) not in text_of(response)
    assert not response.wsgi_request.session.accessed


def test_search_page_shows_what_was_found_and_marks_it(db, anybody):
    publish()
    page = text_of(anybody.get(reverse("framework_search"), {"q": "decision"}))
    assert "2 results for “decision”" in page
    assert "Plans <mark>decisions</mark> ahead" in page


def test_search_page_shows_the_query_as_text(db, anybody):
    publish()
    page = text_of(anybody.get(reverse("framework_search"), {"q": "<script>x</script>"}))
    assert "<script>x" not in page
    assert "No results for “&lt;script&gt;x" in page


#: version, organisation, whether search engines may list it
PAGE_QUERIES = 3


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["version", "about", "competency", "area"])
def test_page_asks_the_same_queries_whatever_its_size(
    organisation, anybody, count, page, django_assert_num_queries
):
    tree = tree_of(publish_with_behaviours(count).pk)
    url = {
        "version": tree.url,
        "about": tree.about_url,
        "competency": tree.cores[0].url,
        "area": tree.cores[0].areas[0].url,
    }[page]
    with django_assert_num_queries(PAGE_QUERIES):
        anybody.get(url)


def test_first_page_of_a_process_reads_the_tree_too(
    organisation, anybody, django_assert_num_queries
):
    url = tree_of(publish_with_behaviours(3).pk).url
    forget_trees()
    with django_assert_num_queries(PAGE_QUERIES + 8):
        anybody.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_search_ask_the_same_queries_however_many(
    organisation, anybody, count, django_assert_num_queries
):
    for number in range(count):
        tree_of(publish(framework__code=f"example-{number}").pk)
    with django_assert_num_queries(3):
        anybody.get(reverse("framework_list"))
    with django_assert_num_queries(3):
        anybody.get(reverse("framework_search"), {"q": "decision"})
