"""What upper floors show on the page of a case file, e.g. the reviews made of it.

A floor above gives its panel when its app is ready (``cases.panels.add(panel)``), so that this
floor shows it without knowing of it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.models import CaseFile
from people.scope import Scope


@dataclass(frozen=True)
class Panel:
    """A heading and a template with what it shows; its rows are what the scope may see."""

    heading: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


PanelOf = Callable[[CaseFile, Scope, dt.date], Panel | None]
_panels: list[PanelOf] = []


def add(panel_of: PanelOf) -> None:
    """Let this function give a panel for each case file that is opened, or None for no panel."""
    if panel_of not in _panels:
        _panels.append(panel_of)


def panels_of(case_file: CaseFile, scope: Scope, on: dt.date) -> list[Panel]:
    """Return the panels of a case file for this reader."""
    return [panel for panel_of in _panels if (panel := panel_of(case_file, scope, on))]
