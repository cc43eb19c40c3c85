"""Write what a draft says of itself: its front and its permitted uses."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from frameworks.checks import may_permit
from frameworks.enums import Purpose
from frameworks.models import PermittedUse, Version
from frameworks.resources.framework_file import LABELS
from frameworks.statements import statements_of

from .drafting import locked_draft, record_act

FRONT = ("title", "publisher", "year", "source", "copyright", "summary", "note", "degrees_note")
FLAGS = ("narrative", "levels_only")


def front_of(draft: Version) -> dict[str, Any]:
    """Return what a draft says of itself, as its form asks for it."""
    front = {name: getattr(draft, name) for name in (*FRONT, *FLAGS)}
    labels = {f"label_{name}": draft.labels.get(name, "") for name in LABELS}
    return {**front, **labels, "limits": "\n".join(draft.limits)}


def front_mark(draft: Version) -> str:
    """Return a short mark of the front: another one as soon as anything of it changes."""
    return hashlib.sha256(json.dumps(front_of(draft), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def change_front(*, draft: Version, stated: Mapping[str, Any], seen: str, by: Any) -> Version:
    """Change title, labels, summary, limits and whatever else a draft says of itself.

    :param stated: as ``front_of`` gives it.
    :raises Stale: somebody changed it since (``theirs`` is the draft as it stands).
    :raises DomainError: the draft is gone.
    """
    draft = locked_draft(draft)
    if front_mark(draft) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=draft)
    for name in FRONT:
        setattr(draft, name, stated[name])
    for name in FLAGS:
        setattr(draft, name, bool(stated[name]))
    draft.labels = {name: stated[f"label_{name}"] for name in LABELS if stated[f"label_{name}"]}
    draft.limits = [line for line in stated["limits"].split("\n") if line]
    draft.save()
    record_act(draft, "framework.front_changed", by, draft)
    return draft


def use_mark(use: PermittedUse | None) -> str:
    """Return a short mark of a permitted use, or of there being none: another one as it changes."""
    said = json.dumps([use.permitted, use.sentence, use.note] if use else None)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def set_use(
    *,
    draft: Version,
    purpose: str,
    permitted: bool | None,
    sentence: str,
    note: str,
    seen: str,
    by: Any,
) -> None:
    """Say whether a draft may be used for a purpose, with the sentence that says so.

    :param permitted: None: the draft does not name the purpose, so that it is refused.
    :param seen: ``use_mark`` of the purpose when it was read.
    :raises Stale: somebody changed it since (``theirs`` is the permitted use, or None).
    :raises DomainError: beside ``permitted`` or ``sentence``: no sentence; or an adapted framework
        would permit what its original's publisher does not (``checks.may_permit``).
    """
    draft = locked_draft(draft)
    use = draft.permitted_uses.filter(purpose=purpose).first()
    if use_mark(use) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=use)
    if permitted is None:
        PermittedUse.objects.filter(version=draft, purpose=purpose).delete()
        record_act(draft, "framework.use_changed", by, draft, purpose=purpose, permitted=None)
        return
    if not sentence:
        raise DomainError(_("Enter the publisher’s sentence that says so."), field="sentence")
    original = draft.derived_from
    if permitted and original and not may_permit(purpose, sentence, statements_of(original)):
        raise DomainError(
            _(
                "The original’s publisher, %(publisher)s, does not permit %(purpose)s in these"
                " words. An adapted framework may permit less than its original, never more."
            )
            % {"publisher": original.publisher, "purpose": Purpose(purpose).label.lower()},
            field="permitted",
        )
    last = draft.permitted_uses.aggregate(last=Max("position"))["last"] or 0
    PermittedUse.objects.update_or_create(
        version=draft,
        purpose=purpose,
        defaults={"permitted": permitted, "sentence": sentence, "note": note},
        create_defaults={
            "permitted": permitted,
            "sentence": sentence,
            "note": note,
            "position": last + 1,
        },
    )
    record_act(draft, "framework.use_changed", by, draft, purpose=purpose, permitted=permitted)
