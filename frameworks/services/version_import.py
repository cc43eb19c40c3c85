"""A framework brought in from a spreadsheet: compared first, then a draft of it, whole or not."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from core.keys import key_of
from core.models import ImportRun
from core.services import imports, trail
from core.services.imports import Outcome, ReadFile
from core.tables import FIELD, FileFault, SourceRow, Table
from frameworks.checks import may_permit
from frameworks.models import Framework, Version
from frameworks.resources.framework_file import Document, check_document, read_again
from frameworks.resources.reading import Misfit
from frameworks.resources.sheet_comparing import compare
from frameworks.resources.sheet_laying import Laid, lay
from frameworks.resources.sheet_rows import Known
from frameworks.resources.version_sheet import FRAMEWORK, reference_of
from frameworks.statements import statements_of

from .comparing import document_of
from .part_keys import used_keys
from .writing import write_version

State = ImportRun.State


@dataclass(frozen=True)
class Base:
    """The version that a sheet is compared with, and its document."""

    version: Version
    document: Document

    @property
    def digest(self) -> str:
        """What a comparison remembers, to find out whether the framework changed since."""
        return imports.digest_of([[self.version.pk, self.version.digest]])


def kind_of(framework: Framework) -> str:
    """Return the sort of import run of this framework."""
    return f"frameworks.sheet.{framework.pk}"


def draft_of(framework: Framework) -> Version | None:
    """Return the draft of a framework, where there is one."""
    return Version.objects.drafts().filter(framework=framework).first()


@transaction.atomic
def compare_sheet(*, framework: Framework, file: ReadFile, by: Any) -> ImportRun:
    """Compare a sheet with the latest published version and keep what it would change.

    Comparisons of this framework that the same person has not applied are thrown away: what they
    looked at last is what they may apply.

    :raises FileFault: the sheet is another framework's or an older version's, or what it leaves
        out is needed elsewhere in the framework.
    :raises DomainError: a draft is there already, or nothing is published.
    """
    base = _base_of(framework)
    _refuse_foreign(file.table, base)
    laid = lay(file.table.rows, base.document, _known_of(base.version))
    if laid.document is not None:
        _checked(laid.document, base)
    for earlier in ImportRun.objects.filter(
        kind=kind_of(framework), by_key=key_of(by), state=State.COMPARED
    ):
        imports.abandon(run=earlier, by=by)
    return imports.keep_comparison(
        kind=kind_of(framework),
        file=file,
        compared=compare(laid, base.document),
        target_digest=base.digest,
        by=by,
    )


@transaction.atomic
def apply_sheet(*, framework: Framework, run: ImportRun, sha256: str, by: Any) -> Version:
    """Make a draft of the next version from a comparison: all of its rows, or nothing.

    :param sha256: of the file whose comparison was looked at.
    :raises DomainError: a row is wrong, nothing would change, the comparison was applied or
        thrown away, or a draft is there already: somebody else's sheet, perhaps a moment ago.
    :raises Stale: another file was uploaded, or another version was published, since.
    """
    framework = Framework.objects.select_for_update().get(pk=framework.pk)
    run = ImportRun.objects.select_for_update().get(pk=run.pk, kind=kind_of(framework))
    if run.sha256 != sha256:
        raise Stale(_("Another file was uploaded since. Look at what that one would change."))
    if run.state != State.COMPARED:
        raise DomainError(_("This comparison was applied or thrown away already."))
    base = _base_of(framework)
    changing = imports.begin_applying(run=run, target_digest=base.digest, by=by)
    if not changing:
        raise DomainError(_("The sheet changes nothing, so there is nothing to apply."))
    laid = _laid_again(run, base)
    if laid.document is None:
        raise Stale(_("The framework has changed since the file was compared. Upload it again."))
    draft = write_version(
        framework=framework,
        document=_checked(laid.document, base),
        derived_from=base.version.derived_from,
    )
    trail.record(
        "framework.sheet_applied",
        by=by,
        record=draft,
        detail={
            "framework": framework.code,
            "number": draft.number,
            "sha256": run.sha256,
            **imports.counts_of(run),
        },
    )
    return draft


def _base_of(framework: Framework) -> Base:
    """Return what a sheet is compared with; refuse where a draft is being written."""
    if draft_of(framework) is not None:
        raise DomainError(
            _("There is a draft of this framework already. Publish it or throw it away first."),
            FIELD,
        )
    version = Version.objects.of(framework.code)
    if version is None:
        raise DomainError(_("No version of this framework is published yet."), FIELD)
    return Base(version, document_of(version))


def _known_of(version: Version) -> Known:
    """Return what else of a framework its sheet is held against."""
    levels = version.framework.role_levels.values("key", "title", "grade", "rank")
    original = statements_of(version.derived_from) if version.derived_from else None
    return Known(
        used=used_keys(version),
        levels={str(level["key"]): dict(level) for level in levels},
        may_permit=(
            (lambda purpose, sentence: may_permit(purpose, sentence, original))
            if original
            else None
        ),
    )


def _refuse_foreign(table: Table, base: Base) -> None:
    """Refuse a sheet that was made from another framework or version."""
    wanted = reference_of(base.document)
    for row in table.rows:
        named = row.values.get(FRAMEWORK, "")
        if named and named != wanted:
            raise FileFault(
                _(
                    "Row %(row)s is of “%(named)s”. The latest version of this framework is "
                    "“%(wanted)s”: download that one and make your changes in it."
                )
                % {"row": row.number, "named": named[:60], "wanted": wanted}
            )


def _checked(document: Document, base: Base) -> Document:
    """Return the document of the next version, checked as the file of one is.

    :raises FileFault: what the sheet leaves out is named elsewhere in the framework.
    """
    stated = read_again(document)
    stated["version"]["number"] = base.version.number + 1
    try:
        return check_document(stated)
    except Misfit as misfit:
        raise FileFault(
            _(
                "The sheet does not go with the rest of the framework. %(path)s: found %(found)s, "
                "expected %(expected)s."
            )
            % {"path": misfit.path, "found": misfit.found, "expected": misfit.expected}
        ) from None


def _laid_again(run: ImportRun, base: Base) -> Laid:
    rows = run.rows.exclude(outcome=Outcome.GONE).order_by("number")
    kept = rows.values_list("number", "values").iterator()
    sources = (SourceRow(number, values["cells"]) for number, values in kept)
    return lay(sources, base.document, _known_of(base.version))
