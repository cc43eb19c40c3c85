"""GOV.UK components from their published macros (docs/components.md says when to use which)."""

from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader


@cache
def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
    )


@cache
def _macro(component: str) -> Any:
    template = _environment().get_template(
        f"govuk_frontend_jinja/components/{component}/macro.html"
    )
    name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    return getattr(template.module, name)


def component(name: str, params: dict[str, Any]) -> SafeString:
    """Return the HTML of a GOV.UK component, e.g. ``component("tag", {"text": "Draft"})``.

    Parameters are those of the published macro; texts are escaped, values under ``html`` are not.
    """
    return mark_safe(str(_macro(name)(params)).strip())  # noqa: S308
