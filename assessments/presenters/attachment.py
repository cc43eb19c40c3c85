"""The files of a review, an action or a piece of evidence, as its page shows them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments.around import Row
from assessments.models import Attachment
from assessments.services.attachment import Parent, may_attach
from people.scope import Scope


@dataclass(frozen=True)
class FileRow:
    """One file in a list."""

    pk: int
    shows: str
    name: str
    size: int
    by_id: int
    by_name: str
    at: dt.datetime


def attachments_of(parent: Parent, sort: str, scope: Scope) -> dict[str, Any]:
    """Return the files of something the reader may read, and where they may add one; one query.

    :param sort: ``"review"``, ``"action"`` or ``"evidence"``.
    """
    found = Attachment.objects.standing().filter(**{sort: parent}).order_by("pk")
    columns = ("pk", "shows", "name", "size", "by_id", "by__name", "at")
    return _listed((FileRow(*row) for row in found.values_list(*columns)), parent, sort, scope)


def attachments_in(rows: Iterable[Row], parent: Parent, sort: str, scope: Scope) -> dict[str, Any]:
    """Return the same of files already read, as ``around`` gives them."""
    files = (
        FileRow(
            pk=row["row_id"],
            shows=row["words"],
            name=row["choice"],
            size=row["figure"],
            by_id=row["writer"],
            by_name=row["by_name"],
            at=row["row_at"],
        )
        for row in rows
    )
    return _listed(files, parent, sort, scope)


def _listed(files: Iterable[FileRow], parent: Parent, sort: str, scope: Scope) -> dict[str, Any]:
    may = may_attach(parent, scope)
    return {
        "attachments": list(files),
        "attach_href": reverse("attachment_add", args=[sort, parent.pk]) if may else "",
    }
