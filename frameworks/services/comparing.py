"""Compare a framework file with the version that is published under its number."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    ServiceStandard,
    StandardSupport,
    Version,
)
from frameworks.resources.framework_file import FORMAT, LABELS, Document
from frameworks.resources.reading import Misfit, shown

from .role_document import bands_of, role_levels_of, roles_of


def document_of(version: Version) -> Document:
    """Write a stored version as the document that a framework file gives, in 15 queries."""
    return {
        "format": FORMAT,
        "framework": {"code": version.framework.code},
        "version": {
            **_fields(
                version,
                ["number", "title", "publisher", "year", "source", "copyright", "summary"],
            ),
            "derived_from": _reference(version.derived_from),
            "labels": {name: version.labels.get(name, "") for name in LABELS},
            "limits": list(version.limits),
            "narrative": version.narrative or None,
            "levels_only": version.levels_only or None,
            "note": version.note,
        },
        "introduction": [
            {**_fields(section, ["key", "level", "heading", "note"]), "text": _lines(section.text)}
            for section in version.sections.all()
        ],
        "permitted_uses": _uses(version),
        "degrees": {
            "note": version.degrees_note,
            "words": [
                _fields(degree, ["key", "word", "explanation"]) for degree in version.degrees.all()
            ],
        },
        "adaptations": _reasons(version),
        **roles_of(version),
        "core_competencies": competencies_of(version),
        "service_standards": [
            {
                **_fields(standard, ["key", "text", "note"]),
                "core_competencies": [
                    support.core_competency.key for support in standard.supports.all()
                ],
            }
            for standard in _standards_of(version)
        ],
    }


def sheet_document_of(version: Version) -> Document:
    """Write the parts of a stored version that its sheet has, in 8 queries; in 6 without levels."""
    levels = role_levels_of(version)
    return {
        "framework": {"code": version.framework.code},
        "version": {"number": version.number},
        "permitted_uses": _uses(version),
        "adaptations": _reasons(version),
        "role_levels": levels,
        "bands": bands_of(version) if levels else [],
        "core_competencies": competencies_of(version),
    }


def _uses(version: Version) -> list[dict[str, Any]]:
    names = ["purpose", "permitted", "sentence", "note"]
    return [_fields(use, names) for use in version.permitted_uses.all()]


def _reasons(version: Version) -> list[dict[str, Any]]:
    return [{"key": one.key, "reason": one.reason} for one in version.adaptation_reasons.all()]


def competencies_of(version: Version) -> list[dict[str, Any]]:
    """Write the three levels of a stored version as the document does, in 3 queries."""
    return [_competency(one) for one in _competencies_of(version)]


def first_difference(document: Document, stored: Document) -> Misfit | None:
    """Return the first place where a file says something else than what is published."""
    return _difference(document, stored, "")


def _difference(new: Any, old: Any, path: str) -> Misfit | None:
    if isinstance(new, dict):
        for name in new:
            found = _difference(new[name], old[name], f"{path}.{name}" if path else name)
            if found:
                return found
        return None
    if isinstance(new, list):
        for index, (one, other) in enumerate(zip(new, old, strict=False)):
            found = _difference(one, other, f"{path}[{index}]")
            if found:
                return found
        if len(new) == len(old):
            return None
        return Misfit(path, _("%d items") % len(new), _published(_("%d items") % len(old)))
    return None if new == old else Misfit(path, shown(new), _published(shown(old)))


def _reference(version: Version | None) -> str:
    return f"{version.framework.code}/{version.number}" if version else ""


def _published(words: str) -> str:
    return _("%s, as published (a published version never changes: give it a new number)") % words


def _fields(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _competencies_of(version: Version) -> Iterable[CoreCompetency]:
    behaviours = Prefetch(
        "behaviours", Behaviour.objects.order_by("position").select_related("band")
    )
    areas = Prefetch("areas", Area.objects.order_by("position").prefetch_related(behaviours))
    return version.core_competencies.order_by("position").prefetch_related(areas)


def _standards_of(version: Version) -> Iterable[ServiceStandard]:
    supports = StandardSupport.objects.order_by("id").select_related("core_competency")
    return version.service_standards.order_by("position").prefetch_related(
        Prefetch("supports", supports)
    )


def _competency(row: CoreCompetency) -> dict[str, Any]:
    return {
        **_fields(row, ["key", "printed_number", "title", "sentence", "stem", "note"]),
        "areas": [
            {
                **_fields(area, ["key", "printed_number", "title", "text", "note"]),
                "behaviours": [
                    {
                        **_fields(one, ["kind", "key", "printed_number", "stem", "text", "note"]),
                        "band": one.band.key if one.band else "",
                    }
                    for one in area.behaviours.all()
                ],
            }
            for area in row.areas.all()
        ],
    }
