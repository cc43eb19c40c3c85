"""The recruitment pack: permitted or refused in its publisher's words; of a level; of nobody."""

import re

import page
import pytest
from django.urls import reverse

from core.models import AuditEvent, Draft
from frameworks.tree import tree_of
from records.contexts.recruitment import pack_of
from tests.frameworks.factories import ROLES, content, publish
from tests.records.test_booklet import words_of

PERMITTED = [{"purpose": "recruitment", "permitted": True, "sentence": "Recruit by it."}]
REFUSED = [{"purpose": "recruitment", "permitted": False, "sentence": "Never recruit by it."}]


def banded():
    """A framework with a behaviour for L1, one for L2 and the leader, and one for all."""
    cores = content()["core_competencies"]
    leaf = {"kind": "effective", "key": "analytical.methodical.alone", "text": "Works alone"}
    cores[0]["areas"][0]["behaviours"] += [
        {**leaf, "band": "l1"},
        {**leaf, "key": "analytical.methodical.leads", "text": "Leads others", "band": "l2"},
    ]
    roles = {key: ROLES[key] for key in ("role_levels", "bands")}
    return publish(permitted_uses=PERMITTED, core_competencies=cores, **roles)


def address(version, route="recruitment_pack"):
    return reverse(route, args=[version.framework.code, version.number])


def test_pack_has_the_behaviours_of_the_level_and_of_no_other(db):
    tree = tree_of(banded().pk)
    pack = pack_of(tree, organisation="Northgate", level_key="l2")
    texts = [
        leaf.text
        for prompt in pack.prompts
        for kind in prompt.kinds
        for band in kind.bands
        for leaf in band.behaviours
    ]
    assert "Leads others" in texts
    assert "Plans decisions ahead" in texts
    assert "Works alone" not in texts


def test_pack_has_the_competencies_that_were_chosen(db):
    tree = tree_of(banded().pk)
    chosen = pack_of(tree, organisation="", area_keys=["analytical.curious", "not.there"])
    assert [prompt.area.title for prompt in chosen.prompts] == ["Curious"]
    assert pack_of(tree, organisation="").prompts == ()


def test_framework_that_is_not_for_recruitment_is_refused_in_its_publishers_words(sign_in, hr):
    version = publish(permitted_uses=REFUSED)
    for route in ("recruitment_pack", "recruitment_pack_file"):
        response = sign_in(hr).get(address(version, route), {"area": "analytical.curious"})
        assert response.status_code == 403
        assert "Never recruit by it." in response.content.decode()


def test_use_that_the_publisher_does_not_name_is_refused_too(sign_in, hr):
    response = sign_in(hr).get(address(publish()))
    assert response.status_code == 403
    assert "does not name that use" in response.content.decode()


def test_page_takes_no_candidate_and_keeps_nothing(sign_in, supervisor):
    version = banded()
    client = sign_in(supervisor)
    before = AuditEvent.objects.count(), Draft.objects.count()
    said = client.get(address(version), {"level": "l1"}).content.decode()
    main = said[said.index("<main") : said.index("</main")]
    assert "No candidate is stored here" in main
    assert "Recruit by it." in main
    assert not re.search(r"<textarea|<input(?![^>]*type=\"checkbox\")", main)
    assert "do differently so that you can show us your best" in main
    assert (AuditEvent.objects.count(), Draft.objects.count()) == before


def test_pack_to_print_conforms_and_leaves_space_to_write(sign_in, supervisor):
    response = sign_in(supervisor).get(
        address(banded(), "recruitment_pack_file"), {"area": "analytical.methodical"}
    )
    assert response.status_code == 200
    words = words_of(response.content)
    for text in (
        "Before we talk",
        "My notes",
        "not yet seen",
        "What the panel agrees",
        "Methodical",
    ):
        assert text in words, text
    assert "There is no total and no score." in words
    for profile in ("ua1", "3a"):
        assert not page.validate_pdf_bytes(response.content, profile=profile).failures


def test_pack_without_a_prompt_has_no_file(sign_in, hr):
    assert sign_in(hr).get(address(banded(), "recruitment_pack_file")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_queries_however_many(
    organisation, sign_in, hr, count, django_assert_num_queries
):
    for number in range(count):
        tree_of(publish(framework__code=f"f-{number}", permitted_uses=PERMITTED).pk)
    client = sign_in(hr)
    with django_assert_num_queries(5):
        client.get(reverse("recruitment_pack_list"))
