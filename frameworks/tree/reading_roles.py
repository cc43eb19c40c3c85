"""Read what a version says of role levels from the database."""

from frameworks.models import Version

from .roles import (
    BandNode,
    LevelNode,
    LevelTextLeaf,
    ProfileNode,
    ProfilePart,
    Roles,
    RuleNode,
)


def roles_of(version_id: int) -> Roles:
    """Return a version's levels, bands, texts, profiles and rules, read in 9 queries."""
    version = Version(pk=version_id)
    bands = {band.id: band for band in _bands(version)}
    return Roles(
        levels=_levels(version),
        bands=tuple(bands.values()),
        texts=tuple(
            LevelTextLeaf(
                key=row.key,
                sort=row.sort,
                band=bands[row.band_id] if row.band_id else None,
                heading=row.heading,
                lines=tuple(row.text.split("\n")),
                alternative=row.alternative,
                note=row.note,
            )
            for row in version.level_texts.all()
        ),
        profiles=_profiles(version),
        progression=tuple(
            RuleNode(
                rule.role_level.key,
                tuple(tuple(alternative) for alternative in rule.alternatives),
                rule.note,
            )
            for rule in version.progression.select_related("role_level")
        ),
        replacements=_replacements(version),
    )


def _replacements(version: Version) -> dict[str, tuple[str, ...]]:
    replaced: dict[str, tuple[str, ...]] = {}
    for one in version.replacements.all():
        replaced[one.old_key] = (*replaced.get(one.old_key, ()), one.new_key)
    return replaced


def _levels(version: Version) -> tuple[LevelNode, ...]:
    named = version.named_levels.select_related("role_level")
    return tuple(
        LevelNode(
            one.role_level.pk,
            one.role_level.key,
            one.role_level.title,
            one.role_level.grade,
            one.role_level.rank,
        )
        for one in named
    )


def _bands(version: Version) -> list[BandNode]:
    return [
        BandNode(
            id=band.pk,
            key=band.key,
            title=band.title,
            level_keys=frozenset(level.key for level in band.levels.all()),
            in_addition=band.in_addition,
        )
        for band in version.bands.prefetch_related("levels")
    ]


def _profiles(version: Version) -> tuple[ProfileNode, ...]:
    profiles = version.role_profiles.select_related("role_level")
    return tuple(
        ProfileNode(
            key=profile.key,
            title=profile.title,
            dated=profile.dated,
            level_key=profile.role_level.key if profile.role_level else "",
            facts=tuple((fact["label"], fact["text"]) for fact in profile.facts),
            note=profile.note,
            parts=tuple(
                ProfilePart(
                    key=part.key,
                    level=part.level,
                    heading=part.heading,
                    lines=tuple(part.text.splitlines()),
                    core_key=part.core_competency.key if part.core_competency else "",
                    note=part.note,
                )
                for part in profile.sections.all()
            ),
        )
        for profile in profiles.prefetch_related("sections__core_competency")
    )
