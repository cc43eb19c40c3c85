"""The framework of the Ombudsman Association is there word for word."""

import re
from collections import Counter

from django.conf import settings

from frameworks.models import Behaviour
from frameworks.resources.framework_file import digest_of, read_framework_file

from .conftest import FIXTURE

DIGEST = "b7edf91ffc425e5f28763245fc2745da32845f0ae4eab9aeffe209d32785e654"
SOURCES = settings.ROOT.parent / "shared" / "sources"
FURNITURE = re.compile(
    r"</?(?:ul|li)>|^#+ |^[•-] |\*\*|^(?:Effective|Ineffective) behaviours\t",
    re.MULTILINE,
)


def printed() -> str:
    """Return the printed text, or nothing where the source does not lie beside the checkout."""
    for path in sorted(SOURCES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if "# Caseworker Competency Framework" in text:
            return text
    return ""


def plain(text: str) -> str:
    """Strip footnotes, marks and line ends, so that a sentence broken by a page is whole."""
    text = re.sub(r"^<sup>\d</sup>.*(?:\n\[www.*)?$", "", text, flags=re.MULTILINE)
    text = FURNITURE.sub(" ", re.sub(r"<sup>\d</sup>", "", text))
    return re.sub(r"\s+", " ", text.replace("•", " ").replace("\t", " ")).strip()


def statements(document: dict) -> list[str]:
    """Return everything in a document that is the publisher's."""
    version = document["version"]
    found = [version["title"], version["copyright"], version["summary"], *version["limits"]]
    for section in document["introduction"]:
        found += [section["heading"], *(line.removeprefix("- ") for line in section["text"])]
    for use in document["permitted_uses"]:
        found += use["sentence"].split(" … ")
    for core in document["core_competencies"]:
        found += [core["title"], core["sentence"], core["stem"]]
        for area in core["areas"]:
            found += [area["title"], *(behaviour["text"] for behaviour in area["behaviours"])]
    return found + [standard["text"] for standard in document["service_standards"]]


def test_nothing_is_missing(ombudsman):
    assert ombudsman.core_competencies.count() == 6
    assert ombudsman.areas.count() == 23
    kinds = Counter(Behaviour.objects.filter(version=ombudsman).values_list("kind", flat=True))
    assert kinds == {"effective": 93, "ineffective": 57}
    assert ombudsman.service_standards.count() == 14
    assert [degree.word for degree in ombudsman.degrees.all()] == [
        "not yet seen",
        "beginning",
        "developing",
        "established",
        "helps others with it",
    ]


def test_text_is_the_one_that_was_held_against_its_source():
    assert digest_of(read_framework_file(FIXTURE)) == DIGEST


def test_every_statement_is_in_the_source():
    source = plain(printed()).lower()
    if source:
        missing = [
            text
            for text in statements(read_framework_file(FIXTURE))
            if re.sub(r"\s+", " ", text).lower() not in source
        ]
        assert missing == []


def test_every_statement_of_the_source_is_there():
    source = printed()
    document = read_framework_file(FIXTURE)
    ours = Counter(statements(document))
    listed = [plain(item) for item in re.findall(r"<li>(.*?)</li>", source)]
    assert [text for text in listed if not ours[text]] == []
    standards = re.findall(r"Service Standards:\**\n\n((?:- .*\n)+)", source)
    promised = [
        line.removeprefix("- ").strip() for group in standards for line in group.splitlines()
    ]
    assert [text for text in promised if not ours[text]] == []
    assert not source or (len(listed), len(promised)) == (93 + 57, 14)
    introduction = source.partition("## Foreword")[2].partition("## Caseworker competencies")[0]
    every_word = plain(" ".join(statements(document)))
    paragraphs = [plain(part) for part in introduction.split("\n\n")]
    assert [part for part in paragraphs if part not in every_word] == []


def test_slip_of_the_print_is_kept_with_a_note(ombudsman):
    slip = Behaviour.objects.get(version=ombudsman, text__startswith="Weights costs")
    assert "Weighs" in slip.note
