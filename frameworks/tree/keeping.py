"""Read a version's tree from the database, and keep a published one: it cannot change."""

from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    RoleProfile,
    StandardSupport,
    Version,
    VersionLevel,
)

from .nodes import (
    AreaNode,
    BehaviourLeaf,
    CoreNode,
    DegreeWord,
    SectionLeaf,
    StandardLeaf,
    Tree,
    Use,
)
from .reading_roles import roles_of

_kept: dict[int, Tree] = {}


def tree_of(version_id: int) -> Tree:
    """Return a version's tree: from this process's keep, or read in 8 queries and kept.

    A draft is read afresh every time.

    :raises Version.DoesNotExist: there is no such version.
    """
    tree = _kept.get(version_id)
    if tree is None:
        version = (
            Version.objects.select_related("framework")
            .annotate(
                has_roles=Exists(VersionLevel.objects.filter(version=OuterRef("pk")))
                | Exists(RoleProfile.objects.filter(version=OuterRef("pk")))
            )
            .get(pk=version_id)
        )
        tree = _read(version)
        if version.published_at is not None:
            _kept[version_id] = tree
    return tree


def forget_trees() -> None:
    """Forget every kept tree: for tests, whose versions come and go."""
    _kept.clear()


def _read(version: Version) -> Tree:
    code, number = version.framework.code, version.number
    return Tree(
        version_id=version.pk,
        code=code,
        number=number,
        title=version.title,
        publisher=version.publisher,
        year=version.year,
        source=version.source,
        copyright=version.copyright,
        summary=version.summary,
        note=version.note,
        degrees_note=version.degrees_note,
        digest=version.digest,
        labels=version.labels,
        limits=tuple(version.limits),
        derived_from_id=version.derived_from_id,
        reasons=_reasons(version),
        narrative=version.narrative,
        levels_only=version.levels_only,
        sections=tuple(
            SectionLeaf(row.key, row.level, row.heading, tuple(row.text.splitlines()), row.note)
            for row in version.sections.all()
        ),
        uses={
            row.purpose: Use(row.purpose, row.permitted, row.sentence, row.note)
            for row in version.permitted_uses.all()
        },
        degrees=tuple(
            DegreeWord(row.pk, row.key, row.word, row.explanation, row.position)
            for row in version.degrees.all()
        ),
        cores=_cores(version),
        url=reverse("framework_version", args=[code, number]),
        about_url=reverse("framework_about", args=[code, number]),
        has_roles=version.has_roles,  # type: ignore[attr-defined]
        read_roles=partial(roles_of, version.pk),
    )


def _reasons(version: Version) -> dict[str, str]:
    """Return why statements differ; only an adapted version is asked."""
    if version.derived_from_id is None:
        return {}
    return dict(version.adaptation_reasons.values_list("key", "reason"))


def _cores(version: Version) -> tuple[CoreNode, ...]:
    behaviours: dict[int, list[BehaviourLeaf]] = {}
    rows = Behaviour.objects.filter(version=version).select_related("band").order_by("position")
    for leaf in rows:
        behaviours.setdefault(leaf.area_id, []).append(
            BehaviourLeaf(
                id=leaf.pk,
                key=leaf.key,
                kind=leaf.kind,
                text=leaf.text,
                stem=leaf.stem,
                printed_number=leaf.printed_number,
                note=leaf.note,
                band_key=leaf.band.key if leaf.band else "",
                band_title=leaf.band.title if leaf.band else "",
            )
        )
    areas = _areas_by_core(version, behaviours)
    standards = _standards_by_core(version)
    return tuple(
        CoreNode(
            id=core.pk,
            key=core.key,
            title=core.title,
            sentence=core.sentence,
            stem=core.stem,
            printed_number=core.printed_number,
            note=core.note,
            url=reverse(
                "competency_detail", args=[version.framework.code, version.number, core.key]
            ),
            areas=tuple(areas.get(core.pk, ())),
            standards=tuple(standards.get(core.pk, ())),
        )
        for core in CoreCompetency.objects.filter(version=version).order_by("position")
    )


def _areas_by_core(
    version: Version, behaviours: dict[int, list[BehaviourLeaf]]
) -> dict[int, list[AreaNode]]:
    areas: dict[int, list[AreaNode]] = {}
    rows: QuerySet[Area] = Area.objects.filter(version=version).select_related("core_competency")
    for area in rows.order_by("position"):
        node = AreaNode(
            id=area.pk,
            key=area.key,
            title=area.title,
            text=area.text,
            printed_number=area.printed_number,
            note=area.note,
            core_id=area.core_competency_id,
            core_title=area.core_competency.title,
            url=reverse("area_detail", args=[version.framework.code, version.number, area.key]),
            behaviours=tuple(behaviours.get(area.pk, ())),
        )
        areas.setdefault(area.core_competency_id, []).append(node)
    return areas


def _standards_by_core(version: Version) -> dict[int, list[StandardLeaf]]:
    standards: dict[int, list[StandardLeaf]] = {}
    supports = StandardSupport.objects.filter(service_standard__version=version).select_related(
        "service_standard"
    )
    for support in supports.order_by("service_standard__position"):
        row = support.service_standard
        standards.setdefault(support.core_competency_id, []).append(
            StandardLeaf(row.key, row.text, row.note)
        )
    return standards
