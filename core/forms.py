"""The base of every form on screen."""

from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.fields import DateInputField, LongTextField
from core.layout import Button

__all__ = ["DateInputField", "GovukForm", "GovukFormMixin", "LongTextField"]

CHOICES = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField)


def required_message(field: forms.Field, name: str) -> Any:
    """Return the sentence for a field left empty, made from its label as GOV.UK words it."""
    label = str(field.label or name.replace("_", " "))
    if label.rstrip().endswith("?"):
        return _("Answer the question “%(label)s”") % {"label": label}
    lowered = label if label[:2].isupper() else label[:1].lower() + label[1:]
    if isinstance(field, forms.BooleanField):
        return _("Tick the box “%(label)s”") % {"label": label}
    if isinstance(field, (*CHOICES, forms.FileField)):
        return _("Select %(label)s") % {"label": lowered}
    return _("Enter %(label)s") % {"label": lowered}


class GovukFormMixin:
    """What makes a Django form one of ours; a form subclasses `GovukForm` if it can.

    ``submit_label``: the words of the one primary button, if the form shows it itself.
    ``mark_optional``: say "(optional)" after the label of a field that may stay empty.
    """

    submit_label: Any = ""
    mark_optional = True
    use_required_attribute = False

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.prepare()
        default = str(forms.Field.default_error_messages["required"])
        for name, field in self.fields.items():
            if str(field.error_messages.get("required", "")) == default:
                field.error_messages["required"] = required_message(field, name)

    def prepare(self) -> None:
        """Change labels, choices or limits of fields here, before errors are worded."""

    def layout(self) -> Layout:
        """Return the layout; all fields one below the other unless a form says otherwise."""
        return Layout(*self.fields)

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = self.layout()
        helper.render_hidden_fields = True
        if self.submit_label:
            helper.layout.append(Button(self.submit_label))
        return helper

    def add_domain_error(self, error: DomainError) -> None:
        """Show what a service refused, beside its field where the form has that field."""
        field = error.field if error.field in self.fields else None
        self.add_error(field, error.message)  # type: ignore[attr-defined]


class GovukForm(GovukFormMixin, forms.Form):
    """A form whose fields, errors and buttons look and read as GOV.UK's do."""
