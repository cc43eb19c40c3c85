"""A form that opens with what its writer had typed before."""

from typing import TypeVar

from django import forms

from core.models import Draft
from core.services.drafts import typed_in

AnyForm = TypeVar("AnyForm", bound=forms.Form)


def filled(form: AnyForm, draft: Draft) -> AnyForm:
    """Return the form with what its draft holds as initial values, unless something was sent.

    What is not whole yet is no mistake yet: no error shows on opening.
    """
    typed = typed_in(draft)
    if typed is None or form.is_bound:
        return form
    form.initial = {
        **form.initial,
        **{
            name: field.widget.value_from_datadict(typed, {}, name)
            for name, field in form.fields.items()
            if not field.widget.value_omitted_from_data(typed, {}, name)
        },
    }
    return form
