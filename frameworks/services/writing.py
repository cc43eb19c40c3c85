"""Write a version, still a draft, from its document."""

from typing import Any

from django.utils.translation import gettext as _

from frameworks.models import (
    AdaptationReason,
    Area,
    Band,
    BandLevel,
    Behaviour,
    CoreCompetency,
    Degree,
    Framework,
    LevelText,
    PermittedUse,
    ProfileSection,
    ProgressionRule,
    Replacement,
    RoleLevel,
    RoleProfile,
    Section,
    ServiceStandard,
    StandardSupport,
    Version,
    VersionLevel,
)
from frameworks.resources.framework_file import Document, digest_of
from frameworks.resources.reading import Misfit, shown

Stated = dict[str, Any]


def write_version(
    *, framework: Framework, document: Document, derived_from: Version | None = None
) -> Version:
    """Write every row of a new version, which stays a draft. Call it within a transaction.

    :param document: what ``check_document`` gave; it is not checked a second time.
    :param derived_from: the version that the document says it adapts.
    :raises Misfit: a role level of the framework is called otherwise already.
    """
    version = _write_head(framework, document, derived_from)
    _write_front(version, document)
    levels = _write_levels(version, document)
    bands = _write_bands(version, document, levels)
    competencies = _write_tree(version, document, bands)
    _write_standards(version, document, competencies)
    _write_level_texts(version, document, levels, bands)
    _write_profiles(version, document, levels, competencies)
    return version


def _write_head(framework: Framework, document: Document, derived_from: Version | None) -> Version:
    stated = {**document["version"], "derived_from": derived_from}
    labels = {name: word for name, word in stated.pop("labels").items() if word}
    flags = {name: bool(stated.pop(name)) for name in ("narrative", "levels_only")}
    return Version.objects.create(
        framework=framework,
        labels=labels,
        degrees_note=document["degrees"]["note"],
        digest=digest_of(document),
        **flags,
        **stated,
    )


def _write_front(version: Version, document: Document) -> None:
    Section.objects.bulk_create(
        Section(
            version=version, position=position, **{**section, "text": "\n".join(section["text"])}
        )
        for position, section in enumerate(document["introduction"], start=1)
    )
    PermittedUse.objects.bulk_create(
        PermittedUse(version=version, position=position, **use)
        for position, use in enumerate(document["permitted_uses"], start=1)
    )
    Degree.objects.bulk_create(
        Degree(version=version, position=position, **degree)
        for position, degree in enumerate(document["degrees"]["words"], start=1)
    )
    AdaptationReason.objects.bulk_create(
        AdaptationReason(version=version, **one) for one in document["adaptations"]
    )
    Replacement.objects.bulk_create(
        Replacement(version=version, old_key=one["old"], new_key=one["new"], reason=one["reason"])
        for one in document["replacements"]
    )


def _write_levels(version: Version, document: Document) -> dict[str, RoleLevel]:
    """Give the framework the role levels that it has not yet; return those named, by key."""
    there = {level.key: level for level in version.framework.role_levels.all()}
    for index, stated in enumerate(document["role_levels"]):
        level = there.get(stated["key"])
        if level is None:
            there[stated["key"]] = RoleLevel.objects.create(framework=version.framework, **stated)
            continue
        for name in ("title", "grade", "rank"):
            if getattr(level, name) != stated[name]:
                expected = _("%s, as the role level is known") % shown(getattr(level, name))
                raise Misfit(f"role_levels[{index}].{name}", shown(stated[name]), expected)
    named = {stated["key"]: there[stated["key"]] for stated in document["role_levels"]}
    VersionLevel.objects.bulk_create(
        VersionLevel(version=version, role_level=level, position=position)
        for position, level in enumerate(named.values(), start=1)
    )
    return named


