"""Publish a version; from then on it never changes."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.services import trail
from frameworks.models import Framework, Version
from frameworks.resources.framework_file import Document

from .search import index_version
from .writing import write_version


@transaction.atomic
def publish_document(
    *, framework: Framework, document: Document, by: Any, derived_from: Version | None = None
) -> Version:
    """Write a new version of a framework and publish it.

    :param document: what ``check_document`` gave; it is not checked a second time.
    :param derived_from: the version that the document says it adapts.
    :raises Misfit: a role level of the framework is called otherwise already.
    """
    version = write_version(framework=framework, document=document, derived_from=derived_from)
    close_version(version, by=by)
    return version


def close_version(version: Version, *, by: Any) -> None:
    """Make a draft searchable and publish it. Call it within a transaction."""
    index_version(version)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    trail.record(
        "framework.published",
        by=by,
        record=version,
        detail={
            "framework": version.framework.code,
            "number": version.number,
            "digest": version.digest,
        },
    )
