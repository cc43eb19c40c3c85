"""The journal: its timeline, and writing, sharing and deleting one's own entries."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.models import FileReview
from assessments.querysets import old_points_before
from core.errors import DomainError, Stale
from core.models import Draft
from core.services.drafts import discard_draft, draft_for, typed_in
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.choices import with_version
from people.choices import trees_for
from people.models import User
from people.requests import Request
from records.enums import Reach
from records.forms.journal import EntryForm, JournalFilterForm, ShareForm, WriteForm
from records.models import JournalEntry
from records.presenters.journal import limiting, months_of
from records.querysets.journal import line_of
from records.querysets.timeline import Place, timeline_page
from records.services.journal import (
    change_entry,
    delete_entry,
    share_entry,
    write_entry,
)

PAGE = 20
DRAFT = "journal_entry"


@require_GET
def journal(request: Request) -> HttpResponse:
    """My own journal."""
    draft = draft_for(writer=request.user, form=DRAFT)
    return _timeline(request, request.user, draft=draft if draft.data else None)


@require_GET
def person_journal(request: Request, pk: int) -> HttpResponse:
    """The journal of somebody I supervise, as far as I may read it."""
    if pk == request.user.pk:
        return redirect("journal")
    person = get_object_or_404(User.objects.in_care_of(request.scope), pk=pk)
    note_view(viewer=request.user, person=person, sort="journal", on=request.today)
    return _timeline(request, person)


def _timeline(request: Request, person: User, draft: Draft | None = None) -> HttpResponse:
    own = person.pk == request.user.pk
    asked = {name: value for name, value in request.GET.items() if value}
    places = {name: Place.read(str(asked.pop(name, ""))) for name in ("older", "newer")}
    all_ages = asked.pop("ages", "") == "all"
    ages = {"ages": "all"} if all_ages else {}
    old_before = old_points_before(request.today)
    form = JournalFilterForm(asked or None, trees=trees_for(person.pk, request.today), own=own)
    form.is_valid()
    page = timeline_page(
        person_id=person.pk,
        scope=request.scope,
        wanted=form.wanted(None if all_ages else old_before),
        size=PAGE,
        older_than=places["older"],
        newer_than=None if places["older"] else places["newer"],
    )
    context = {
        "person": person,
        "own": own,
        "draft": draft,
        "form": form,
        "filtered": bool(asked),
        "all_ages": all_ages,
        "old_before": old_before,
        "other_ages": f"?{urlencode(asked if all_ages else {**asked, 'ages': 'all'})}",
        "months": months_of(page, person.pk, own=own),
        "limiting": limiting(page),
        "older": f"?{urlencode({**asked, **ages, 'older': page.older})}" if page.older else "",
        "newer": f"?{urlencode({**asked, **ages, 'newer': page.newer})}" if page.newer else "",
    }
    return render(request, "records/journal_timeline.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def journal_write(request: Request) -> HttpResponse:
    """Write a new entry: about a review that was shared with me, or about anything."""
    asked = request.GET.get("review", "")
    review = None
    if asked:
        review = get_object_or_404(
            FileReview.objects.visible_to(request.scope).select_related("case_file"),
            pk=asked if asked.isdecimal() else 0,
            person=request.user.pk,
        )
    draft = draft_for(writer=request.user, form=DRAFT, record=review or "")
    given = {"today": request.today, "trees": trees_for(request.user.pk, request.today)}
    initial = {"kind": "reflection", "on": request.today, "reach": Reach.PRIVATE}
    form = _filled(WriteForm, request, draft, initial, given)
    if request.method == "POST" and form.is_valid():
        try:
            written = write_entry(
                by=request.user, entry=form.entry(review), reach=form.cleaned_data["reach"]
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=DRAFT, record=review or "")
            messages.success(request, _saved(written))
            return redirect("journal_entry", pk=written.pk)
    context = {"form": form, "draft": draft, "review": review}
    return _answer(request, "records/journal_write.html", context)


@require_GET
def journal_entry(request: Request, pk: int) -> HttpResponse:
    """One entry, in full: my own, or one that is shared with me."""
    entry = _readable(request, pk)
    own = entry.person_id == request.user.pk
    if not own:
        note_view(
            viewer=request.user,
            person=entry.person,
            sort="journal_entry",
            record=entry,
            on=request.today,
        )
    context = {"entry": entry, "own": own, "not_yet_read_by": _not_shown_to(entry, request, own)}
    return render(request, "records/journal_entry.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def journal_change(request: Request, pk: int) -> HttpResponse:
    """Change an entry of mine that is not part of a signed record."""
    entry = _mine(request, pk)
    draft = draft_for(writer=request.user, form=DRAFT, record=entry)
    trees = trees_for(request.user.pk, request.today)
    if entry.area:
        trees = with_version(trees, entry.area.version_id)
    initial = {
        "text": entry.text,
        "kind": entry.kind,
        "on": entry.on,
        "area": str(entry.area_id or ""),
        "hours": entry.hours,
        "version": entry.version,
    }
    form = _filled(EntryForm, request, draft, initial, {"today": request.today, "trees": trees})
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            change_entry(
                by=request.user,
                written=entry,
                version=form.cleaned_data["version"] or 0,
                entry=form.entry(entry.review),
            )
        except Stale as stale:
            theirs = stale.theirs
            form.add_domain_error(stale)
            form.data = form.data.copy()
            form.data["version"] = theirs.version
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=DRAFT, record=entry)
            messages.success(request, _("Your entry is changed."))
            return redirect("journal_entry", pk=entry.pk)
    context = {"form": form, "draft": draft, "entry": entry, "theirs": theirs}
    return _answer(request, "records/journal_change.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def journal_share(request: Request, pk: int) -> HttpResponse:
    """Choose who may read an entry of mine."""
    entry = _mine(request, pk)
    form = ShareForm(request.POST or None, initial={"reach": entry.reach})
    if request.method == "POST" and form.is_valid():
        try:
            share_entry(by=request.user, written=entry, reach=form.cleaned_data["reach"])
        except DomainError as error:
            form.add_domain_error(error)
        else:
            entry.reach = form.cleaned_data["reach"]
            messages.success(request, _saved(entry))
            return redirect("journal_entry", pk=entry.pk)
    line = line_of(request.user.pk, request.today)
    context = {"form": form, "entry": entry, "supervisor": line.supervisor if line else None}
    return _answer(request, "records/journal_share.html", context)


@require_http_methods(["GET", "POST"])
@once_per_nonce
def journal_delete(request: Request, pk: int) -> HttpResponse:
    """Delete a private entry of mine, after asking once."""
    entry = _mine(request, pk)
    refused = ""
    if request.method == "POST":
        try:
            delete_entry(by=request.user, written=entry)
        except DomainError as error:
            refused = error.message
        else:
            discard_draft(writer=request.user, form=DRAFT, record=f"records.journalentry:{pk}")
            messages.success(request, _("Your entry is deleted."))
            return redirect("journal")
    context = {"entry": entry, "refused": refused}
    status = 422 if refused else 200
    return render(request, "records/journal_delete.html", context, status=status)


def _readable(request: Request, pk: int) -> Any:
    return get_object_or_404(
        JournalEntry.objects.visible_to(request.scope)
        .with_signed()
        .select_related("person", "area__core_competency", "review__case_file"),
        pk=pk,
    )


def _mine(request: Request, pk: int) -> Any:
    """Return an entry of the user: 404 where it may not be seen, 403 where it is another's."""
    entry = _readable(request, pk)
    if entry.person_id != request.user.pk:
        raise PermissionDenied
    return entry


def _filled(
    form: Any, request: Request, draft: Draft, initial: dict[str, Any], given: dict[str, Any]
) -> Any:
    """Return the form with what was sent, else what its writer left unfinished, else ``initial``."""
    if request.method == "POST":
        return form(request.POST, **given)
    typed = typed_in(draft)
    if typed is None:
        return form(initial=initial, **given)
    return form(initial={**initial, **form.typed(typed)}, **given)


def _answer(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


def _saved(entry: JournalEntry) -> str:
    if entry.reach == Reach.PRIVATE:
        return _("Your entry is saved. It is private.")
    if entry.reach == Reach.SUPERVISOR:
        return _("Your entry is saved. Your supervisor can read it.")
    return _("Your entry is saved. It is part of your record.")


def _not_shown_to(entry: JournalEntry, request: Request, own: bool) -> User | None:
    """Return the present supervisor where they took over after a shared entry was shared."""
    if not own or entry.reach == Reach.PRIVATE or entry.shared_at is None:
        return None
    line = line_of(entry.person_id, request.today)
    if line and line.from_on > timezone.localdate(entry.shared_at):
        return line.supervisor
    return None
