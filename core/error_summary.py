"""The summary of a form's errors, and where each of its lines leads."""

from typing import Any

from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.fields import DATE_PARTS, DateInputWidget
from core.macros import component

Params = dict[str, Any]


def date_parts_in_error(bound: BoundField) -> list[str]:
    """Return which of day, month and year an error is about; all three where it is not said."""
    for error in bound.form.errors.as_data().get(bound.name, []) if bound.errors else []:
        parts = [part for part in DATE_PARTS if part in (error.params or {}).get("date_parts", ())]
        return parts or list(DATE_PARTS)
    return []


def input_id(bound: BoundField) -> str:
    """Return the id of the input that an error about this field sends the reader to."""
    if isinstance(bound.field.widget, DateInputWidget):
        parts = date_parts_in_error(bound) or list(DATE_PARTS)
        return f"{bound.auto_id}-{parts[0]}"
    return str(bound.field.widget.attrs.get("id") or bound.auto_id)


def error_list(*forms_: Any) -> list[Params]:
    """Return the lines of an error summary: each with its text and, for a field, its address."""
    lines: list[Params] = []
    for form in forms_:
        lines += [{"text": str(text)} for text in form.non_field_errors()]
        for bound in form:
            if bound.name in form.errors:
                href = "" if bound.is_hidden else f"#{input_id(bound)}"
                lines += [{"text": str(text), "href": href} for text in bound.errors]
    return lines


def render_error_summary(*forms_: Any) -> SafeString:
    """Return the summary of all errors of these forms, or nothing where there are none."""
    lines = [line for form in forms_ if form for line in error_list(form)]
    if not lines:
        return mark_safe("")
    summary = {"titleText": _("There is a problem"), "errorList": lines}
    return component("error-summary", {**summary, "attributes": {"id": "error-summary"}})
