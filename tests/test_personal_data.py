"""Every field of every model of ours says what personal data it holds, and whose."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import models

from core.classification import NOT_PERSONAL, Held, Sort
from people.models import User

APPS = ("core", "frameworks", "people", "cases", "assessments", "supervision", "records")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]


def declared(app: str) -> dict[str, dict[str, Held]]:
    return import_module(f"{app}.personal_data").PERSONAL_DATA


def fields_of(model: type[models.Model]) -> dict[str, models.Field]:
    """Return the fields that stand in the model's own table or in one made for it."""
    return {
        field.name: field
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.concrete
    }


def names_a_person(field: models.Field) -> bool:
    return field.related_model is User or field.name.endswith(("_key", "person_id"))


def leads_to_a_person(model: type[models.Model], path: str) -> bool:
    """Say whether a look-up path ends at a person (a relation, a key or an address)."""
    if path == "self":
        return model is User
    *steps, last = path.split("__")
    for step in steps:
        related = fields_of(model)[step].related_model
        assert related is not None, f"{model.__name__}: {path!r} stops at {step!r}"
        model = related
    field = fields_of(model)[last]
    return names_a_person(field) or isinstance(field, models.EmailField)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model):
    classes = declared(model._meta.app_label).get(model.__name__)
    assert classes is not None, f"{model.__name__} is not in personal_data.py of its app"
    fields = fields_of(model)
    if classes is NOT_PERSONAL:
        telling = [field.name for field in fields.values() if field.related_model is User]
        assert not telling, (
            f"{model.__name__} is declared not personal, yet names people: {telling}"
        )
        return
    assert not fields.keys() - classes.keys(), (
        "fields nobody classified in personal_data.py of the app"
    )
    assert not classes.keys() - fields.keys(), "classified, but no such field"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_personal_field_says_whose_it_is(model):
    for name, held in declared(model._meta.app_label).get(model.__name__, {}).items():
        if held.sort is Sort.NONE:
            assert not names_a_person(fields_of(model)[name]) or name == "record_key", name
            continue
        if held.sort is Sort.SECRET and not held.whose:
            continue
        assert leads_to_a_person(model, held.whose), f"{name}: whose {held.whose!r}?"
        if held.sort is Sort.OPINION:
            assert held.by, f"{name}: an opinion is somebody's"
        if held.by:
            assert leads_to_a_person(model, held.by), f"{name}: by {held.by!r}?"


@pytest.mark.parametrize("app", APPS)
def test_nothing_is_classified_that_does_not_exist(app):
    assert not declared(app).keys() - {m.__name__ for m in apps.get_app_config(app).get_models()}