def _write_bands(
    version: Version, document: Document, levels: dict[str, RoleLevel]
) -> dict[str, Band]:
    bands = {
        stated["key"]: Band(
            version=version,
            position=position,
            key=stated["key"],
            title=stated["title"],
            in_addition=bool(stated["in_addition"]),
        )
        for position, stated in enumerate(document["bands"], start=1)
    }
    Band.objects.bulk_create(bands.values())
    BandLevel.objects.bulk_create(
        BandLevel(band=bands[stated["key"]], role_level=levels[key])
        for stated in document["bands"]
        for key in stated["levels"]
    )
    return bands


def _write_tree(
    version: Version, document: Document, bands: dict[str, Band]
) -> dict[str, CoreCompetency]:
    """Write the three levels, each in one statement; return the competencies by key."""
    competencies: dict[str, CoreCompetency] = {}
    areas: list[Area] = []
    behaviours: list[Behaviour] = []
    for position, stated in enumerate(document["core_competencies"], start=1):
        own = _without(stated, "areas")
        competency = CoreCompetency(version=version, position=position, **own)
        competencies[competency.key] = competency
        for area_position, area_stated in enumerate(stated["areas"], start=1):
            area = Area(
                version=version,
                core_competency=competency,
                position=area_position,
                **_without(area_stated, "behaviours"),
            )
            areas.append(area)
            behaviours += [
                Behaviour(
                    version=version,
                    area=area,
                    band=bands[behaviour["band"]] if behaviour["band"] else None,
                    position=behaviour_position,
                    **_without(behaviour, "band"),
                )
                for behaviour_position, behaviour in enumerate(area_stated["behaviours"], start=1)
            ]
    CoreCompetency.objects.bulk_create(competencies.values())
    Area.objects.bulk_create(areas)
    Behaviour.objects.bulk_create(behaviours, batch_size=1000)
    return competencies


def _write_standards(
    version: Version, document: Document, competencies: dict[str, CoreCompetency]
) -> None:
    standards, supports = [], []
    for position, stated in enumerate(document["service_standards"], start=1):
        standard = ServiceStandard(
            version=version, position=position, **_without(stated, "core_competencies")
        )
        standards.append(standard)
        supports += [
            StandardSupport(service_standard=standard, core_competency=competencies[key])
            for key in stated["core_competencies"]
        ]
    ServiceStandard.objects.bulk_create(standards)
    StandardSupport.objects.bulk_create(supports)


def _write_level_texts(
    version: Version, document: Document, levels: dict[str, RoleLevel], bands: dict[str, Band]
) -> None:
    LevelText.objects.bulk_create(
        LevelText(
            version=version,
            position=position,
            **{
                **stated,
                "band": bands[stated["band"]] if stated["band"] else None,
                "text": "\n".join(stated["text"]),
            },
        )
        for position, stated in enumerate(document["level_texts"], start=1)
    )
    ProgressionRule.objects.bulk_create(
        ProgressionRule(
            version=version,
            role_level=levels[stated["role_level"]],
            position=position,
            alternatives=stated["alternatives"],
            note=stated["note"],
        )
        for position, stated in enumerate(document["progression"], start=1)
    )


def _write_profiles(
    version: Version,
    document: Document,
    levels: dict[str, RoleLevel],
    competencies: dict[str, CoreCompetency],
) -> None:
    profiles, sections = [], []
    for position, stated in enumerate(document["role_profiles"], start=1):
        level = levels[stated["role_level"]] if stated["role_level"] else None
        profile = RoleProfile(
            version=version,
            position=position,
            **{**_without(stated, "sections"), "role_level": level},
        )
        profiles.append(profile)
        for section_position, section in enumerate(stated["sections"], start=1):
            core = section["core_competency"]
            sections.append(
                ProfileSection(
                    profile=profile,
                    position=section_position,
                    **{
                        **section,
                        "core_competency": competencies[core] if core else None,
                        "text": "\n".join(section["text"]),
                    },
                )
            )
    RoleProfile.objects.bulk_create(profiles)
    ProfileSection.objects.bulk_create(sections)


def _without(stated: Stated, *names: str) -> Stated:
    return {name: value for name, value in stated.items() if name not in names}
