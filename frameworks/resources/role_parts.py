"""The parts of a framework file that are about role levels, and the rules between them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from frameworks.enums import LevelTextSort, WorkKind, WorkScope
from frameworks.models import Band, LevelText, ProfileSection, Replacement, RoleLevel, RoleProfile

from .reading import Misfit, shown
from .shapes import (
    Choice,
    Flag,
    Key,
    KeyOrNone,
    Many,
    Record,
    Shape,
    Text,
    Whole,
    WholeOrNone,
    text_of,
)

# One line of a rule of progression: so much work, of this kind, in so many service areas.
PROGRESSION_LINE = Record(
    {
        "kind": Choice(WorkKind.values),
        "scope": Choice(WorkScope.values),
        "service_areas": Whole(1, 20),
        # Only service areas that need significant functional knowledge and skills.
        "functional_knowledge": Flag(),
        # Approved to train other caseworkers in it.
        "may_train": Flag(),
        # Only service areas that serve no other line of the alternative.
        "other": Flag(),
        # The statement that it reads.
        "text": Key(),
    }
)
ROLE_FIELDS: dict[str, Shape] = {
    "role_levels": Many(
        Record(
            {
                "key": Key(40),
                "title": text_of(RoleLevel, "title"),
                "grade": text_of(RoleLevel, "grade"),
                "rank": Whole(1, 99),
            }
        )
    ),
    "bands": Many(
        Record(
            {
                "key": Key(80),
                "title": text_of(Band, "title"),
                "levels": Many(Key(40), least=1),
                "in_addition": Flag(),
            }
        )
    ),
    "level_texts": Many(
        Record(
            {
                "key": Key(),
                "sort": Choice(LevelTextSort.values),
                "band": KeyOrNone(80),
                "heading": text_of(LevelText, "heading"),
                "text": Many(Text(), least=1),
                "alternative": WholeOrNone(1, 9),
                "note": text_of(LevelText, "note"),
            }
        )
    ),
    "role_profiles": Many(
        Record(
            {
                "key": Key(),
                "title": text_of(RoleProfile, "title"),
                "dated": text_of(RoleProfile, "dated"),
                "role_level": KeyOrNone(40),
                "facts": Many(Record({"label": Text(80), "text": Text(300)})),
                "note": text_of(RoleProfile, "note"),
                "sections": Many(
                    Record(
                        {
                            "key": Key(),
                            "level": Whole(1, 2),
                            "heading": text_of(ProfileSection, "heading"),
                            "core_competency": KeyOrNone(),
                            "text": Many(Text()),
                            "note": text_of(ProfileSection, "note"),
                        }
                    ),
                    least=1,
                ),
            }
        )
    ),
    "progression": Many(
        Record(
            {
                "role_level": Key(40),
                "alternatives": Many(Many(PROGRESSION_LINE, least=1), least=1),
                "note": Text(optional=True),
            }
        )
    ),
    "replacements": Many(
        Record({"old": Key(), "new": Key(), "reason": text_of(Replacement, "reason")})
    ),
}


def check_roles(document: dict[str, Any]) -> None:
    """Check that every level, band, competency and text that is named is there, and named once.

    :raises Misfit: at the first place where it is not.
    """
    levels = _keys(document["role_levels"])
    bands = _keys(document["bands"])
    _check_once("role_levels", "key", levels)
    _check_once("bands", "key", bands)
    _check_once("progression", "role_level", [one["role_level"] for one in document["progression"]])
    for path, key in _named_levels(document):
        _check_known(path, key, levels, _("the key of a role level"))
    for path, key in _named_bands(document):
        _check_known(path, key, bands, _("the key of a band"))
    _check_profiles(document)
    _check_progression(document)
    if document["version"]["levels_only"] and not levels:
        raise Misfit("role_levels", _("nothing"), _("the role levels that evidence may be about"))


def _keys(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [row["key"] for row in rows]


def _check_once(name: str, field: str, keys: list[str]) -> None:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise Misfit(f"{name}[{index}].{field}", shown(key), _("it only once"))


def _check_known(path: str, key: str, known: list[str], what: str) -> None:
    if key not in known:
        raise Misfit(path, shown(key), f"{what}: {', '.join(known) or _('there is none')}")


def _named_levels(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for b, band in enumerate(document["bands"]):
        for i, key in enumerate(band["levels"]):
            yield f"bands[{b}].levels[{i}]", key
    for p, profile in enumerate(document["role_profiles"]):
        if profile["role_level"]:
            yield f"role_profiles[{p}].role_level", profile["role_level"]
    for r, rule in enumerate(document["progression"]):
        yield f"progression[{r}].role_level", rule["role_level"]


def _named_bands(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for t, text in enumerate(document["level_texts"]):
        if text["band"]:
            yield f"level_texts[{t}].band", text["band"]
    for c, core in enumerate(document["core_competencies"]):
        for a, area in enumerate(core["areas"]):
            for b, behaviour in enumerate(area["behaviours"]):
                if behaviour["band"]:
                    place = f"core_competencies[{c}].areas[{a}].behaviours[{b}].band"
                    yield place, behaviour["band"]


def _check_profiles(document: dict[str, Any]) -> None:
    cores = _keys(document["core_competencies"])
    for p, profile in enumerate(document["role_profiles"]):
        place = f"role_profiles[{p}].sections"
        _check_once(place, "key", _keys(profile["sections"]))
        for s, section in enumerate(profile["sections"]):
            if section["core_competency"]:
                path = f"{place}[{s}].core_competency"
                what = _("the key of a core competency")
                _check_known(path, section["core_competency"], cores, what)


def _check_progression(document: dict[str, Any]) -> None:
    statements = [
        text["key"]
        for text in document["level_texts"]
        if text["sort"] == LevelTextSort.COMPETENCY_STATEMENT
    ]
    for r, rule in enumerate(document["progression"]):
        for a, alternative in enumerate(rule["alternatives"]):
            for i, line in enumerate(alternative):
                path = f"progression[{r}].alternatives[{a}][{i}].text"
                _check_known(path, line["text"], statements, _("the key of a statement"))
