"""Recruitment packs: which frameworks permit them, one pack on a page, and the same as a PDF."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import DomainError
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.services.permitted_uses import refuse_unless_permitted
from frameworks.tree import Tree, tree_of
from people.access import require
from people.enums import Role
from people.organisation import current_organisation
from people.requests import Request
from records import pdf
from records.contexts.recruitment import Pack, pack_of
from records.services.booklets import booklet_stylesheet
from records.services.documents import stylesheet

RECRUITS = (Role.SUPERVISOR, Role.HR, Role.FRAMEWORK_ADMIN)


@require_safe
@require(*RECRUITS)
def recruitment_pack_list(request: Request) -> HttpResponse:
    """The frameworks in use: those that may be used to recruit, and what the others say of it."""
    trees = [tree_of(pk) for pk in Version.objects.current().public().values_list("pk", flat=True)]
    context = {
        "permitted": [tree for tree in trees if _permits(tree)],
        "others": [tree for tree in trees if not _permits(tree)],
    }
    return render(request, "records/recruitment_pack_list.html", context)


def _permits(tree: Tree) -> bool:
    use = tree.uses.get(Purpose.RECRUITMENT)
    return bool(use and use.permitted)


@require_safe
@require(*RECRUITS)
def recruitment_pack(request: Request, code: str, number: int) -> HttpResponse:
    """Choose a role level or competencies, and read the pack. Nothing is kept."""
    pack, _version = _asked(request, code, number)
    if pack.prompts:
        pdf.prepare()
    context = {
        "pack": pack,
        "tree": pack.tree,
        "chosen": request.GET.getlist("area"),
        "query": request.GET.urlencode(),
    }
    return render(request, "records/recruitment_pack.html", context)


@require_safe
@require(*RECRUITS)
def recruitment_pack_file(request: Request, code: str, number: int) -> HttpResponse:
    """The pack as a PDF, to print once for each panel member."""
    pack, version = _asked(request, code, number)
    if not pack.prompts or version.published_at is None:
        raise Http404
    try:
        made = pdf.render(
            render_to_string("print/recruitment_pack.html", {"pack": pack, "tree": pack.tree}),
            stylesheet() + booklet_stylesheet(),
            title=_("Recruitment pack"),
            created_at=version.published_at,
            limits=pdf.Limits(**settings.PDF_LIMITS),
        )
    except pdf.RenderingFailed as error:
        context = {"error": error.message}
        return render(request, "records/recruitment_pack_not_made.html", context, status=503)
    name = f"recruitment-pack-{code}-{number}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _asked(request: Request, code: str, number: int) -> tuple[Pack, Version]:
    """Return the pack asked for.

    :raises PermissionDenied: in its publisher's words, where recruitment is not permitted.
    """
    version = Version.objects.of(code, number)
    if version is None:
        raise Http404
    try:
        refuse_unless_permitted(version, Purpose.RECRUITMENT)
    except DomainError as error:
        raise PermissionDenied(error.message) from error
    pack = pack_of(
        tree_of(version.pk),
        organisation=current_organisation().name,
        level_key=request.GET.get("level", ""),
        area_keys=request.GET.getlist("area"),
    )
    return pack, version
