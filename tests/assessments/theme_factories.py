"""Points and themes made as people make them: through the services."""

from assessments.models import Point, Theme
from assessments.models.theme import PointSort
from assessments.services.theme import open_theme, raise_point, share_theme
from core.clock import today
from people.models import User
from people.scope import scope_for

TEXT = "The standard letter does not say until when one can appeal."


def point_of(by: User, text: str = TEXT) -> Point:
    return raise_point(sort=PointSort.ISSUE, text=text, by=by, scope=scope_for(by, today()))


def theme_of(lead: User, *points: Point, shared: bool, title: str = "Dates in letters") -> Theme:
    """Return a theme by a lead of casework, of a point of their own where none is given."""
    scope = scope_for(lead, today())
    theme = open_theme(
        title=title,
        summary="Several letters leave out a date.",
        points=points or (point_of(lead),),
        by=lead,
        scope=scope,
    )
    if shared:
        share_theme(theme=theme, by=lead, scope=scope)
    return theme
