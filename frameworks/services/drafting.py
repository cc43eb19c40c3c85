"""Begin and end drafts: a new version of a framework, or a framework of one's own from another.

A draft is a version that is not published: its rows may change, and framework admins alone see it.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.services import trail
from frameworks.models import Framework, Version, VersionLevel
from frameworks.resources.framework_file import Document

from .comparing import document_of
from .writing import write_version

LONGEST_SOURCE = 300


@transaction.atomic
def start_new_version(*, framework: Framework, by: Any) -> Version:
    """Begin the next version of a framework: all that the latest says, under the same keys.

    :returns: the draft, with the number after the latest one.
    :raises DomainError: nothing of it is published yet, or a draft of it is there already.
    Source: issue "Frameworks", 4: a new version starts from the old.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    latest = framework.versions.published().order_by("-number").first()
    if latest is None:
        raise DomainError(_("Publish the first version of this framework before a second one."))
    _refuse_second_draft(framework)
    document = document_of(latest)
    document["version"]["number"] = latest.number + 1
    # They lead from the version before the latest one to it, not to this one.
    document["replacements"] = []
    if latest.derived_from is None:
        document["adaptations"] = []
    return start_draft(
        framework=framework, document=document, derived_from=latest.derived_from, by=by
    )


@transaction.atomic
def derive_framework(
    *, original: Version, title: str, publisher: str, on: dt.date, by: Any
) -> Version:
    """Begin an organisation's own framework from a published one, as a draft to adapt.

    Every statement keeps its key, by which each change is shown beside the original's words. The
    permitted uses stay the publisher's. Source: Ombudsman Association, Caseworker Competency
    Framework: members may build on the behaviours or adapt them.

    :param publisher: who publishes the adapted framework: the organisation.
    :returns: version 1 of the new framework.
    :raises DomainError: beside ``title``: a framework is called so already.
    """
    if original.published_at is None:
        raise DomainError(_("A framework is adapted from a published version."))
    document = document_of(original)
    code = _code_of(title)
    document["framework"]["code"] = code
    document["version"] |= {
        "number": 1,
        "derived_from": f"{original.framework.code}/{original.number}",
        "title": title,
        "publisher": publisher,
        "year": str(on.year),
        "source": _source_of(original),
    }
    document["replacements"], document["adaptations"] = [], []
    framework = Framework.objects.create(code=code)
    draft = write_version(framework=framework, document=document, derived_from=original)
    trail.record("framework.derived", by=by, record=draft, detail=_named(draft, original=original))
    return draft


@transaction.atomic
def start_draft(
    *, framework: Framework, document: Document, by: Any, derived_from: Version | None = None
) -> Version:
    """Write a draft of a framework from a document.

    :param document: what ``check_document`` or ``document_of`` gave, with the draft's number.
    :raises DomainError: a draft of the framework is there already.
    :raises Misfit: a role level of the framework is called otherwise already.
    """
    _refuse_second_draft(framework)
    draft = write_version(framework=framework, document=document, derived_from=derived_from)
    trail.record("framework.draft_started", by=by, record=draft, detail=_named(draft))
    return draft


@transaction.atomic
def discard_draft(*, draft: Version, by: Any) -> None:
    """Delete a draft with all that was written in it.

    With the only version goes its framework; role levels that nothing else names go too.

    :raises DomainError: the version is published.
    """
    draft = locked_draft(draft)
    framework = draft.framework
    trail.record("framework.draft_discarded", by=by, record=draft, detail=_named(draft))
    draft.delete()
    delete_unnamed_levels(framework)
    if not framework.versions.exists():
        _delete_if_unused(framework)


def locked_draft(draft: Version) -> Version:
    """Return a draft as it stands, locked until the transaction ends.

    :raises DomainError: it was published or discarded meanwhile.
    """
    found = (
        Version.objects.select_for_update(of=("self",))
        .select_related("framework")
        .filter(pk=draft.pk, published_at__isnull=True)
        .first()
    )
    if found is None:
        raise DomainError(_("This draft was published or discarded meanwhile. Nothing was saved."))
    return found


def record_act(draft: Version, act: str, by: Any, record: Model, **more: Any) -> None:
    """Write an act on a draft into the trail, about one of its rows."""
    detail = {"framework": draft.framework.code, "number": draft.number, **more}
    trail.record(act, by=by, record=record, detail=detail)


def _refuse_second_draft(framework: Framework) -> None:
    if framework.versions.filter(published_at__isnull=True).exists():
        raise DomainError(_("There is a draft of this framework already. Go on with that one."))


def _code_of(title: str) -> str:
    code = slugify(title.replace("_", " "))[:70].strip("-")
    if not code:
        raise DomainError(_("Enter a title with letters or numbers."), field="title")
    if Framework.objects.filter(code=code).exists():
        raise DomainError(
            _("Another framework has this title already. Choose a title of your own."),
            field="title",
        )
    return code


def _source_of(original: Version) -> str:
    return (_("Adapted from: %s") % original.source)[:LONGEST_SOURCE].strip()


def _named(draft: Version, original: Version | None = None) -> dict[str, Any]:
    named: dict[str, Any] = {"framework": draft.framework.code, "number": draft.number}
    return named | ({"original": original} if original else {})


def delete_unnamed_levels(framework: Framework) -> None:
    """Delete the role levels that no version names any more, unless somebody holds one."""
    named = VersionLevel.objects.filter(version__framework=framework).values("role_level")
    for level in framework.role_levels.exclude(pk__in=named):
        _delete_if_unused(level)


def _delete_if_unused(row: Any) -> None:
    """Delete a row, unless something above frameworks holds on to it."""
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return
