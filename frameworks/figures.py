"""The few figures of frameworks on the home page, for whoever keeps them."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.figures import Figure
from frameworks.models import Version
from frameworks.rules import is_framework_admin


def figures_for(scope: Any, on: dt.date) -> list[Figure]:
    """Return, for framework admins, what is in use, in draft and lately loaded, in one query."""
    if not is_framework_admin(scope):
        return []
    published = Q(published_at__isnull=False)
    counted = Version.objects.aggregate(
        in_use=Count(
            "framework", filter=published & Q(framework__adopted_on__isnull=False), distinct=True
        ),
        drafts=Count("pk", filter=~published),
        loaded=Count("pk", filter=Q(pk__in=Version.objects.loaded_lately(on).values("pk"))),
    )
    here = reverse("framework_register")
    return [
        Figure(counted["in_use"], _("frameworks in use"), here),
        Figure(counted["drafts"], _("drafts, not published"), f"{here}#drafts"),
        Figure(counted["loaded"], _("versions loaded in the last year"), f"{here}#loaded"),
    ]
