"""Addresses of the rows of a list: the route is looked up once, not once a row."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

Link = Callable[[int], str]


def links_to(route: str, *before: Any) -> Link:
    """Return what gives the address of a row from its id.

    :param route: a route whose last argument is that id; ``before``: the arguments before it.
    """
    start, end = reverse(route, args=[*before, 0]).rsplit("0", 1)
    return lambda pk: f"{start}{pk}{end}"
