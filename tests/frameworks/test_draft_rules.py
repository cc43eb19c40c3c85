"""Rules of progression of a draft, a line at a time."""

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import DomainError, Stale
from core.models import AuditEvent
from frameworks.checks import check_draft
from frameworks.models import ProgressionRule, Version
from frameworks.parts import LEVEL_TEXT, previous_of
from frameworks.progression import line_words
from frameworks.services.draft_rules import rule_mark, write_rule
from frameworks.services.drafting import start_new_version
from frameworks.services.parts import drop_part
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of

from .factories import BY, ROLES, publish

LINE = {"kind": "complex", "scope": "cases", "service_areas": 2, "functional_knowledge": True,
        "may_train": False, "other": False, "text": "statement.one"}  # fmt: skip


@pytest.fixture
def draft(db) -> Version:
    return start_new_version(framework=publish(**ROLES).framework, by=BY)


@pytest.fixture
def admin(framework_admin, organisation) -> Client:
    client = Client()
    client.force_login(framework_admin)
    return client


def rule_of(draft: Version, level: str = "l1") -> ProgressionRule | None:
    return draft.progression.filter(role_level__key=level).first()


def written(draft: Version, *alternatives, level: str = "l1", **more) -> None:
    given = {"note": "", "seen": rule_mark(rule_of(draft, level)), "by": BY} | more
    write_rule(draft=draft, level_key=level, alternatives=alternatives, **given)


def address(name: str, *args: object) -> str:
    return reverse(name, args=["example", *args])


def test_rule_is_written_and_published_as_a_file_would_say_it(draft):
    written(draft, [LINE], level="l2", note="Read strictly.")
    version = publish_draft(draft=draft, seen=statements_of(draft).mark, by=BY)
    rule = rule_of(version, "l2")
    assert rule.note == "Read strictly."
    assert rule.alternatives == [
        [LINE | {"may_train": None, "other": None, "functional_knowledge": True}]
    ]
    assert AuditEvent.objects.filter(act="framework.rule_changed").count() == 1


def test_alternative_without_a_line_goes_and_with_the_last_the_rule(draft):
    written(draft, [LINE], [])
    assert len(rule_of(draft).alternatives) == 1
    written(draft, [])
    assert rule_of(draft) is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"service_areas": 21}, "service_areas"),
        ({"kind": "hard"}, "kind"),
        ({"text": "account.share"}, "text"),
    ],
)
def test_line_that_cannot_be_is_refused(draft, line, field):
    with pytest.raises(DomainError) as refused:
        written(draft, [LINE | line])
    assert refused.value.field == field


def test_whoever_saw_another_rule_is_told(draft):
    with pytest.raises(Stale):
        written(draft, [LINE], seen="another")
    with pytest.raises(DomainError, match="no longer names this role level"):
        written(draft, [LINE], level="l9")


def test_statement_that_a_rule_reads_is_missed_before_publishing(draft):
    drop_part(draft=draft, sort=LEVEL_TEXT, key="statement.one", by=BY)
    found = check_draft(statements_of(draft), statements_of(previous_of(draft)), None)
    assert (found[0].blocks, found[0].text) == (
        True,
        "The rule of progression to “L1” reads a statement of levels of competency that is not here."
        " Change the rule.",
    )


def typed(admin: Client, url: str, **changes: str) -> dict[str, str]:
    stated = {"kind": "complex", "scope": "cases", "service_areas": "2", "text": "statement.one"}
    return stated | {"seen": admin.get(url).context["form"].initial["seen"]} | changes


def test_lines_and_alternatives_are_added_changed_and_taken_out_on_the_pages(admin, draft):
    page = admin.get(address("rule_detail", "l1")).content.decode()
    assert (
        "Straightforward, tasks, in 1 service area, not the service area of another line." in page
    )
    assert "Straightforward tasks for one service" in page
    second = address("rule_line", "l1", 1, 2)
    admin.post(second, typed(admin, second, may_train="on"))
    other = address("rule_line", "l1", 2, 1)
    admin.post(other, typed(admin, other))
    first = address("rule_line", "l1", 1, 1)
    admin.post(first, typed(admin, first, service_areas="3"))
    alternatives = rule_of(draft).alternatives
    assert [[line["service_areas"] for line in one] for one in alternatives] == [[3, 2], [2]]
    assert alternatives[0][1]["may_train"] is True
    seen = rule_mark(rule_of(draft))
    admin.post(address("rule_line_remove", "l1", 2, 1), {"seen": seen})
    assert len(rule_of(draft).alternatives) == 1
    late = admin.post(address("rule_line_remove", "l1", 1, 1), {"seen": seen}, follow=True)
    assert "Somebody changed this since you opened it." in late.content.decode()


def test_first_rule_of_a_level_begins_with_its_first_line(admin, draft):
    assert "Add<span" in admin.get(address("draft_detail")).content.decode()
    url = address("rule_line", "l2", 1, 1)
    admin.post(url, typed(admin, url))
    assert rule_of(draft, "l2").alternatives[0][0]["kind"] == "complex"
    note = address("rule_detail", "l2")
    seen = admin.get(note).context["form"].initial["seen"]
    admin.post(note, {"seen": seen, "note": "As printed."})
    assert rule_of(draft, "l2").note == "As printed."


def test_stale_line_keeps_what_was_typed_beside_the_rule_as_it_is(admin, draft):
    url = address("rule_line", "l1", 1, 1)
    mine = typed(admin, url, service_areas="7")
    written(draft, [LINE])
    page = admin.post(url, mine).content.decode()
    assert "Somebody changed this since you opened it." in page
    assert "Complex, cases and tasks, in 2 service areas" in page
    assert 'value="7"' in page


def test_areas_are_told_in_one_clause_with_what_they_need():
    assert line_words(LINE) == (
        "Complex, cases and tasks, in 2 service areas that need significant functional knowledge"
        " and skills"
    )


@pytest.mark.parametrize("place", [(3, 1), (1, 3), (0, 1), (1, 0)])
def test_line_that_is_nowhere_has_no_page(admin, draft, place):
    assert admin.get(address("rule_line", "l1", *place)).status_code == 404


def test_level_that_the_draft_does_not_name_has_no_rule(admin, draft):
    assert admin.get(address("rule_detail", "l9")).status_code == 404
