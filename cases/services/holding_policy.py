"""Where the organisation's own policies on problems that cannot wait are read."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import HoldingActionKind
from cases.models import HoldingPolicy
from core.errors import DomainError
from core.services import trail
from people.models import User


@transaction.atomic
def set_holding_policy(*, kind: str, title: str, href: str, by: User) -> HoldingPolicy | None:
    """Say where the policy on a kind of problem is read; both empty: nowhere.

    :returns: the policy; None where there is none any more.
    :raises DomainError: beside its field: one of the two alone, or no web address.
    """
    title, href = title.strip(), href.strip()
    known = HoldingPolicy.objects.select_for_update().filter(kind=kind).first()
    if not title and not href:
        if known is not None:
            trail.record("holding_policy.removed", by=by, record=known, detail={"kind": kind})
            known.delete()
        return None
    if not title:
        raise DomainError(_("Say what the policy is called."), "title")
    if urlsplit(href).scheme not in ("http", "https") or not urlsplit(href).netloc:
        raise DomainError(_("Enter a web address that begins with https://"), "href")
    policy = known or HoldingPolicy(kind=HoldingActionKind(kind))
    policy.title, policy.href = title, href
    policy.changed_by, policy.changed_at = by, timezone.now()
    policy.save()
    trail.record(
        "holding_policy.set", by=by, record=policy, detail={"kind": policy.kind, "href": href}
    )
    return policy
