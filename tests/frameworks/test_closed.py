"""A published version refuses every change, on SQLite and on PostgreSQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from frameworks.models import (
    AdaptationReason,
    Area,
    Band,
    BandLevel,
    Behaviour,
    CoreCompetency,
    Degree,
    LevelText,
    PermittedUse,
    ProfileSection,
    ProgressionRule,
    Replacement,
    RoleProfile,
    SearchEntry,
    Section,
    ServiceStandard,
    StandardSupport,
    Version,
    VersionLevel,
)

from .factories import ROLES, publish

PARTS = [
    AdaptationReason,
    CoreCompetency,
    Area,
    Behaviour,
    Degree,
    PermittedUse,
    SearchEntry,
    Section,
    ServiceStandard,
    StandardSupport,
    Band,
    BandLevel,
    LevelText,
    ProfileSection,
    ProgressionRule,
    Replacement,
    RoleProfile,
    VersionLevel,
]


def refuses(act) -> None:
    with pytest.raises(IntegrityError, match="closed rows"), transaction.atomic():
        act()


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_part_of_a_published_version_refuses_every_change(db, model):
    publish(**ROLES)
    row = model.objects.first()
    other = [field for field in model._meta.concrete_fields if not field.primary_key][-1]
    value = getattr(row, other.attname)
    changed = _another(value)
    refuses(lambda: model.objects.update(**{other.attname: changed}))
    refuses(lambda: model.objects.all().delete())
    refuses(lambda: _copy_of(row).save(force_insert=True))
    refuses(lambda: model.objects.bulk_create([_copy_of(row)]))


def _another(value):
    if isinstance(value, str):
        return f"{value} changed"
    return not value if isinstance(value, bool) else value + 1000


def _copy_of(row):
    """Return a row like this one that only the closing keeps out."""
    fresh = type(row)(
        **{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    )
    fresh.pk = None
    another = {
        "key": "another",
        "position": 99,
        "purpose": "another",
        "core_competency_id": 1000,
        "new_key": "another",
        "role_level_id": 1000,
    }
    for name, value in another.items():
        if hasattr(fresh, name):
            setattr(fresh, name, value)
    return fresh


def test_published_version_refuses_every_change(db):
    version = publish()
    refuses(lambda: Version.objects.update(title="Another"))
    refuses(lambda: Version.objects.update(published_at=None))
    refuses(lambda: Version.objects.filter(pk=version.pk)._raw_delete(using="default"))


def test_part_of_a_draft_cannot_be_moved_into_a_published_version(db):
    version = publish()
    draft = Version.objects.create(
        framework=version.framework, number=2, title="Draft", source="x", copyright="x"
    )
    section = Section.objects.create(
        version=draft, key="new", position=1, level=1, heading="Written in a draft"
    )
    refuses(lambda: Section.objects.filter(pk=section.pk).update(version=version))


def test_draft_may_be_changed_and_thrown_away(db):
    framework = publish().framework
    draft = Version.objects.create(
        framework=framework, number=2, title="Draft", source="x", copyright="x"
    )
    core = CoreCompetency.objects.create(version=draft, key="a", position=1, title="A")
    CoreCompetency.objects.filter(pk=core.pk).update(title="B")
    draft.delete()
    assert not Version.objects.filter(number=2).exists()


def test_raw_replacement_of_a_published_text_is_refused(db):
    publish()
    row = Section.objects.first()
    table = Section._meta.db_table
    with connection.cursor() as cursor:
        refuses(
            lambda: cursor.execute(f"UPDATE {table} SET text = 'other' WHERE id = %s", [row.pk])
        )


def test_only_one_draft_of_a_framework(db):
    framework = publish().framework
    for_draft = {"framework": framework, "title": "Draft", "source": "x", "copyright": "x"}
    Version.objects.create(number=2, **for_draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(number=3, **for_draft)
