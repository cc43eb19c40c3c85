"""The frameworks of the other four publishers are there word for word."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import pytest

from frameworks.resources.framework_file import Document, digest_of
from frameworks.services.comparing import document_of, first_difference
from frameworks.tree import tree_of

from .printed import FIXTURES, areas_of, fixture, left_over, lines, source

HOUSING = "housing-ombudsman"
ADVICE = "citizens-advice-casework-supervision"
PHSO = "phso-casework-roles"
GUILDFORD = "guildford-casework"
DIGESTS = {
    HOUSING: "c9aae7fc1bfbd994bb21299f07a7f44a148e86e197b7397e4d5f70d7661163d3",
    ADVICE: "4440f794a175f43ed8102ac2522d3f3f4f6b1ca943c798cba7bb25db6c4cc885",
    PHSO: "ea936d7794eecb8fc4847eac96c9bb142a5367fcd2c76625022d22b028728251",
    GUILDFORD: "361f70ce12232c1d5f2fc7c92e5aafc4b2552a1bb6c3cbd152a9a43106bd3859",
}
# Words that stand in one source only.
WORDS = {
    HOUSING: "Competency Definitions",
    ADVICE: "Casework supervision: competences",
    PHSO: "FDN-244760",
    GUILDFORD: "FG20 SD05",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_text_is_the_one_that_was_held_against_its_source(name):
    assert digest_of(fixture(name)) == DIGESTS[name]


@pytest.mark.parametrize("name", DIGESTS)
def test_permission_is_given_in_words_of_the_print(name):
    document = fixture(name)
    printed = source(WORDS[name])
    sentences = [use["sentence"] for use in document["permitted_uses"]]
    sentences += [document["version"]["summary"], *document["version"]["limits"]]
    assert [one for one in sentences if printed and one not in printed] == []


def test_degrees_are_said_to_be_ours():
    ours = fixture("ombudsman-association-2018")["degrees"]["words"]
    for name in DIGESTS:
        degrees = fixture(name)["degrees"]
        assert degrees["words"] == ours
        assert "They are this software’s own" in degrees["note"]


# Housing Ombudsman


def housing_statements(document: Document) -> Iterator[str]:
    for section in document["introduction"]:
        yield from [section["heading"], *lines(section["text"])]
    for core in document["core_competencies"]:
        yield core["title"]
        for area in core["areas"]:
            yield area["title"]
            yield from (behaviour["text"] for behaviour in area["behaviours"])


def test_housing_ombudsman_is_whole():
    document = fixture(HOUSING)
    counts = [len(core["areas"]) for core in document["core_competencies"]]
    assert counts == [5, 4]
    by_band = Counter((b["kind"], b["band"]) for a in areas_of(document) for b in a["behaviours"])
    assert by_band == {
        ("effective", ""): 5,
        ("ineffective", ""): 5 + 7,
        ("effective", "enquiry-lr1"): 4,
        ("effective", "lr2-fr"): 7,
    }
    assert document["version"]["narrative"] is True
    uses = {use["purpose"]: use["permitted"] for use in document["permitted_uses"]}
    assert uses == {
        "development": True,
        "recruitment": True,
        "performance_review": False,
        "capability_support": True,
    }


def test_housing_ombudsman_is_the_print_and_nothing_else():
    document, printed = fixture(HOUSING), source(WORDS[HOUSING])
    if printed:
        first, second = (band["title"] for band in document["bands"])
        columns = "What you are doing What you're not doing"
        banded = (
            f"What you are doing as {first} What you are doing as an {second} What you're not doing"
        )
        left = Counter(left_over(printed, housing_statements(document)))
        left.pop("Competency Definitions Housing Ombudsman", None)  # a page head of some copies
        assert left == {"Housing Ombudsman": 1, columns: 5, banded: 4, ".": 1}


def test_housing_ombudsman_reads_by_level(five):
    tree = tree_of(five[HOUSING].pk)
    area = tree.area_by_key["role.effective-writing"]
    assert [tree.is_for(leaf, "lr1") for leaf in area.behaviours] == [True, False, True]
    assert [tree.is_for(leaf, "fr") for leaf in area.behaviours] == [False, True, True]


# Citizens Advice


def advice_statements(document: Document) -> Iterator[str]:
    for core in document["core_competencies"]:
        yield core["title"]
        for area in core["areas"]:
            yield f"{area['printed_number']}. {area['title']}"
            able = [one for one in area["behaviours"] if one["kind"] == "effective"]
            for (number, stem), group in groupby(
                able, key=lambda one: (one["printed_number"], one["stem"])
            ):
                opened = stem[:1].islower()
                if opened:
                    yield f"{number}. {stem}"
                for one in group:
                    stands_alone = opened or one["text"].startswith("Pass on")
                    yield one["text"] if stands_alone else f"{number}. {one['text']}"
            for one in area["behaviours"]:
                if one["kind"] == "prerequisite":
                    yield f"{one['printed_number']} {one['text']}"


def advice_as_printed() -> str:
    """Return the printed text with the two columns of unit 8 put together that a page broke."""
    printed = source(WORDS[ADVICE])
    if printed:
        needs = printed.index("Before doing this you need to: a) have attention")
        goes_on = printed.index("with any necessary")
        ends = printed.index("the client's interest", goes_on)
        printed = (
            f"{printed[:needs]}{printed[goes_on:ends]}{printed[needs:goes_on]}{printed[ends:]}"
        )
    return printed


def test_citizens_advice_is_whole():
    document = fixture(ADVICE)
    numbers = [
        [area["printed_number"] for area in core["areas"]] for core in document["core_competencies"]
    ]
    assert numbers == [["1", "8", "9", "10"], ["11", "6", "7", "8", "9"], ["10", "11", "12"]]
    kinds = Counter(b["kind"] for a in areas_of(document) for b in a["behaviours"])
    assert kinds == {"effective": 60, "prerequisite": 50}
    stems = Counter(b["stem"] for a in areas_of(document) for b in a["behaviours"] if b["stem"])
    assert stems == {
        "ensure that": 4,
        "Ensure that:": 4,
        "ensure effective practice for:": 7,
        "take action on:": 7,
    }
    assert document["version"]["levels_only"] is True
    assert [level["key"] for level in document["role_levels"]] == ["casework-supervisor"]


def test_citizens_advice_is_the_print_and_nothing_else():
    document, printed = fixture(ADVICE), advice_as_printed()
    if printed:
        able, before = "To do this you need to be able to:", "Before doing this you need to"
        rest = Counter(
            re.sub(r"^- | -(?= |$)| -(?=\d)", "", text).replace(" :", ":").strip(" -")
            for text in left_over(printed, advice_statements(document))
        )
        rest.pop("", None)
        groups = " ".join(core["title"] for core in document["core_competencies"][1:])
        assert rest == {
            "Casework supervision: competences": 1,
            f"{groups} {document['core_competencies'][0]['title']}": 1,
            able: 11,
            f"{able} Ensure that:": 1,
            f"{before}:": 12,
        }


def test_broken_items_of_citizens_advice_are_mended_and_said_to_be():
    (area,) = [one for one in areas_of(fixture(ADVICE)) if one["key"].endswith("work-in-progress")]
    mended = {one["text"]: one["note"] for one in area["behaviours"] if one["note"]}
    split = ["conflict of interest is dealt with", "any necessary paperwork is/has been completed"]
    assert [text for text in mended if text in split] == split
    assert all("read as two" in mended[text] for text in split)
    (joined,) = [text for text in mended if text not in split]
    assert joined.endswith("best promote the client's interest")


# PHSO


def phso_statements(document: Document) -> Iterator[str]:
    for profile in document["role_profiles"]:
        yield profile["title"]
        if profile["dated"] != "undated":
            yield profile["dated"]
        for fact in profile["facts"]:
            yield from [fact["label"], fact["text"]]
        for section in profile["sections"]:
            if section["heading"] != "Role":  # it stands before the title
                yield section["heading"]
            yield from lines(section["text"])


def test_phso_is_whole():
    document = fixture(PHSO)
    counts = [len(core["areas"]) for core in document["core_competencies"]]
    assert counts == [5, 4, 6, 6, 1, 7, 6, 6, 6, 1, 6]
    assert [sum(counts[:4]), sum(counts[4:9])] == [21, 26]
    dated = [profile["dated"] for profile in document["role_profiles"]]
    assert dated == ["undated"] * 3 + ["November 2014"] + ["undated"] * 3
    assert {level["rank"] for level in document["role_levels"]} == {1}
    assert not any(area["behaviours"] for area in areas_of(document))


def test_phso_criteria_are_those_of_its_profiles():
    document = fixture(PHSO)
    parts = [
        (part["core_competency"], list(lines(part["text"])))
        for profile in document["role_profiles"]
        for part in profile["sections"]
        if part["core_competency"]
    ]
    criteria = [
        (core["key"], [area["text"] or area["title"] for area in core["areas"]])
        for core in document["core_competencies"]
    ]
    assert criteria == parts
    for area in areas_of(document):
        assert not area["text"] or area["text"].startswith(area["title"].removesuffix(" …"))


def test_phso_is_the_print_and_nothing_else():
    document = fixture(PHSO)
    printed = source(WORDS[PHSO]).replace("casework- related", "casework-related")
    if printed:
        rest = Counter(text.strip(": ") for text in left_over(printed, phso_statements(document)))
        rest.pop("", None)
        assert rest == {
            "FDN-244760 Annex B Job description Job title": 1,
            "Job description Job Title": 1,
            "Part 1: Job Profile Job Title": 3,
            "Job Holder: Date": 1,
            "Date": 1,
            "Role": 2,
        }


def test_phso_copying_slip_is_kept_and_gives_no_authority():
    (officer,) = [
        profile
        for profile in fixture(PHSO)["role_profiles"]
        if profile["key"] == "business-support-officer"
    ]
    duties = officer["sections"][0]["text"][3:]
    assert [duty[2] for duty in duties] == list("abcdefgh")
    assert "copied by mistake" in officer["note"]
    assert "nobody has any authority" in officer["note"]


# Guildford


def guildford_statements(document: Document) -> Iterator[str]:
    by_key = {section["key"]: section for section in document["introduction"]}
    texts = document["level_texts"]

    def of(sort: str, band: str | None = None) -> Iterator[str]:
        heading = ""
        for text in texts:
            if text["sort"] == sort and band in (None, text["band"]):
                if text["heading"] != heading:
                    yield text["heading"]
                    heading = text["heading"]
                yield from text["text"]

    for section in document["introduction"][:4]:
        yield from [section["heading"], *section["text"]]
    reporting, responsible = by_key["job.reporting"], by_key["job.responsible"]
    yield from [reporting["heading"], responsible["heading"]]
    for row in zip(reporting["text"], responsible["text"], strict=True):
        yield from row
    yield from of("role_purpose")
    bands = {band["key"]: band["title"] for band in document["bands"]}
    for band in ["level-1", "level-2", "level-3", "level-4", "team-leader-in-addition"]:
        yield bands[band]
        yield from of("accountability", band)
        yield from of("competency_statement", band)
    yield from document["version"]["limits"]
    for sort in ["objective", "task", "qualification", "experience"]:
        yield from of(sort)
    yield from of("specialist_knowledge")
    yield from of("special_requirement")
    framework = by_key["competency-framework"]
    yield from [framework["heading"], *framework["text"]]
    for core in document["core_competencies"]:
        yield core["title"]
        for area in core["areas"]:
            yield area["title"]
            yield from (behaviour["text"] for behaviour in area["behaviours"])
    yield from by_key["flexibility"]["text"]
    yield from [by_key["key-policies"]["heading"], *by_key["key-policies"]["text"]]


def test_guildford_is_whole():
    document = fixture(GUILDFORD)
    (core,) = document["core_competencies"]
    assert [len(area["behaviours"]) for area in core["areas"]] == [1] * 10
    grades = [level["grade"] for level in document["role_levels"]]
    assert grades == [f"Grade {number}" for number in range(2, 7)]
    counts = Counter((text["sort"], text["band"]) for text in document["level_texts"])
    levels = ["level-1", "level-2", "level-3", "level-4", "team-leader-in-addition"]
    assert [counts["accountability", level] for level in levels] == [8, 1, 1, 2, 5]
    assert [counts["competency_statement", level] for level in levels] == [2, 2, 4, 4, 0]
    bands = ["level-1-2", "level-3-4", "team-leader-in-addition"]
    assert [counts["experience", band] for band in bands] == [6, 7, 3]
    bands[2] = "team-leader"
    assert [counts["qualification", band] for band in bands] == [1, 1, 1]
    for_all = {sort: counts[sort, ""] for sort in ["objective", "task", "special_requirement"]}
    assert for_all == {"objective": 4, "task": 6, "special_requirement": 3}


def test_guildford_is_the_print_and_nothing_else():
    printed = source(WORDS[GUILDFORD])
    if printed:
        rest = left_over(printed, guildford_statements(fixture(GUILDFORD)))
        assert rest == [
            "Job Title",
            "Caseworker:",
            "Team Leader (in addition to the above):",
            "Key Accountabilities",
            *[":", ":", "Or", ":", "Or", ":", "Or", ":"],
            "Key Objectives",
            "Specific Tasks",
            "Qualifications Level 1-2:",
            "Level 3-4:",
            "Team Leader:",
            "Knowledge, Skills and Experience Level 1-2:",
            "Level 3-4:",
            "Team Leader (in addition to the above):",
            "Specialist Knowledge",
            "Special Requirements",
            "Signed (Job Holder): Date: Signed (Service Lead): Date:",
        ]


def test_rules_of_guildford_read_every_statement_in_its_alternative():
    document = fixture(GUILDFORD)
    statements = {
        text["key"]: (text["band"].replace("level-", "l"), text["alternative"] or 1)
        for text in document["level_texts"]
        if text["sort"] == "competency_statement"
    }
    read = {
        line["text"]: (rule["role_level"], number)
        for rule in document["progression"]
        for number, alternative in enumerate(rule["alternatives"], start=1)
        for line in alternative
    }
    assert read == statements
    assert [rule["role_level"] for rule in document["progression"]] == ["l1", "l2", "l3", "l4"]


def test_guildford_team_leader_is_asked_for_what_is_above_as_well(five):
    roles = tree_of(five[GUILDFORD].pk).roles
    counts = Counter(text.sort for text in roles.texts_for("team-leader"))
    assert counts["accountability"] == 8 + 1 + 1 + 2 + 5
    assert counts["competency_statement"] == 2 + 2 + 4 + 4
    assert counts["experience"] == 7 + 3
    assert counts["qualification"] == 1
    assert counts["role_purpose"] == 3


# All five


def test_all_five_load_and_then_cost_no_query(five, django_assert_num_queries):
    assert len(five) == 5
    for version in five.values():
        _walk(version.pk)
    with django_assert_num_queries(0):
        for version in five.values():
            _walk(version.pk)


def test_all_five_say_themselves_as_their_files_do(five):
    for name in [*DIGESTS, "ombudsman-association-2018"]:
        document = fixture(name)
        version = five[document["framework"]["code"]]
        assert first_difference(document, document_of(version)) is None
        assert version.digest == digest_of(document)


def test_no_contact_detail_is_in_a_fixture():
    contact = re.compile(r"@|https?:|www\.|\d{5}")
    for name in DIGESTS:
        found = contact.findall((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
        assert set(found) <= {"24476"}  # the number of PHSO's document


def _walk(version_id: int) -> None:
    tree = tree_of(version_id)
    for level in tree.roles.levels:
        tree.roles.texts_for(level.key)
        for leaf in tree.behaviours.values():
            tree.is_for(leaf, level.key)
