"""Write a version from its document and publish it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.services import trail
from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    Degree,
    Framework,
    PermittedUse,
    Section,
    ServiceStandard,
    StandardSupport,
    Version,
)
from frameworks.resources.framework_file import Document, digest_of

from .search import index_version


@transaction.atomic
def publish_document(
    *, framework: Framework, document: Document, by: Any, derived_from: Version | None = None
) -> Version:
    """Write a new version of a framework and publish it; from then on it never changes.

    :param document: what ``read_framework_file`` gave; it is not checked a second time.
    :param derived_from: the version that the document says it adapts.
    """
    version = _write_draft(framework, document, derived_from)
    _write_front(version, document)
    competencies = _write_tree(version, document)
    _write_standards(version, document, competencies)
    index_version(version)
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    trail.record(
        "framework.published",
        by=by,
        record=version,
        detail={
            "framework": framework.code,
            "number": version.number,
            "digest": version.digest,
        },
    )
    return version


def _write_draft(framework: Framework, document: Document, derived_from: Version | None) -> Version:
    stated = {**document["version"], "derived_from": derived_from}
    stated.pop("labels")
    labels = {name: word for name, word in document["version"]["labels"].items() if word}
    return Version.objects.create(
        framework=framework,
        labels=labels,
        degrees_note=document["degrees"]["note"],
        digest=digest_of(document),
        **stated,
    )


def _write_front(version: Version, document: Document) -> None:
    Section.objects.bulk_create(
        Section(
            version=version, position=position, **{**section, "text": "\n".join(section["text"])}
        )
        for position, section in enumerate(document["introduction"], start=1)
    )
    PermittedUse.objects.bulk_create(
        PermittedUse(version=version, position=position, **use)
        for position, use in enumerate(document["permitted_uses"], start=1)
    )
    Degree.objects.bulk_create(
        Degree(version=version, position=position, **degree)
        for position, degree in enumerate(document["degrees"]["words"], start=1)
    )


def _write_tree(version: Version, document: Document) -> dict[str, CoreCompetency]:
    """Write the three levels, each in one statement; return the competencies by key."""
    competencies: dict[str, CoreCompetency] = {}
    areas, behaviours = [], []
    for position, stated in enumerate(document["core_competencies"], start=1):
        stated = dict(stated)
        areas_within = stated.pop("areas")
        competency = CoreCompetency(version=version, position=position, **stated)
        competencies[competency.key] = competency
        for area_position, area_stated in enumerate(areas_within, start=1):
            area_stated = dict(area_stated)
            behaviours_within = area_stated.pop("behaviours")
            area = Area(
                version=version,
                core_competency=competency,
                position=area_position,
                **area_stated,
            )
            areas.append(area)
            behaviours += [
                Behaviour(version=version, area=area, position=behaviour_position, **behaviour)
                for behaviour_position, behaviour in enumerate(behaviours_within, start=1)
            ]
    CoreCompetency.objects.bulk_create(competencies.values())
    Area.objects.bulk_create(areas)
    Behaviour.objects.bulk_create(behaviours)
    return competencies


def _write_standards(
    version: Version, document: Document, competencies: dict[str, CoreCompetency]
) -> None:
    standards, supports = [], []
    for position, stated in enumerate(document["service_standards"], start=1):
        stated = dict(stated)
        keys = stated.pop("core_competencies")
        standard = ServiceStandard(version=version, position=position, **stated)
        standards.append(standard)
        supports += [
            StandardSupport(service_standard=standard, core_competency=competencies[key])
            for key in keys
        ]
    ServiceStandard.objects.bulk_create(standards)
    StandardSupport.objects.bulk_create(supports)
