"""Addresses and texts of frameworks for the pages of other apps, without a query.

``{% area_url area.version_id area.pk %}``, ``{% area_title area.version_id area.pk %}``
"""

from django import template

from frameworks.tree import tree_of

register = template.Library()


@register.simple_tag
def area_url(version_id: int, area_id: int) -> str:
    """Return the address of a competency area's page."""
    return tree_of(version_id).areas[area_id].url


@register.simple_tag
def area_title(version_id: int, area_id: int) -> str:
    """Return an area with its core competency: "Analytical › Methodical"."""
    area = tree_of(version_id).areas[area_id]
    return f"{area.core_title} › {area.title}"
