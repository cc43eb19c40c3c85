"""Keys by which the ground floor names actors, subjects and records without knowing them."""

from typing import Any


def key_of(thing: Any) -> str:
    """Return the key of a saved model instance, e.g. ``people.user:12``; "" for nothing."""
    if thing is None:
        return ""
    if isinstance(thing, str):
        return thing
    return f"{thing._meta.label_lower}:{thing.pk}"
