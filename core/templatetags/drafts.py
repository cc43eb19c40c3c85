"""The signed key and the version of a draft, as hidden inputs of its form."""

from typing import Any

from django import template

from core.models import Draft
from core.services.drafts import draft_token

register = template.Library()


@register.inclusion_tag("core/_draft_fields.html", takes_context=True)
def draft_fields(context: dict[str, Any], draft: Draft | None = None) -> dict[str, Any]:
    """Render what keeps a long form: the hidden inputs, and where its state is told.

    The draft is the context's ``draft`` unless one is given. Put it inside
    ``<form data-draft>``; a button with ``formaction="{% url 'draft_save' %}"`` and
    ``formnovalidate`` saves it without a script.
    """
    draft = draft or context["draft"]
    page = context["request"].get_full_path()
    return {
        "draft": draft,
        "token": draft_token(draft.writer_key, draft.form, draft.record_key, page=page),
        "other": [text for values in (draft.other or {}).values() for text in values if text],
    }
