"""Load framework files: compare with what is there, then all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frameworks.models import Framework, Version
from frameworks.resources.framework_file import Document, read_framework_file
from frameworks.resources.reading import FileProblem, Misfit, shown

from .comparing import document_of, first_difference
from .publishing import publish_document


@dataclass(frozen=True)
class Loaded:
    """What one file came to: a version published now, or one that was there just so."""

    path: Path
    version: Version
    published_now: bool


def load_frameworks(*, paths: Sequence[Path], by: Any) -> list[Loaded]:
    """Read framework files and publish the versions that are not there yet.

    All files are read and checked before the first is written; then all are written, or none. A
    file that says what is published already changes nothing.

    :raises FileProblem: naming the file, the place in it, the value and what was expected.
    """
    documents = [(path, read_framework_file(path)) for path in paths]
    with transaction.atomic():
        return [_load(path, document, by) for path, document in documents]


def _load(path: Path, document: Document, by: Any) -> Loaded:
    code, number = document["framework"]["code"], document["version"]["number"]
    try:
        Framework.objects.get_or_create(code=code)
        framework = Framework.objects.select_for_update().get(code=code)
        published = _published_as(framework, number)
        if published:
            difference = first_difference(document, document_of(published))
            if difference:
                raise difference
            return Loaded(path, published, published_now=False)
        version = publish_document(
            framework=framework, document=document, by=by, derived_from=_original_of(document)
        )
        return Loaded(path, version, published_now=True)
    except Misfit as misfit:
        raise FileProblem(path, misfit) from None


def _original_of(document: Document) -> Version | None:
    """Return the published version that a document says it adapts."""
    reference = document["version"]["derived_from"]
    if not reference:
        return None
    code, _slash, number = reference.partition("/")
    original = Version.objects.of(code, int(number))
    if original is None or code == document["framework"]["code"]:
        expected = _("a published version of another framework")
        raise Misfit("version.derived_from", shown(reference), expected)
    return original


def _published_as(framework: Framework, number: int) -> Version | None:
    """Return the published version of this number, or nothing where it may still be given."""
    latest = framework.versions.order_by("-number").first()
    if latest is None or latest.number < number:
        if latest is not None and latest.published_at is None:
            raise Misfit(
                "version.number", shown(number), _("number %d, a draft, first") % latest.number
            )
        return None
    version = framework.versions.published().filter(number=number).first()
    if version is None:
        raise Misfit(
            "version.number",
            shown(number),
            _("a published number, or one above %d") % latest.number,
        )
    return version
