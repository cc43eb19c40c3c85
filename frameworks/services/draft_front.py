"""Write what a draft says of itself: its front, its permitted uses, its role levels and bands."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from frameworks.checks import may_permit
from frameworks.enums import Purpose
from frameworks.models import Band, BandLevel, PermittedUse, RoleLevel, Version, VersionLevel
from frameworks.resources.framework_file import LABELS
from frameworks.statements import statements_of

from .drafting import locked_draft

FRONT = ("title", "publisher", "year", "source", "copyright", "summary", "note", "degrees_note")


def front_of(draft: Version) -> dict[str, Any]:
    """Return what a draft says of itself, as its form asks for it."""
    front = {name: getattr(draft, name) for name in FRONT}
    labels = {f"label_{name}": draft.labels.get(name, "") for name in LABELS}
    return {**front, **labels, "limits": "\n".join(draft.limits)}


def front_mark(draft: Version) -> str:
    """Return a short mark of the front: another one as soon as anything of it changes."""
    return hashlib.sha256(json.dumps(front_of(draft), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def change_front(*, draft: Version, stated: Mapping[str, Any], seen: str, by: Any) -> Version:
    """Change title, labels, summary, limits and the other words a draft says of itself.

    :param stated: as ``front_of`` gives it.
    :raises Stale: somebody changed it since (``theirs`` is the draft as it stands).
    :raises DomainError: the draft is gone.
    """
    draft = locked_draft(draft)
    if front_mark(draft) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=draft)
    for name in FRONT:
        setattr(draft, name, stated[name])
    draft.labels = {name: stated[f"label_{name}"] for name in LABELS if stated[f"label_{name}"]}
    draft.limits = [line for line in stated["limits"].split("\n") if line]
    draft.save()
    _record(draft, "framework.front_changed", by, draft)
    return draft


@transaction.atomic
def set_use(
    *, draft: Version, purpose: str, permitted: bool | None, sentence: str, note: str, by: Any
) -> None:
    """Say whether a draft may be used for a purpose, with the sentence that says so.

    :param permitted: None: the draft does not name the purpose, so that it is refused.
    :raises DomainError: beside ``permitted`` or ``sentence``: no sentence; or an adapted framework
        would permit what its original's publisher does not (``checks.may_permit``).
    """
    draft = locked_draft(draft)
    if permitted is None:
        PermittedUse.objects.filter(version=draft, purpose=purpose).delete()
        _record(draft, "framework.use_changed", by, draft, purpose=purpose, permitted=None)
        return
    if not sentence:
        raise DomainError(_("Enter the publisher’s sentence that says so."), field="sentence")
    original = draft.derived_from
    if permitted and original and not may_permit(purpose, sentence, statements_of(original)):
        raise DomainError(
            _(
                "The original’s publisher, %(publisher)s, does not permit %(purpose)s in these"
                " words. An adapted framework may permit less than its original, never more."
            )
            % {"publisher": original.publisher, "purpose": Purpose(purpose).label.lower()},
            field="permitted",
        )
    last = draft.permitted_uses.aggregate(last=Max("position"))["last"] or 0
    PermittedUse.objects.update_or_create(
        version=draft,
        purpose=purpose,
        defaults={"permitted": permitted, "sentence": sentence, "note": note},
        create_defaults={
            "permitted": permitted,
            "sentence": sentence,
            "note": note,
            "position": last + 1,
        },
    )
    _record(draft, "framework.use_changed", by, draft, purpose=purpose, permitted=permitted)


@transaction.atomic
def add_level(*, draft: Version, title: str, grade: str, by: Any) -> RoleLevel:
    """Name one more role level, above those that are there; its key is made from its title.

    A level that the framework has already under this title is named again.
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
    last = draft.named_levels.aggregate(last=Max("position"))["last"] or 0
    VersionLevel.objects.get_or_create(
        version=draft, role_level=level, defaults={"position": last + 1}
    )
    _record(draft, "framework.level_named", by, draft, level=level.key)
    return level


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
    _record(draft, "framework.band_added", by, band, key=band.key)
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
    _record(draft, "framework.band_removed", by, band, key=band.key)
    band.delete()


def _free_key(title: str, taken: set[str], longest: int) -> str:
    key = slugify(title.replace("_", " "))[: longest - 4].strip("-") or "level"
    return next(
        made for n in range(1, 1000) if (made := key if n == 1 else f"{key}-{n}") not in taken
    )


def _record(draft: Version, act: str, by: Any, record: Model, **more: Any) -> None:
    detail = {"framework": draft.framework.code, "number": draft.number, **more}
    trail.record(act, by=by, record=record, detail=detail)
