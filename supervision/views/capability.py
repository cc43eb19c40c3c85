"""Capability support: the conversation sheets of somebody and their supervisor."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.drafted import filled
from core.errors import DomainError, NotAllowed
from core.services.drafts import discard_draft, draft_for
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.choices import trees_in_use
from frameworks.models import Version
from frameworks.presenters import uses
from frameworks.tree import Tree
from people.models import Adjustment, User
from people.requests import Request
from supervision.forms.capability import HelpForm, OpenForm, ReasonForm, SignForm, WordsForm
from supervision.models import CapabilityHandOn, CapabilitySheet
from supervision.presenters.capability import permission_in, sheet_page
from supervision.querysets.capability import supervisor_of
from supervision.services.capability import (
    agree_help,
    hand_on_sheet,
    open_sheet,
    read_for_reason,
    say,
    sign_sheet,
)

FORM = "capability"


@require_GET
def capability_list(request: Request, pk: int) -> HttpResponse:
    """The sheets of one person that the reader may open."""
    person = get_object_or_404(User.objects.record_visible_to(request.scope), pk=pk)
    sheets = (
        CapabilitySheet.objects.visible_to(request.scope)
        .filter(person=person)
        .select_related("version", "supervisor")
        .order_by("-pk")[:100]
    )
    note_view(viewer=request.user, person=person, sort="capability", on=request.today)
    context = {
        "person": person,
        "own": person.pk == request.user.pk,
        "sheets": sheets,
        "trees": _permitting() if person.pk in request.scope.own_lines else [],
        "supervises": person.pk in request.scope.own_lines,
        "in_care": person.pk == request.user.pk or person.pk in request.scope.supervises,
        "oversees": person.pk in request.scope.oversees,
    }
    return render(request, "supervision/capability_list.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def capability_open(request: Request, pk: int) -> HttpResponse:
    """Open a sheet with somebody one supervises. Adjustments are asked about first."""
    person = get_object_or_404(User.objects.record_visible_to(request.scope), pk=pk)
    if person.pk not in request.scope.own_lines:
        raise NotAllowed(_("Only their own supervisor opens this with somebody."))
    tree = _chosen_tree(request)
    record = f"open:{person.pk}"
    draft = draft_for(writer=request.user, form=FORM, record=record)
    form = filled(OpenForm(request.POST or None, tree=tree), draft)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = open_sheet(
                person=person,
                version=Version.objects.get(pk=tree.version_id),
                areas=form.chosen(),
                bears=form.cleaned_data["bears"] == "yes",
                bearing=form.cleaned_data["bearing"],
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=FORM, record=record)
            messages.success(
                request,
                _("It is open. %(name)s has been told, and can write in it too.")
                % {"name": person.name},
            )
            return redirect("capability_detail", pk=sheet.pk)
    arranged = Adjustment.objects.visible_to(request.scope).filter(user=person)
    context = {
        "person": person,
        "tree": tree,
        "uses": uses(tree),
        "permission": permission_in(tree),
        "adjustments": arranged.binding(request.today)[:20],
        "form": form,
        "draft": draft,
    }
    status = 422 if form.is_bound else 200
    return render(request, "supervision/capability_open.html", context, status=status)


@require_GET
def capability_detail(request: Request, pk: int) -> HttpResponse:
    """One sheet: the text of the role, what each says, the help agreed, the next day."""
    sheet = _sheet(request, pk)
    note_view(
        viewer=request.user,
        person=sheet.person,
        sort="capability",
        record=sheet,
        on=request.today,
    )
    signatures = list(sheet.signatures.select_related("by"))
    context = {
        "page": sheet_page(sheet, signatures, request.scope),
        "next_supervisor": _next_supervisor(sheet, request),
        "hand_ons": sheet.hand_ons.select_related("before", "after") if sheet.handed_on else (),
        "words": sheet.words.select_related("by"),
        "readings": sheet.readings.select_related("by"),
    }
    return render(request, "supervision/capability_detail.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def capability_say(request: Request, pk: int) -> HttpResponse:
    """Add one's own words."""
    sheet = _to_write(request, pk)
    form = WordsForm(request.POST or None)
    return _written(request, sheet, "say", form, _("Add your words"), say)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def capability_agree(request: Request, pk: int) -> HttpResponse:
    """Write down the help agreed and the next day; both texts stay where both wrote at once."""
    sheet = _to_write(request, pk)
    initial = {
        "help_agreed": sheet.help_agreed,
        "next_on": sheet.next_on,
        "revision": sheet.revision,
    }
    form = HelpForm(request.POST or None, initial=initial)
    heading = _("The help agreed, and the next talk")
    return _written(request, sheet, "agree", form, heading, agree_help)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def capability_sign(request: Request, pk: int) -> HttpResponse:
    """Sign what stands there now, or say why not."""
    sheet = _to_write(request, pk)

    def sign(*, signed: str, **given: Any) -> None:
        sign_sheet(signed=signed == "yes", **given)
        messages.success(request, _("Your answer stands on the sheet."))

    form = SignForm(request.POST or None)
    now = {"revision": sheet.revision}
    return _written(request, sheet, "sign", form, _("Sign, or say why not"), sign, now=now)


