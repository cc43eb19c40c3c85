"""The pages on which the rules of progression of a draft are written, a line at a time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError, Stale
from core.submit import once_per_nonce
from frameworks.editing import Request, draft_page, last_act
from frameworks.enums import LevelTextSort
from frameworks.forms.draft_rules import RuleLineForm, RuleNoteForm
from frameworks.models import ProgressionRule, RoleLevel, Version
from frameworks.part_pages import Theirs
from frameworks.progression import line_words, rule_lines
from frameworks.services.draft_rules import rule_mark, write_rule

Rule = ProgressionRule | None


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def rule_detail(request: Request, draft: Version, key: str) -> HttpResponse:
    """The rule of one role level: its alternatives and lines, and the note on how it is read."""
    level, rule = _level_of(draft, key), _rule_of(draft, key)
    statements = dict(_statements(draft))
    posted = request.POST if request.method == "POST" else None
    form = RuleNoteForm(
        posted,
        initial={"seen": rule_mark(rule), "note": rule.note if rule else ""},
        back=f"{reverse('draft_detail', args=[draft.framework.code])}#rules",
    )
    theirs = None
    if posted is not None and rule is not None and form.is_valid():
        try:
            stated = dict(form.cleaned_data)
            write_rule(
                draft=draft,
                level_key=key,
                alternatives=rule.alternatives,
                by=request.user,
                **stated,
            )
        except Stale as stale:
            theirs = _stale(request, draft, key, form, stale)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The note is saved."))
            return redirect("rule_detail", draft.framework.code, key)
    context = {
        "draft": draft,
        "level": level,
        "rule": rule,
        "mark": rule_mark(rule),
        "alternatives": _shown(rule, statements),
        "statements": statements,
        "form": form,
        "theirs": theirs,
    }
    return render(request, "frameworks/rule_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@draft_page
@once_per_nonce
def rule_line(
    request: Request, draft: Version, key: str, alternative: int, line: int
) -> HttpResponse:
    """Write one line of a rule; the one after the last is a new one, in a new alternative too."""
    level, rule = _level_of(draft, key), _rule_of(draft, key)
    alternatives = [list(one) for one in rule.alternatives] if rule else []
    stated = _line_at(alternatives, alternative, line)
    posted = request.POST if request.method == "POST" else None
    if stated is None and posted is None:
        raise Http404
    form = RuleLineForm(
        posted,
        initial={"seen": rule_mark(rule), **(stated or {})},
        statements=_statements(draft),
        back=reverse("rule_detail", args=[draft.framework.code, key]),
    )
    theirs = None
    if posted is not None and form.is_valid():
        typed = dict(form.cleaned_data)
        seen = typed.pop("seen")
        try:
            write_rule(
                draft=draft,
                level_key=key,
                alternatives=_with_line(alternatives, alternative, line, typed),
                note=rule.note if rule else "",
                seen=seen,
                by=request.user,
            )
        except Stale as stale:
            theirs = _stale(request, draft, key, form, stale)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("The rule is saved."))
            return redirect("rule_detail", draft.framework.code, key)
    heading = _("A line of the rule of progression to %s") % level.title
    context = {"draft": draft, "form": form, "heading": heading, "theirs": theirs}
    return render(request, "frameworks/part_write.html", context)


@require_POST
@draft_page
def rule_line_remove(
    request: Request, draft: Version, key: str, alternative: int, line: int
) -> HttpResponse:
    """Take one line out; with its last line an alternative goes, with the last of these the rule."""
    rule = _rule_of(draft, key)
    alternatives = [list(one) for one in rule.alternatives] if rule else []
    if rule is None or not _line_at(alternatives, alternative, line):
        messages.error(request, _("Somebody changed this rule since you opened it."))
        return redirect("rule_detail", draft.framework.code, key)
    del alternatives[alternative - 1][line - 1]
    try:
        write_rule(
            draft=draft,
            level_key=key,
            alternatives=alternatives,
            note=rule.note,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The line is taken out."))
    return redirect("rule_detail", draft.framework.code, key)


def _level_of(draft: Version, key: str) -> RoleLevel:
    named = draft.named_levels.filter(role_level__key=key).select_related("role_level").first()
    if named is None:
        raise Http404
    return named.role_level


def _rule_of(draft: Version, key: str) -> Rule:
    return draft.progression.filter(role_level__key=key).first()


def _statements(draft: Version) -> list[tuple[str, str]]:
    """Return the statements of levels of competency that a line can read."""
    texts = draft.level_texts.filter(sort=LevelTextSort.COMPETENCY_STATEMENT)
    found = texts.select_related("band").order_by("position")
    return [(one.key, f"{one.band.title}: {one.text}" if one.band else one.text) for one in found]


def _line_at(alternatives: list[Any], alternative: int, line: int) -> dict[str, Any] | None:
    """Return a line by its numbers from 1; {} for the one after the last; None for no such."""
    lines = [*alternatives, []][alternative - 1] if 0 < alternative <= len(alternatives) + 1 else []
    if not 0 < alternative <= len(alternatives) + 1 or not 0 < line <= len(lines) + 1:
        return None
    return dict(lines[line - 1]) if line <= len(lines) else {}


def _with_line(
    alternatives: list[Any], alternative: int, line: int, typed: dict[str, Any]
) -> list[Any]:
    written = [*alternatives, []] if alternative > len(alternatives) else list(alternatives)
    lines = written[min(alternative, len(written)) - 1]
    lines[line - 1 : line] = [typed]
    return written


def _shown(rule: Rule, statements: dict[str, str]) -> list[list[tuple[str, str]]]:
    """Return each line in words, with the statement that it reads."""
    return [
        [(line_words(line), statements.get(line["text"], "")) for line in alternative]
        for alternative in (rule.alternatives if rule else [])
    ]


def _stale(request: Request, draft: Version, key: str, form: Any, stale: Stale) -> Theirs:
    """Keep what was typed on the page, beside what the rule says by now."""
    form.add_domain_error(stale)
    form.data = {**request.POST.dict(), "seen": rule_mark(stale.theirs)}
    said = "\n".join(rule_lines(stale.theirs.alternatives)) if stale.theirs else _("No rule.")
    change = last_act(draft, "framework.rule_changed", level=key)
    return Theirs(change, ((_("Rule of progression"), said),))
