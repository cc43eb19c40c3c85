"""Keys of new statements, made from their words."""

from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    Degree,
    LevelText,
    RoleProfile,
    Section,
    ServiceStandard,
    Version,
)
from frameworks.parts import Sort

WORDS_IN_A_KEY = 6
KEYED = (Area, Behaviour, CoreCompetency, Degree, LevelText, RoleProfile, Section, ServiceStandard)


def new_key(*, sort: Sort, draft: Version, words: str, parent_key: str = "") -> str:
    """Return a key for a new statement: no version of the framework or its original has it.

    A key is a statement's identity for good, so one that was used once is never given again.
    """
    stem = slugify(" ".join(words.replace("_", " ").split()[:WORDS_IN_A_KEY])) or "statement"
    before = sort.prefix
    if parent_key and sort.keyed:
        before = f"{parent_key}."
    # Room for a number at its end.
    key = f"{before}{stem}"[: sort.longest_key - 5].strip(".-")
    taken = used_keys(draft, key) if sort.keyed else _used_within(draft, sort, parent_key)
    if key not in taken:
        return key
    return next(made for n in range(2, 10_000) if (made := f"{key}-{n}") not in taken)


def _used_within(version: Version, sort: Sort, parent_key: str) -> set[str]:
    """Return the keys that versions of a framework and its original have within one statement."""
    frameworks = {f"{sort.version_path}__framework__in": _frameworks_of(version)}
    rows: Any = sort.model._default_manager.filter(
        **frameworks, **{f"{sort.parent}__key": parent_key}
    )
    return set(rows.order_by().values_list("key", flat=True))


def _frameworks_of(version: Version) -> list[int]:
    original = [version.derived_from.framework_id] if version.derived_from else []
    return [version.framework_id, *original]


def used_keys(version: Version, beginning: str = "") -> set[str]:
    """Return the keys that versions of a framework and of its original have, in one query."""
    here = Q(version__framework__in=_frameworks_of(version), key__startswith=beginning)

    def keys(model: Any) -> Any:
        return model._default_manager.filter(here).order_by().values_list("key", flat=True)

    first, *others = [keys(model) for model in KEYED]
    return set(first.union(*others))
