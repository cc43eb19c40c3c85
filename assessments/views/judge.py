"""Judge how far somebody shows an area; read a judgement."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assessments.forms.judgement import JudgementForm
from assessments.models import Dispute, Evidence, Judgement
from assessments.querysets import in_default_view, old_points_before
from assessments.services.judge import judge_area, may_rest_on
from assessments.uses import purpose_to_read_for, purposes_of
from core.drafted import filled
from core.errors import DomainError, NotAllowed
from core.services.drafts import discard_draft, draft_for, typed_in
from core.services.views_log import note_view
from core.submit import once_per_nonce
from frameworks.enums import Purpose
from frameworks.models import Area, Degree
from frameworks.presenters import uses
from frameworks.tree import tree_of
from people.models import User
from people.requests import Request

JUDGEMENT_FORM = "judgement"


@login_required
@require_http_methods(["GET", "POST"])
@once_per_nonce
def judgement_add(request: Request, person_pk: int, area_pk: int) -> HttpResponse:
    """Record a degree for one area, in words, on named evidence."""
    person = get_object_or_404(User.objects.record_visible_to(request.scope), pk=person_pk)
    area = get_object_or_404(Area.objects.select_related("version"), pk=area_pk)
    if area.version.published_at is None:
        raise Http404
    if not rules.test_rule("assessments.judge", request.scope, person.pk):
        raise NotAllowed(_("Only their supervisor can judge how far this is shown."))
    record = f"{person.pk}:{area.pk}"
    draft = draft_for(writer=request.user, form=JUDGEMENT_FORM, record=record)
    typed = typed_in(draft)
    chosen = request.POST.getlist("evidence") or (typed.getlist("evidence") if typed else [])
    tree = tree_of(area.version_id)
    purpose = purpose_to_read_for(tree, request.GET.get("purpose", ""))
    evidence = may_rest_on(person, area, request.scope, purpose)
    all_ages = request.GET.get("ages") == "all"
    if not all_ages:
        kept = Q(pk__in=[pk for pk in chosen if pk.isascii() and pk.isdigit() and len(pk) < 19])
        evidence = evidence.filter(in_default_view(request.today) | kept)
    form = JudgementForm(
        request.POST or None,
        evidence=evidence,
        degrees=Degree.objects.filter(version=area.version_id),
        trees=[tree],
        initial={"on": request.today, "purpose": purpose},
    )
    form = filled(form, draft)
    if request.method == "POST" and form.is_valid():
        try:
            judge_area(
                person=person,
                area=area,
                degree=form.cleaned_data["degree"],
                reason=form.cleaned_data["reason"],
                evidence=list(form.cleaned_data.get("evidence", ())),
                on=form.cleaned_data["on"],
                purpose=Purpose(form.cleaned_data["purpose"]),
                by=request.user,
                scope=request.scope,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            discard_draft(writer=request.user, form=JUDGEMENT_FORM, record=record)
            messages.success(
                request,
                _("Your judgement is recorded. %(name)s has been told that it is there.")
                % {"name": person.name},
            )
            return redirect("judgement_list", person_pk=person.pk, area_pk=area.pk)
    context = {
        "person": person,
        "is_about_me": person.pk == request.user.pk,
        "area": tree.areas[area.pk],
        "tree": tree,
        "uses": uses(tree),
        "purpose": purpose,
        "others": [other for other in purposes_of(tree) if other != purpose],
        "form": form,
        "draft": draft,
        "all_ages": all_ages,
        "old_before": old_points_before(request.today),
        "other_ages": f"?purpose={purpose}{'' if all_ages else '&ages=all'}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "assessments/judgement_add.html", context, status=status)


@login_required
@require_GET
def judgement_list(request: Request, person_pk: int, area_pk: int) -> HttpResponse:
    """Every judgement of one area for one person: all are kept, none overwrites another."""
    person = get_object_or_404(User.objects.record_visible_to(request.scope), pk=person_pk)
    area = get_object_or_404(Area, pk=area_pk)
    judgements = (
        Judgement.objects.visible_to(request.scope)
        .filter(person=person, area=area)
        .select_related("degree", "by", "post")
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.select_related("area", "version")),
            Prefetch(
                "disputes",
                Dispute.objects.visible_to(request.scope).select_related("decision"),
                to_attr="open_to_me",
            ),
        )
        .order_by("-on", "-pk")[:100]
    )
    may_judge = rules.test_rule("assessments.judge", request.scope, person.pk)
    if not judgements and not may_judge and person.pk != request.user.pk:
        raise Http404
    note_view(viewer=request.user, person=person, sort="judgement", on=request.today)
    tree = tree_of(area.version_id)
    context = {
        "person": person,
        "is_about_me": person.pk == request.user.pk,
        "area": tree.areas[area.pk],
        "tree": tree,
        "uses": uses(tree),
        "judgements": judgements,
        "readable": set(
            Evidence.objects.visible_to(request.scope)
            .filter(Q(area=area) | Q(judgements__area=area), person=person)
            .values_list("pk", flat=True)
        ),
        "may_judge": may_judge,
    }
    return render(request, "assessments/judgement_list.html", context)
