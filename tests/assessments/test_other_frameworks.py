"""Reviews under the frameworks that are not like the others: narrative, and for some levels only."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from assessments.content import problems_in, read_content, rests_on
from assessments.models import Evidence, EvidenceTick, FileReview, FindingTick
from assessments.narrative import extracts, marked
from assessments.queries import made_under
from assessments.services.judge import judge_area
from assessments.services.submit import criteria_of
from core.errors import DomainError
from frameworks.enums import Purpose
from frameworks.models import RoleLevel
from frameworks.services.adopting import adopt_framework
from frameworks.services.loading import load_frameworks
from frameworks.tree import tree_of
from people.models import Post
from tests.assessments import factories
from tests.factories import PostLevelFactory
from tests.records.factories import evidence_of, review_of

HOUSING = "housing-ombudsman"
ADVICE = "citizens-advice-casework-supervision"
GUILDFORD = "guildford-casework"
AREA = "role.seeking-improvement"


def loaded(name):
    path = Path(settings.ROOT) / "fixtures" / f"{name}.json"
    version = load_frameworks(paths=[path], by="test")[0].version
    adopt_framework(framework=version.framework, on=dt.date(2024, 1, 2), by="test")
    return version


@pytest.fixture
def narrative(db):
    return loaded(HOUSING)


@pytest.fixture
def advice(db):
    return loaded(ADVICE)


@pytest.fixture
def at_level(caseworker):
    """Return a function that gives Amira's post a level of a framework."""

    def given(version, key):
        level = RoleLevel.objects.get(framework=version.framework, key=key)
        return PostLevelFactory(post=Post.objects.get(user=caseworker), role_level=level)

    return given


@pytest.fixture
def asked(case_file, caseworker, supervisor, manager, set_version, scope_of):
    """Return a function that lets Grace ask Ben for a review of Amira's file."""

    def ask(version, **given):
        return factories.assign(
            case_file=case_file,
            person=caseworker,
            reviewer=supervisor,
            by=manager,
            scope=scope_of(manager),
            versions=[version],
            set_version=set_version,
            **given,
        )

    return ask


def typed(review, area, sort="good_practice", **more):
    fields = {f"answer-{criterion.key}": ["met"] for criterion in criteria_of(review)}
    fields |= {
        "finding": ["1"],
        "finding-1-sort": [sort],
        "finding-1-area": [str(area.id)],
        "finding-1-note": ["Asked a colleague before the letter went out."],
    }
    return fields | {f"finding-1-{name}": value for name, value in more.items()}


# Narrative


def test_words_are_found_whatever_the_spaces_capitals_and_quotation_marks(narrative):
    tree = tree_of(narrative.pk)
    leaves = tree.area_by_key[AREA].behaviours
    found, missing = marked(
        extracts("knowing  when to SEEK advice\n‘single loop learning’\nnot a word of it\nadvice"),
        leaves,
    )
    assert found == {
        leaves[0].id: ["Knowing when to seek advice", "'single loop learning'"],
    }
    assert missing == ["not a word of it", "advice"]


@pytest.mark.parametrize(("level", "there", "elsewhere"), [
    ("lr1", "Knowing when to seek advice", "Spotting what needs to change"),
    ("lr2", "Spotting what needs to change", "Knowing when to seek advice"),
])  # fmt: skip
def test_the_text_is_that_of_the_band_of_the_post(
    asked, at_level, narrative, sign_in, supervisor, organisation, level, there, elsewhere
):
    at_level(narrative, level)
    review = asked(narrative)
    assert made_under(review).levels == {narrative.pk: level}
    area = tree_of(narrative.pk).area_by_key[AREA]
    address = reverse("review_behaviours", args=[review.pk])
    page = sign_in(supervisor).get(f"{address}?finding=1&area={area.id}").content.decode()
    assert there in page
    assert elsewhere not in page
    assert "Content with the status quo" in page
    assert 'type="checkbox"' not in page
    assert "The words it rests on" in page


def test_nothing_of_a_narrative_is_ticked_and_words_must_stand_in_it(asked, at_level, narrative):
    at_level(narrative, "lr1")
    review = asked(narrative)
    under, area = made_under(review), tree_of(narrative.pk).area_by_key[AREA]
    fields = typed(
        review,
        area,
        behaviour=[str(area.behaviours[0].id)],
        words=["Spotting what needs to change"],
    )
    problems = problems_in(
        read_content(fields), criteria=[], trees=under.trees, levels=under.levels
    )
    assert [problem.field for problem in problems] == ["finding-1-area", "finding-1-words"]
    assert "read as a whole" in problems[0].message
    assert "does not stand in the text of “Seeking improvement”" in problems[1].message


