"""Write what a stored version says of role levels as the parts of its document."""

from typing import Any

from django.db.models import Prefetch

from frameworks.models import BandLevel, Version

Parts = dict[str, Any]


def roles_of(version: Version) -> Parts:
    """Return the parts of a document that are about role levels, in 8 queries."""
    return {
        "role_levels": role_levels_of(version),
        "bands": bands_of(version),
        "level_texts": _level_texts(version),
        "role_profiles": _profiles(version),
        "progression": [
            {
                "role_level": rule.role_level.key,
                "alternatives": rule.alternatives,
                "note": rule.note,
            }
            for rule in version.progression.select_related("role_level")
        ],
        "replacements": [
            {"old": one.old_key, "new": one.new_key, "reason": one.reason}
            for one in version.replacements.all()
        ],
    }


def role_levels_of(version: Version) -> list[Parts]:
    """Return the role levels that a version names, in 1 query."""
    levels = [one.role_level for one in version.named_levels.select_related("role_level")]
    return [
        {"key": row.key, "title": row.title, "grade": row.grade, "rank": row.rank} for row in levels
    ]


def bands_of(version: Version) -> list[Parts]:
    """Return the bands of a version with the keys of their levels, in 2 queries."""
    levels = Prefetch("band_levels", BandLevel.objects.select_related("role_level"))
    return [
        {
            "key": band.key,
            "title": band.title,
            "levels": [one.role_level.key for one in band.band_levels.all()],
            "in_addition": band.in_addition or None,
        }
        for band in version.bands.prefetch_related(levels)
    ]


def _level_texts(version: Version) -> list[Parts]:
    return [
        {
            "key": text.key,
            "sort": text.sort,
            "band": text.band.key if text.band else "",
            "heading": text.heading,
            "text": text.text.split("\n"),
            "alternative": text.alternative,
            "note": text.note,
        }
        for text in version.level_texts.select_related("band")
    ]


def _profiles(version: Version) -> list[Parts]:
    profiles = version.role_profiles.select_related("role_level")
    return [
        {
            "key": profile.key,
            "title": profile.title,
            "dated": profile.dated,
            "role_level": profile.role_level.key if profile.role_level else "",
            "facts": profile.facts,
            "note": profile.note,
            "sections": [
                {
                    "key": part.key,
                    "level": part.level,
                    "heading": part.heading,
                    "core_competency": part.core_competency.key if part.core_competency else "",
                    "text": part.text.split("\n") if part.text else [],
                    "note": part.note,
                }
                for part in profile.sections.all()
            ],
        }
        for profile in profiles.prefetch_related("sections__core_competency")
    ]