@require_POST
def capability_hand_on(request: Request, pk: int) -> HttpResponse:
    """The person hands an open sheet on to the supervisor who follows."""
    sheet = _to_write(request, pk)
    if sheet.person_id != request.user.pk:
        raise NotAllowed(_("Only the person whose talk this is hands it on."))
    try:
        handed = hand_on_sheet(sheet=sheet, by=request.user, scope=request.scope)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(
            request,
            _("%(name)s can read this now and write in it.") % {"name": handed.after.name},
        )
    return redirect("capability_detail", pk=pk)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def capability_reason(request: Request, pk: int) -> HttpResponse:
    """The manager states why they need to read somebody's sheets; the person is told."""
    person = get_object_or_404(User.objects.record_visible_to(request.scope), pk=pk)
    if person.pk not in request.scope.oversees:
        raise PermissionDenied
    draft = draft_for(writer=request.user, form="capability_reason", record=person)
    form = filled(ReasonForm(request.POST or None), draft)
    if request.method == "POST" and form.is_valid():
        try:
            found = read_for_reason(
                person=person,
                reason=form.cleaned_data["reason"],
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form="capability_reason", record=person)
            if not found:
                messages.info(request, _("There is nothing to read."))
            return redirect("capability_list", pk=pk)
    context = {"person": person, "form": form, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/capability_reason.html", context, status=status)


def _sheet(request: Request, pk: int) -> Any:
    """Return a sheet this user may read; 404 where it is absent or invisible alike."""
    return get_object_or_404(
        CapabilitySheet.objects.visible_to(request.scope)
        .annotate(handed_on=Exists(CapabilityHandOn.objects.filter(sheet=OuterRef("pk"))))
        .select_related("person", "supervisor", "role_level")
        .prefetch_related("areas"),
        pk=pk,
    )


def _to_write(request: Request, pk: int) -> Any:
    """Return a sheet of which this user is one of the two."""
    sheet = _sheet(request, pk)
    if request.user.pk not in (sheet.person_id, sheet.supervisor_id):
        raise NotAllowed(_("Only the two whose talk this is can write here."))
    return sheet


def _next_supervisor(sheet: CapabilitySheet, request: Request) -> User | None:
    """Return to whom the reader may hand an open sheet on: the person, once the line changed."""
    if sheet.closed_at or sheet.person_id != request.user.pk:
        return None
    following = supervisor_of(sheet.person_id, request.today)
    return following if following and following.pk != sheet.supervisor_id else None


def _permitting() -> list[Tree]:
    """Return the frameworks in use whose publisher permits capability support."""
    return [tree for tree in trees_in_use() if permission_in(tree)]


def _chosen_tree(request: Request) -> Tree:
    """Return the framework that the address names, of those that permit this; else the first."""
    trees = _permitting()
    if not trees:
        raise Http404
    asked = request.GET.get("version", "")
    return next((tree for tree in trees if str(tree.version_id) == asked), trees[0])


def _written(
    request: Request,
    sheet: CapabilitySheet,
    act: str,
    form: Any,
    heading: str,
    write: Callable[..., Any],
    now: Mapping[str, Any] = MappingProxyType({}),
) -> HttpResponse:
    """Show a form of a sheet; when it is sent and right, let one of the two write by it.

    Where the other wrote meanwhile, both texts stay on the page, and sending it again decides.

    :param act: which of the three forms it is, for its draft.
    :param now: what holds whatever a draft kept.
    """
    name = f"{FORM}_{act}"
    draft = draft_for(writer=request.user, form=name, record=sheet)
    form = filled(form, draft)
    form.initial |= now
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            write(sheet=sheet, by=request.user, scope=request.scope, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
            theirs = getattr(error, "theirs", None)
            if theirs:
                form.data = {**form.data.dict(), "revision": theirs.revision}
        else:
            discard_draft(writer=request.user, form=name, record=sheet)
            return redirect("capability_detail", pk=sheet.pk)
    context = {
        "sheet": sheet,
        "form": form,
        "heading": heading,
        "draft": draft,
        "theirs": theirs,
    }
    status = 422 if form.is_bound else 200
    return render(request, "supervision/capability_form.html", context, status=status)
