"""Write the rules of progression of a draft."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import DomainError, Stale
from frameworks.enums import LevelTextSort
from frameworks.models import ProgressionRule, Version
from frameworks.progression import texts_of
from frameworks.resources.reading import Misfit, Names
from frameworks.resources.role_parts import PROGRESSION_LINE

from .drafting import locked_draft, record_act

Alternatives = Sequence[Sequence[dict[str, Any]]]


def rule_mark(rule: ProgressionRule | None) -> str:
    """Return a short mark of a rule, or of there being none: another one as soon as it changes."""
    said = json.dumps([rule.alternatives, rule.note] if rule else None, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def write_rule(
    *, draft: Version, level_key: str, alternatives: Alternatives, note: str, seen: str, by: Any
) -> None:
    """Say what work somebody must be approved for to be eligible for a role level.

    :param alternatives: any one of them is enough, each a list of lines that are all needed
        (``resources.role_parts.PROGRESSION_LINE``); one without a line is left out, and without
        any alternative there is no rule.
    :param seen: ``rule_mark`` of the rule when it was read.
    :raises Stale: somebody changed it since (``theirs`` is the rule, or None).
    :raises DomainError: a line says what none can; its statement or the role level is not there;
        the draft is gone.
    Source: Guildford Borough Council, Caseworker & Case Services Team Leader, "Levels of
    competency": alternatives and lines.
    """
    draft = locked_draft(draft)
    named = draft.named_levels.filter(role_level__key=level_key).select_related("role_level")
    level = named.first()
    if level is None:
        raise DomainError(_("The draft no longer names this role level."))
    rule = draft.progression.filter(role_level=level.role_level).first()
    if rule_mark(rule) != seen:
        raise Stale(_("Somebody changed this since you opened it."), theirs=rule)
    checked = [[_checked(line) for line in alternative] for alternative in alternatives]
    checked = [alternative for alternative in checked if alternative]
    _refuse_missing_texts(draft, checked)
    if not checked:
        if rule is not None:
            rule.delete()
    elif rule is None:
        last = draft.progression.aggregate(last=Max("position"))["last"] or 0
        ProgressionRule.objects.create(
            version=draft,
            role_level=level.role_level,
            position=last + 1,
            alternatives=checked,
            note=note,
        )
    else:
        rule.alternatives, rule.note = checked, note
        rule.save(update_fields=["alternatives", "note"])
    record_act(draft, "framework.rule_changed", by, draft, level=level_key)


def _checked(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as a framework file says it: what is not so is not said."""
    said = {name: value for name, value in line.items() if value not in (None, False, "")}
    try:
        return PROGRESSION_LINE.read(Names(said), "")
    except Misfit as misfit:
        raise DomainError(
            _("Expected %(expected)s.") % {"expected": misfit.expected}, field=misfit.path
        ) from None


def _refuse_missing_texts(draft: Version, alternatives: Alternatives) -> None:
    statements = draft.level_texts.filter(sort=LevelTextSort.COMPETENCY_STATEMENT)
    if texts_of(alternatives) - set(statements.values_list("key", flat=True)):
        raise DomainError(
            _("Choose the statement again. The one that a line reads was left out."), field="text"
        )
