"""The nonce of a form, so that a double click makes one record."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def submit_nonce() -> SafeString:
    """Return the hidden input that :func:`core.submit.once_per_nonce` looks for."""
    return format_html('<input type="hidden" name="nonce" value="{}">', secrets.token_urlsafe(24))
