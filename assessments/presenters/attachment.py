"""The files of a review, an action or a piece of evidence, as its page shows them."""

from typing import Any

from django.urls import reverse

from assessments.models import Attachment
from assessments.services.attachment import Parent, may_attach
from people.scope import Scope


def attachments_of(parent: Parent, sort: str, scope: Scope) -> dict[str, Any]:
    """Return the files of something the reader may read, and where they may add one; one query.

    :param sort: ``"review"``, ``"action"`` or ``"evidence"``.
    """
    rows = Attachment.objects.standing().filter(**{sort: parent}).select_related("by")
    may = may_attach(parent, scope)
    return {
        "attachments": list(rows.order_by("pk")),
        "attach_href": reverse("attachment_add", args=[sort, parent.pk]) if may else "",
    }
