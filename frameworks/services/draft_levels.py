"""Write which role levels a draft names, and their bands."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import DomainError
from frameworks.models import (
    Band,
    BandLevel,
    ProgressionRule,
    RoleLevel,
    Version,
    VersionLevel,
)
from frameworks.parts import bases_of
from frameworks.progression import texts_of

from .drafting import delete_unnamed_levels, locked_draft, record_act


@transaction.atomic
def add_level(*, draft: Version, title: str, grade: str, by: Any) -> RoleLevel:
    """Name one more role level, above those that are there; its key is made from its title.

    A level that the framework has already under this title is named again, in the place and the
    bands that it has in the version before, with its rule of progression.
    """
    draft = locked_draft(draft)
    framework = draft.framework
    level = framework.role_levels.filter(title__iexact=title).first()
    if level is None:
        rank = (framework.role_levels.aggregate(last=Max("rank"))["last"] or 0) + 1
        taken = set(framework.role_levels.values_list("key", flat=True))
        level = RoleLevel.objects.create(
            framework=framework,
            key=_free_key(title, taken, 40),
            title=title,
            grade=grade,
            rank=min(rank, 99),
        )
    if not draft.named_levels.filter(role_level=level).exists():
        _name(draft, level)
        _put_back_in_bands(draft, level)
        _put_back_rule(draft, level)
    record_act(draft, "framework.level_named", by, draft, level=level.key)
    return level


@transaction.atomic
def remove_level(*, draft: Version, key: str, by: Any) -> None:
    """Take a role level out of a draft, out of its bands, and its rule of progression with it.

    Posts keep it: who stands at a level that a version no longer names is shown before the
    version is put in use. A level that no version names any more, and nobody holds, is deleted.

    :raises DomainError: a band names this level alone, or a role profile is for it.
    """
    draft = locked_draft(draft)
    named = draft.named_levels.filter(role_level__key=key).select_related("role_level").first()
    if named is None:
        return
    level = named.role_level
    alone = draft.bands.alias(others=Count("band_levels")).filter(
        others=1, band_levels__role_level=level
    )
    if band := alone.first():
        raise DomainError(
            _("Remove the band “%s” first: it names this role level alone.") % band.title
        )
    if profile := draft.role_profiles.filter(role_level=level).first():
        raise DomainError(
            _("The role profile “%s” is for this role level. Change that first.") % profile.title
        )
    BandLevel.objects.filter(band__version=draft, role_level=level).delete()
    draft.progression.filter(role_level=level).delete()
    named.delete()
    record_act(draft, "framework.level_unnamed", by, draft, level=level.key)
    delete_unnamed_levels(draft.framework)


def _name(draft: Version, level: RoleLevel) -> None:
    """Name a level behind the nearest one that stands before it in the version before."""
    named = list(draft.named_levels.select_related("role_level"))
    before = _before(draft, level)
    at = len(named)
    if before is not None:
        at = max((n for n, one in enumerate(named, 1) if one.role_level.key in before), default=0)
    named.insert(at, VersionLevel(version=draft, role_level=level))
    for position, one in enumerate(named, start=1):
        one.position = position
        one.save()


def _before(draft: Version, level: RoleLevel) -> list[str] | None:
    """Return the levels that stand before one in the version before; None: it stands nowhere."""
    for base in bases_of(draft):
        keys = list(base.named_levels.values_list("role_level__key", flat=True))
        if level.key in keys:
            return keys[: keys.index(level.key)]
    return None


def _put_back_in_bands(draft: Version, level: RoleLevel) -> None:
    for base in bases_of(draft):
        there = base.bands.filter(levels__key=level.key).values("key")
        BandLevel.objects.bulk_create(
            BandLevel(band=band, role_level=level)
            for band in draft.bands.filter(key__in=there).exclude(levels=level)
        )


def _put_back_rule(draft: Version, level: RoleLevel) -> None:
    """Take back the rule of a level, where the statements that it reads are still there."""
    there = set(draft.level_texts.values_list("key", flat=True))
    for base in bases_of(draft):
        rule = base.progression.filter(role_level__key=level.key).first()
        if rule is None:
            continue
        if texts_of(rule.alternatives) <= there:
            ProgressionRule.objects.create(
                version=draft,
                role_level=level,
                position=rule.position,
                alternatives=rule.alternatives,
                note=rule.note,
            )
        return


@transaction.atomic
def add_band(
    *, draft: Version, title: str, level_keys: Sequence[str], in_addition: bool, by: Any
) -> Band:
    """Add a band of role levels, for which behaviours and texts can then be written.

    :raises DomainError: beside ``levels``: one that the draft does not name.
    """
    draft = locked_draft(draft)
    levels = [one.role_level for one in draft.named_levels.select_related("role_level")]
    chosen = [level for level in levels if level.key in level_keys]
    if not chosen:
        raise DomainError(_("Choose at least one role level."), field="levels")
    last = draft.bands.aggregate(last=Max("position"))["last"] or 0
    band = Band.objects.create(
        version=draft,
        key=_free_key(title, set(draft.bands.values_list("key", flat=True)), 80),
        position=last + 1,
        title=title,
        in_addition=in_addition,
    )
    BandLevel.objects.bulk_create(BandLevel(band=band, role_level=level) for level in chosen)
    record_act(draft, "framework.band_added", by, band, key=band.key)
    return band


@transaction.atomic
def remove_band(*, draft: Version, key: str, by: Any) -> None:
    """Remove a band for which nothing is written.

    :raises DomainError: something is; it would lose its place.
    """
    draft = locked_draft(draft)
    band = draft.bands.filter(key=key).first()
    if band is None:
        return
    if band.behaviours.exists() or band.texts.exists():
        raise DomainError(
            _("Something is written for “%s”. Say first whom that is for instead.") % band
        )
    record_act(draft, "framework.band_removed", by, band, key=band.key)
    band.delete()


def _free_key(title: str, taken: set[str], longest: int) -> str:
    key = slugify(title.replace("_", " "))[: longest - 4].strip("-") or "level"
    return next(
        made for n in range(1, 1000) if (made := key if n == 1 else f"{key}-{n}") not in taken
    )
