"""GOV.UK components from their published macros (docs/components.md says when to use which).

A macro takes milliseconds, and the same parameters always give the same HTML: it is kept, without
what anybody typed, and the values are written in. Filters above a list cost nothing from the second
page on.
"""

import re
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

KEPT = frozenset(
    {
        "character-count",
        "checkboxes",
        "date-input",
        "file-upload",
        "input",
        "password-input",
        "radios",
        "select",
        "textarea",
    }
)
"""Fields by themselves. A fieldset and what a choice reveals hold other fields, and what was typed
there."""
WRITTEN_IN = frozenset({"character-count", "input", "textarea"})
PLACE = re.compile("\ue000(\\d)\ue000")
"""Where a value is written in, in characters that nothing else holds."""
MOST_KEPT = 500
MOST_ITEMS = 60
"""A longer list of choices, of people perhaps, is not kept."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
        auto_reload=False,
    )


@cache
def _macro(component: str) -> Any:
    template = _environment().get_template(
        f"govuk_frontend_jinja/components/{component}/macro.html"
    )
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    return getattr(template.module, name)


def _frozen(value: Any) -> Hashable:
    """Return parameters as a key. Text that is safe as HTML and the same text that is not differ,
    as do 1 and True."""
    if isinstance(value, dict):
        return tuple((name, _frozen(inner)) for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(_frozen(inner) for inner in value)
    return type(value), value


class _Asked:
    """A component with its parameters: equal where the HTML is the same."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        self.name = name
        self.params = params
        self.key = (name, _frozen(params))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


def _html(asked: _Asked) -> SafeString:
    return mark_safe(str(_macro(asked.name)(asked.params)).strip())  # noqa: S308


_kept_html = lru_cache(maxsize=MOST_KEPT)(_html)


def _may_be_kept(name: str, params: dict[str, Any]) -> bool:
    """Say whether this holds nothing that anybody typed but values, and is not too long to keep."""
    if name == "button":
        return True
    items = params.get("items") or ()
    return (
        name in KEPT
        and len(items) <= MOST_ITEMS
        and not params.get("errorMessage")
        and not any(item.get("conditional") for item in items)
    )


def _apart(name: str, params: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the parameters with places for the values that may be typed, and the values."""
    values: list[str] = []

    def away(holder: dict[str, Any]) -> dict[str, Any]:
        if not holder.get("value"):
            return holder
        values.append(str(holder["value"]))
        return {**holder, "value": f"\ue000{len(values) - 1}\ue000"}

    if name in WRITTEN_IN:
        params = away(params)
    elif name == "date-input":
        params = {**params, "items": [away(item) for item in params.get("items") or ()]}
    return params, values


def component(name: str, params: dict[str, Any]) -> SafeString:
    """Return the HTML of a GOV.UK component, e.g. ``component("tag", {"text": "Draft"})``.

    Parameters are those of the published macro; texts are escaped, values under ``html`` are not.
    """
    if not _may_be_kept(name, params):
        return _html(_Asked(name, params))
    blank, values = _apart(name, params)
    html = _kept_html(_Asked(name, blank))
    if not values:
        return html
    return mark_safe(PLACE.sub(lambda place: escape(values[int(place[1])]), html))  # noqa: S308
