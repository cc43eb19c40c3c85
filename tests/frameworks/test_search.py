"""The search finds stems and beginnings, the same on both databases."""

import pytest

from frameworks.models import Version
from frameworks.presenters import marked, results
from frameworks.services.search import MARK_FROM, MARK_TO, search_frameworks

from .factories import publish, publish_with_behaviours


def keys(query: str) -> list[str]:
    findings = search_frameworks(query, Version.objects.current().public())
    return [one.key for one in findings.found]


def test_word_finds_its_other_forms(db):
    publish()
    assert keys("decision") == ["analytical.methodical.plans", "analytical.methodical.rushes"]
    assert keys("decisions") == keys("decision")


def test_beginning_of_a_word_finds_it(db):
    publish()
    assert keys("meth") == ["analytical.methodical"]
    assert keys("methodica") == ["analytical.methodical"]
    assert keys("METHODICAL") == ["analytical.methodical"]


def test_every_word_must_be_there(db):
    publish()
    assert keys("plans ahead") == ["analytical.methodical.plans"]
    assert keys("plans why") == []


@pytest.mark.parametrize("query", ["", "   ", "***", '"', "' OR 1=1 --", "a & | ! ( :*", "\x00"])
def test_odd_query_finds_nothing_and_breaks_nothing(db, query):
    publish(service_standards__0__text="Members")
    assert "standard.reasons" not in keys(query)


def test_very_long_query_is_cut(db):
    publish()
    assert keys("why " * 5000) == ["analytical.curious"]


def test_imp_finds_impartial_and_impactful(ombudsman):
    findings = search_frameworks("imp", Version.objects.all())
    texts = [one.marked.replace(MARK_FROM, "[").replace(MARK_TO, "]") for one in findings.found]
    assert texts[0].startswith("[Impactful].")
    assert "[Impartial]" in texts


def test_found_words_are_marked_once(db):
    publish(service_standards__0__text="Deciding on decisions & <b>decision</b>-making")
    (found,) = search_frameworks("decision making", Version.objects.all()).found
    assert marked(found.marked) == (
        "Deciding on <mark>decisions</mark> &amp; &lt;b&gt;<mark>decision</mark>&lt;/b&gt;"
        "-<mark>making</mark>"
    )


def test_only_what_the_reader_may_read_is_searched(db):
    publish(adopted=False, framework__code="hidden")
    assert keys("decision") == []
    publish()
    assert len(keys("decision")) == 2


def test_superseded_version_is_not_found(db):
    publish()
    publish(version__number=2)
    assert len(keys("decision")) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_once_whatever_it_finds(db, count, django_assert_num_queries):
    publish_with_behaviours(count)
    with django_assert_num_queries(1):
        findings = search_frameworks("decides", Version.objects.current().public())
    assert len(findings.found) == count * count


def test_no_more_than_fifty_are_given(db):
    publish_with_behaviours(8)
    findings = search_frameworks("decides", Version.objects.all())
    assert len(findings.found) == 50
    assert findings.more


def test_result_says_where_it_stands(ombudsman):
    groups = results(search_frameworks("suppressed or pressure", Version.objects.all()).found)
    assert groups == []
    groups = results(search_frameworks("succumbs to pressure", Version.objects.all()).found)
    (result,) = groups[0].results
    assert result.place == (
        "Caseworker Competency Framework › Open-minded › Impartial › Ineffective behaviours"
    )
    assert result.url.endswith(
        "/areas/open-minded.impartial/#open-minded.impartial.easily-succumbs-pressure-insistence"
    )
