"""What every page of a signed-in user shows: the organisation, its words, the navigation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.labels import labels_of
from people.navigation import navigation_of
from people.organisation import current_organisation


def organisation(request: HttpRequest) -> dict[str, Any]:
    """Give templates ``organisation``, ``labels`` and ``nav``; each is read when first used."""
    return {
        "organisation": SimpleLazyObject(current_organisation),
        "labels": SimpleLazyObject(lambda: labels_of(current_organisation().labels)),
        "nav": SimpleLazyObject(lambda: navigation_of(request)),
    }
