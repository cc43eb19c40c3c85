"""Issues and learning points: raised, grouped, shared back without names, closed with what changed.

Source: DOMAIN, section 3, unit 10 (problems, issues and trends) and section 4 (learning shared).
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, TextField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Point, Theme
from core.errors import DomainError, NotAllowed
from core.identifiers import find
from core.services import trail
from core.trail import Text
from people.enums import Role
from people.models import User
from people.scope import Scope


@transaction.atomic
def raise_point(*, sort: str, text: str, by: User, scope: Scope) -> Point:
    """Raise an issue or a learning point.

    :raises DomainError: beside ``text``: no words, or the name of somebody who works here.
    """
    text = _nameless(text, "text", _("Say what you met."))
    point = Point.objects.create(sort=sort, text=text, by=by, at=timezone.now(), on=scope.on)
    trail.record("point.raised", by=by, subject=by, record=point, detail={"text": Text(text)})
    return point


@transaction.atomic
def open_theme(
    *, title: str, summary: str, points: Iterable[Point], by: User, scope: Scope
) -> Theme:
    """Group points into a theme, in words that name nobody.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside its field: no words, a name, something that tells who a client is,
        no point, or one that is grouped already.
    """
    _refuse_others(scope)
    theme = Theme.objects.create(
        title=_shareable(title, "title", _("Give the theme a title.")),
        summary=_shareable(summary, "summary", _("Say what the points have in common.")),
        opened_by=by,
        opened_at=timezone.now(),
    )
    chosen = {point.pk for point in points}
    if not chosen or Point.objects.ungrouped().filter(pk__in=chosen).update(theme=theme) != len(
        chosen
    ):
        raise DomainError(_("Choose points that are in no theme yet."), "points")
    trail.record(
        "theme.opened",
        by=by,
        record=theme,
        detail={"points": sorted(chosen)},
    )
    return theme


@transaction.atomic
def share_theme(*, theme: Theme, by: User, scope: Scope) -> None:
    """Share a theme with everybody here: its title and its words, never a point or who raised it.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: when it is shared already.
    """
    theme = _locked(theme, scope)
    if theme.shared_at is not None:
        raise DomainError(_("This theme is shared already."))
    theme.shared_by, theme.shared_at = by, timezone.now()
    theme.save(update_fields=["shared_by", "shared_at"])
    trail.record("theme.shared", by=by, record=theme)


@transaction.atomic
def close_theme(*, theme: Theme, what_changed: str, by: User, scope: Scope) -> None:
    """Close a shared theme with what changed, which everybody here reads.

    :raises NotAllowed: for anybody but the lead of casework.
    :raises DomainError: beside ``what_changed``: no words, a name, something that tells who a
        client is; or when it is not shared yet, or closed.
    """
    theme = _locked(theme, scope)
    if theme.shared_at is None or theme.closed_at is not None:
        raise DomainError(_("A theme is closed once, after it was shared."))
    theme.what_changed = _shareable(what_changed, "what_changed", _("Say what changed."))
    theme.closed_by, theme.closed_at = by, timezone.now()
    theme.save(update_fields=["what_changed", "closed_by", "closed_at"])
    trail.record("theme.closed", by=by, record=theme)


def _refuse_others(scope: Scope) -> None:
    if not scope.has(Role.LEAD_OF_CASEWORK):
        raise NotAllowed(_("The lead of casework groups points into themes."))


def _locked(theme: Theme, scope: Scope) -> Theme:
    _refuse_others(scope)
    return Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)


def _nameless(text: str, field: str, missing: str) -> str:
    """Return a text that names nobody who works here, or refuse it beside its field."""
    text = text.strip()
    if not text:
        raise DomainError(missing, field)
    said = User.objects.annotate(said=Value(text, TextField())).filter(said__icontains=F("name"))
    named = said.values_list("name", flat=True).first()
    if named:
        raise DomainError(
            _("“%(name)s” works here. Say it without the name.") % {"name": named}, field
        )
    return text


def _shareable(text: str, field: str, missing: str) -> str:
    text = _nameless(text, field, missing)
    found = find(text)
    if found:
        raise DomainError(
            _("“%(text)s” looks like %(sort)s. Everybody reads this: take it out.")
            % {"text": found[0].text, "sort": found[0].kind.label},
            field,
        )
    return text
