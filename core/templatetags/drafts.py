"""The signed key and the version of a draft, as hidden inputs of its form."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.models import Draft
from core.services.drafts import draft_token

register = template.Library()


@register.simple_tag(takes_context=True)
def draft_fields(context: dict[str, Any], draft: Draft | None = None) -> SafeString:
    """Return the hidden inputs that keep a long form; the draft is the context's ``draft``
    unless one is given. Put it inside ``<form data-draft>``."""
    draft = draft or context["draft"]
    page = context["request"].get_full_path()
    token = draft_token(draft.writer_key, draft.form, draft.record_key, page=page)
    return format_html(
        '<input type="hidden" name="draft_token" value="{}">'
        '<input type="hidden" name="draft_version" value="{}">',
        token,
        draft.version,
    )