def test_words_travel_from_the_finding_to_the_evidence_the_page_and_the_record(
    asked, at_level, narrative, supervisor, caseworker, scope_of, sign_in, organisation
):
    at_level(narrative, "lr1")
    review = asked(narrative)
    tree = tree_of(narrative.pk)
    area = tree.area_by_key[AREA]
    words = "Knowing when to seek advice\nNot seeking or giving feedback"
    content = read_content(typed(review, area, words=[words]))
    factories.submit(
        review,
        content=content,
        by=supervisor,
        scope=scope_of(supervisor),
        trees=[tree],
        looked_again=True,
    )
    assert set(FindingTick.objects.values_list("words", flat=True)) == set(words.splitlines())
    factories.share(review, by=supervisor, scope=scope_of(supervisor))
    assert dict(EvidenceTick.objects.values_list("evidence__direction", "words")) == {
        "shows": "Knowing when to seek advice",
        "opposite": "Not seeking or giving feedback",
    }
    amira = sign_in(caseworker)
    page = amira.get(reverse("review_detail", args=[review.pk])).content.decode()
    assert "Rests on these words of the framework" in page
    assert "It is not intended to be used to assess performance" in page
    evidence = Evidence.objects.get(direction="shows")
    page = amira.get(reverse("evidence_detail", args=[evidence.pk])).content.decode()
    assert "“Knowing when to seek advice”" in page
    data = amira.post(
        reverse("record_export", args=[caseworker.pk]),
        {
            "version": narrative.pk,
            "purpose": "development",
            "first": "2026-01-01",
            "last": "2026-11-22",
            "kind": "record_data",
        },
    )
    kept = json.loads(data.content)["content"]
    named = [b["text"] for core in kept["cores"] for one in core["areas"]
             for item in one["evidence"] for b in item["behaviours"]]  # fmt: skip
    assert "“Knowing when to seek advice”" in named
    assert kept["purpose"] == "Personal development"


def test_a_finding_on_a_narrative_may_rest_on_the_whole_of_it(asked, narrative):
    review = asked(narrative)
    under, area = made_under(review), tree_of(narrative.pk).area_by_key[AREA]
    content = read_content(typed(review, area))
    assert not [
        p for p in problems_in(content, criteria=[], trees=under.trees) if "words" in p.field
    ]
    assert rests_on(content.findings[0], under.trees, under.levels) == {}


# For some levels only


def test_a_review_of_somebody_at_another_level_is_refused_beside_the_field(asked, advice):
    with pytest.raises(DomainError) as refused:
        asked(advice)
    assert refused.value.field == "versions"
    assert "is about people at these levels only: Casework supervisor" in refused.value.message
    assert "the post of Amira Haddad had none of them" in refused.value.message
    assert not FileReview.objects.exists()


def test_somebody_at_the_level_is_reviewed_and_judged(
    asked, at_level, advice, caseworker, supervisor, scope_of
):
    held = at_level(advice, "casework-supervisor")
    review = asked(advice)
    assert review.role_level == held.role_level
    area = advice.areas.first()
    row = evidence_of(caseworker, area, supervisor)
    given = {
        "person": caseworker,
        "area": area,
        "degree": advice.degrees.last(),
        "reason": "Seen in two sessions.",
        "evidence": [row],
        "by": supervisor,
        "scope": scope_of(supervisor),
    }
    judge_area(**given)
    held.from_on, held.to_on = dt.date(2020, 1, 6), dt.date(2024, 1, 5)
    held.save()
    with pytest.raises(DomainError, match="levels only: Casework supervisor") as refused:
        judge_area(**given)
    assert refused.value.field == "degree"


def test_evidence_about_somebody_who_had_not_the_level_is_refused_when_it_would_be_made(
    advice, caseworker, supervisor, scope_of
):
    review = review_of(caseworker, supervisor, state="submitted", versions=[advice])
    with pytest.raises(DomainError, match="levels only"):
        factories.share(review, by=supervisor, scope=scope_of(supervisor))
    assert not Evidence.objects.exists()


# What a review is for


def test_only_permitted_purposes_are_offered(narrative, case_file, sign_in, manager, organisation):
    page = sign_in(manager).get(reverse("review_assign", args=[case_file.pk])).content.decode()
    assert 'value="development"' in page
    assert 'value="performance_review"' not in page


def test_where_frameworks_differ_the_page_says_which_permit_a_purpose(
    narrative, case_file, sign_in, manager, organisation
):
    loaded(GUILDFORD)
    page = sign_in(manager).get(reverse("review_assign", args=[case_file.pk])).content.decode()
    assert 'value="performance_review"' in page
    assert "Permitted under “" in page


def test_another_purpose_is_refused_in_the_publishers_words_with_all_that_was_typed(
    narrative, case_file, sign_in, manager, supervisor, caseworker, set_version, organisation, today
):
    due = today + dt.timedelta(days=9)
    answer = sign_in(manager).post(
        reverse("review_assign", args=[case_file.pk]),
        {
            "person": caseworker.pk,
            "reviewer": supervisor.pk,
            "why": "random",
            "versions": [narrative.pk],
            "purpose": "performance_review",
            "due_on-day": due.day,
            "due_on-month": due.month,
            "due_on-year": due.year,
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "It is not intended to be used to assess performance" in page
    assert f'value="{due.year}"' in page
    assert not FileReview.objects.exists()


@pytest.mark.parametrize("name", [HOUSING, GUILDFORD])
def test_a_review_under_any_framework_goes_from_end_to_end(
    name, asked, supervisor, caseworker, scope_of, sign_in, organisation
):
    version = loaded(name)
    review = asked(version, purpose=Purpose.DEVELOPMENT)
    tree = tree_of(version.pk)
    content = read_content(typed(review, next(iter(tree.areas.values()))))
    scope = scope_of(supervisor)
    factories.submit(
        review, content=content, by=supervisor, scope=scope, trees=[tree], looked_again=True
    )
    factories.share(review, by=supervisor, scope=scope)
    evidence = Evidence.objects.get()
    judge_area(
        person=caseworker,
        area=evidence.area,
        degree=version.degrees.last(),
        reason="Seen in this file.",
        evidence=[evidence],
        by=supervisor,
        scope=scope,
    )
    page = sign_in(caseworker).get(reverse("my_profile")).content.decode()
    assert escape(tree.title) in page
