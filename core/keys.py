"""Keys by which the ground floor names actors, subjects and records without knowing them."""

from typing import Any

from django.conf import settings

PERSON_PREFIX = f"{settings.AUTH_USER_MODEL.lower()}:"


def key_of(thing: Any) -> str:
    """Return the key of a saved model instance, e.g. ``people.user:12``; "" for nothing."""
    if thing is None:
        return ""
    if isinstance(thing, str):
        return thing
    return f"{thing._meta.label_lower}:{thing.pk}"


def person_key(person_id: int) -> str:
    """Return the key of the person with this id."""
    return f"{PERSON_PREFIX}{person_id}"


def person_id_sql(column: str) -> str:
    """Return SQL giving the person's id in a column of keys, NULL where it names no person."""
    start = len(PERSON_PREFIX)
    return (
        f"(CASE WHEN substr({column}, 1, {start}) = '{PERSON_PREFIX}' "
        f"THEN CAST(substr({column}, {start + 1}) AS bigint) END)"
    )
