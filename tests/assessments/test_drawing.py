"""The draw: repeatable, of the sizes planned, with everybody in it."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import (
    EVERY_FILE,
    File,
    Population,
    chance,
    draw,
    files_asked,
    frozen,
    in_order,
    replacement,
    share_of_month,
    strata,
    stratum_sizes,
    thawed,
    with_blind_share,
)

SEED = "6f1d"
seeds = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def populations(draw_from):
    places = draw_from(
        st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3), st.booleans()), max_size=40)
    )
    files = tuple(File(key, *place) for key, place in enumerate(places, start=1))
    asked = {
        person: draw_from(st.sampled_from((EVERY_FILE, 1, 2, 3, 6))) for _key, person, *_ in files
    }
    return Population({"standard": 3}, asked, files)


@given(populations(), seeds)
def test_kept_population_and_seed_give_the_same_files(population, seed):
    assert draw(thawed(*frozen(population)), seed) == draw(population, seed)


@given(populations(), seeds)
def test_draw_does_not_depend_on_the_order_of_the_register(population, seed):
    turned = Population(population.rules, population.asked, population.files[::-1])
    assert draw(turned, seed) == draw(population, seed)
    assert frozen(turned) == frozen(population)


@given(populations(), seeds)
def test_everybody_with_files_is_drawn_for_as_many_as_wanted_or_there_are(population, seed):
    held = Counter(file.person for file in population.files)
    drawn = Counter(pick.file.person for pick in draw(population, seed).picks)
    for person, number in held.items():
        asked = population.asked[person]
        assert drawn[person] == (number if asked == EVERY_FILE else min(asked, number))


@given(populations(), seeds)
def test_no_file_is_drawn_twice_and_each_is_of_the_population(population, seed):
    keys = [pick.file.key for pick in draw(population, seed).picks]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {file.key for file in population.files}


@given(populations(), seeds)
def test_each_stratum_gives_its_part_rounded_up_or_down(population, seed):
    drawn = Counter((pick.file.person, pick.file.area) for pick in draw(population, seed).picks)
    for person, areas in strata(population.files).items():
        total = sum(map(len, areas.values()))
        asked = population.asked[person]
        wanted = total if asked == EVERY_FILE else min(asked, total)
        for area, files in areas.items():
            assert abs(drawn[person, area] - wanted * len(files) / total) < 1


@given(populations(), seeds)
def test_drawn_are_the_first_of_their_stratum(population, seed):
    areas = strata(population.files)
    for pick in draw(population, seed).picks:
        order = in_order(areas[pick.file.person][pick.file.area], seed)
        assert order[pick.place - 1] == pick.file


@given(st.dictionaries(st.integers(1, 5), st.integers(1, 9), min_size=1), st.integers(1, 8))
def test_over_all_turns_each_area_gives_exactly_its_part(sizes, wanted):
    total = sum(sizes.values())
    wanted = min(wanted, total)
    given_over_all = Counter()
    for turn in range(total):
        given_over_all.update(stratum_sizes(wanted, sizes, turn))
    assert given_over_all == {area: wanted * number for area, number in sizes.items()}


def test_fewer_files_than_wanted_is_a_shortfall():
    files = (File(1, 7, 1, True), File(2, 7, 1, False))
    drawing = draw(Population({}, {7: 3, 8: 1}, files), SEED)
    assert [tuple(each) for each in drawing.shortfalls] == [(7, 3, 2), (8, 1, 0)]
    assert {pick.file.key for pick in drawing.picks} == {1, 2}


def test_whose_every_file_is_reviewed_has_no_shortfall():
    files = (File(1, 7, 1, True), File(2, 7, 2, False))
    drawing = draw(Population({}, {7: EVERY_FILE}, files), SEED)
    assert drawing.shortfalls == ()
    assert len(drawing.picks) == 2


def test_open_and_closed_files_have_the_same_chance():
    files = tuple(File(key, key, 1, key % 2 == 0) for key in range(1, 4001))
    one = Population({}, {1: 400}, tuple(file._replace(person=1) for file in files))
    drawn_open = sum(pick.file.is_open for pick in draw(one, SEED).picks)
    assert 160 <= drawn_open <= 240


def test_known_draw_of_a_known_seed():
    files = tuple(File(key, 1, 1, True) for key in range(1, 10))
    drawing = draw(Population({}, {1: 3}, files), "00")
    by_hand = sorted(range(1, 10), key=lambda key: chance("00", key))[:3]
    assert [pick.file.key for pick in drawing.picks] == by_hand
    assert f"{chance('00', 1):064x}" == (
        # printf '00:1' | sha256sum
        "47a09a7b825c818c016e3d24aafa05d0d51a61f6ff6106ae1465f39629f8d231"
    )


def test_altered_population_is_refused():
    kept, sha256 = frozen(Population({}, {1: 1}, (File(1, 1, 1, True),)))
    with pytest.raises(ValueError, match="SHA-256"):
        thawed(kept, sha256[::-1])


@given(populations(), seeds)
def test_replacement_is_the_next_of_the_stratum_then_of_the_person(population, seed):
    drawing = draw(population, seed)
    taken = {pick.file.key for pick in drawing.picks}
    areas = strata(population.files)
    for pick in drawing.picks:
        found = replacement(population, seed, pick.file.key, taken)
        own = [file for files in areas[pick.file.person].values() for file in files]
        if found is None:
            assert {file.key for file in own} <= taken
            continue
        file, place = found
        assert file.key not in taken
        assert file.person == pick.file.person
        same = areas[pick.file.person][pick.file.area]
        if any(each.key not in taken for each in same):
            assert file.area == pick.file.area
            passed = in_order(same, seed)[: place - 1]
            assert {each.key for each in passed} <= taken


@given(populations(), seeds, st.integers(1, 20))
def test_blind_share_is_one_in_so_many_and_at_least_one(population, seed, one_in):
    picks = draw(population, seed).picks
    marked = with_blind_share(picks, seed, one_in)
    blind = sum(pick.blind for pick in marked)
    assert [pick.file for pick in marked] == [pick.file for pick in picks]
    assert abs(blind - len(picks) / one_in) <= 0.5 or blind == 1
    assert bool(blind) == bool(picks)


def test_no_blind_share_where_none_is_asked_for():
    picks = draw(Population({}, {1: 1}, (File(1, 1, 1, True),)), SEED).picks
    assert with_blind_share(picks, SEED, 0) == picks


@pytest.mark.parametrize(
    ("rate", "share", "lately", "number"),
    [
        (3, Fraction(1), True, 3),
        (3, Fraction(1, 2), True, 2),
        (3, Fraction(1, 5), True, 1),
        (3, Fraction(1, 10), True, 0),
        (3, Fraction(1, 10), False, 1),
        (1, Fraction(0), True, 0),
        (1, Fraction(0), False, 1),
        (6, Fraction(3, 4), True, 5),
    ],
)
def test_wanted_pro_rata_and_at_least_one_a_quarter(rate, share, lately, number):
    assert files_asked(rate=rate, share=share, reviewed_lately=lately) == number


@pytest.mark.parametrize(
    ("hours", "files", "present", "share"),
    [
        (37, 30, 1, Fraction(1)),
        (18, 30, 1, Fraction(18, 37)),
        (37, 5, 1, Fraction(1, 4)),
        (18, 5, 1, Fraction(1, 4)),
        (37, 30, Fraction(1, 2), Fraction(1, 2)),
        (40, 30, 1, Fraction(1)),
    ],
)
def test_share_of_a_month(hours, files, present, share):
    found = share_of_month(
        hours=Fraction(hours),
        full_hours=Fraction(37),
        files=files,
        full_files=20,
        present=Fraction(present),
    )
    assert found == share


@given(st.integers(0, 60), st.integers(0, 60))
def test_fewer_files_never_ask_for_more(few, more):
    def asked(files):
        share = share_of_month(
            hours=Fraction(37),
            full_hours=Fraction(37),
            files=files,
            full_files=20,
            present=Fraction(1),
        )
        return files_asked(rate=3, share=share, reviewed_lately=False)

    assert asked(min(few, more)) <= asked(max(few, more))
