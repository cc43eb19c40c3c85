"""Tags for forms: `{% govuk_field form.name width=10 %}`, `{% error_summary form %}`."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from core import sessions
from core.error_summary import render_error_summary
from core.rendering import render_field

register = template.Library()


@register.simple_tag
def govuk_field(field: BoundField, **options: Any) -> SafeString:
    """Render a form field as its GOV.UK component; options as in `core.rendering`."""
    return render_field(field, **options)


@register.simple_tag
def error_summary(*forms: Any) -> SafeString:
    """Render the errors of one or more forms, each line a link to the input it is about."""
    return render_error_summary(*forms)


@register.filter
def has_errors(form: Any) -> bool:
    """Say whether a form (or nothing at all) has errors to show."""
    return bool(getattr(form, "is_bound", False) and form.errors)


@register.simple_tag
def idle_seconds() -> int:
    """Return after how many seconds without a request a session ends."""
    return sessions.IDLE_SECONDS
