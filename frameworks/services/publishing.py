"""Publish a version; from then on it never changes."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.services import trail
from frameworks.checks import check_draft
from frameworks.models import Framework, Version
from frameworks.parts import previous_of
from frameworks.resources.framework_file import (
    Document,
    check_document,
    digest_of,
    read_again,
)
from frameworks.resources.reading import Misfit, shown
from frameworks.statements import statements_of

from .comparing import document_of
from .drafting import locked_draft
from .search import index_version
from .writing import write_version


@transaction.atomic
def publish_document(
    *, framework: Framework, document: Document, by: Any, derived_from: Version | None = None
) -> Version:
    """Write a new version of a framework and publish it.

    :param document: what ``check_document`` gave; it is not checked a second time.
    :param derived_from: the version that the document says it adapts.
    :raises Misfit: a role level of the framework is called otherwise already, or it permits a use
        that the framework it adapts does not.
    """
    version = write_version(framework=framework, document=document, derived_from=derived_from)
    close_version(version, by=by)
    return version


@transaction.atomic
def publish_draft(*, draft: Version, seen: str, by: Any) -> Version:
    """Publish a draft as it was compared; from then on it never changes.

    What people record under does not change by it; see ``adopting.put_in_use``.

    :param seen: the mark of the draft's statements when it was compared.
    :raises Stale: somebody changed the draft since.
    :raises DomainError: a check found a fault; the draft is gone; it permits a use that the
        framework it adapts does not.
    """
    draft = locked_draft(draft)
    said = statements_of(draft)
    if said.mark != seen:
        raise Stale(_("The draft was changed since you compared it. Read the comparison again."))
    previous, original = previous_of(draft), draft.derived_from
    checks = check_draft(
        said,
        statements_of(previous) if previous else None,
        statements_of(original) if original else None,
    )
    fault = next((check for check in checks if check.blocks), None)
    if fault:
        raise DomainError(fault.text)
    draft.digest = digest_of(_as_file(draft))
    draft.save(update_fields=["digest"])
    try:
        close_version(draft, by=by)
    except Misfit as misfit:
        raise _in_words(misfit) from None
    return draft


def _as_file(draft: Version) -> Document:
    """Return the document of a draft, read as strictly as a file is.

    :raises DomainError: it is no whole framework file, with the place where it is not.
    """
    try:
        return check_document(read_again(document_of(draft)))
    except Misfit as misfit:
        raise _in_words(misfit) from None


def _in_words(misfit: Misfit) -> DomainError:
    return DomainError(
        _("%(path)s: found %(found)s, expected %(expected)s.")
        % {"path": misfit.path, "found": misfit.found, "expected": misfit.expected}
    )


def close_version(version: Version, *, by: Any) -> None:
    """Make a draft searchable and publish it. Call it within a transaction.

    :raises Misfit: it permits a use that the framework it adapts does not permit.
    """
    _refuse_wider_uses(version)
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


def _refuse_wider_uses(version: Version) -> None:
    """Refuse an adapted version that permits what its original does not: an organisation may
    reword a framework, and cannot give itself its publisher's permission."""
    if version.derived_from is None:
        return
    ours, theirs = (
        set(uses.filter(permitted=True).values_list("purpose", flat=True))
        for uses in (version.permitted_uses, version.derived_from.permitted_uses)
    )
    for use in version.permitted_uses.filter(purpose__in=ours - theirs):
        raise Misfit(
            f"permitted_uses.{use.purpose}",
            shown(True),
            _("no, as the publisher of the framework that it adapts permits no such use"),
        )
