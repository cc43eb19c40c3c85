"""Sentences of the demonstration, in order of the Ombudsman Association's areas."""

from competency_site.demo.phrases import (
    analytical,
    approachable,
    constructive,
    impactful,
    open_minded,
    professional,
)
from competency_site.demo.phrases.model import Phrase

PHRASES: dict[str, list[Phrase]] = {
    **analytical.PHRASES,
    **impactful.PHRASES,
    **constructive.PHRASES,
    **approachable.PHRASES,
    **open_minded.PHRASES,
    **professional.PHRASES,
}

__all__ = ["PHRASES", "Phrase"]
