"""What the views of the register share: how a record is found, and who may do what with it."""

import rules
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict

from cases.models import CaseFile, HoldingAction
from people.requests import Request


def case_file_for(request: Request, pk: int) -> CaseFile:
    """Return a case file that the user may see; for every other one the page is not found."""
    files = CaseFile.objects.visible_to(request.scope).select_related("service_area")
    case_file = files.filter(pk=pk).first()
    if case_file is None:
        raise Http404
    return case_file


def holding_action_for(request: Request, pk: int) -> HoldingAction:
    """Return a holding action that the user may see; every other one is not found."""
    actions = HoldingAction.objects.visible_to(request.scope).select_related(
        "case_file", "told", "opened_by", "closed_by"
    )
    action = actions.filter(pk=pk).first()
    if action is None:
        raise Http404
    return action


def posted(request: Request) -> QueryDict | None:
    """Return what a form was sent with; None when it is only shown."""
    return request.POST if request.method == "POST" else None


def may(request: Request, permission: str, record: object = None) -> bool:
    """Say whether the user may do this, to this record where one is meant."""
    return bool(rules.has_perm(permission, request.scope, record))


def need(request: Request, permission: str, record: object = None) -> None:
    """Let only those through who may do this.

    :raises PermissionDenied: for all others.
    """
    if not may(request, permission, record):
        raise PermissionDenied
