"""From a bound form field to the parameters of its GOV.UK component."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.error_summary import date_parts_in_error, input_id
from core.fields import DATE_PARTS, DateInputWidget, parts_of
from core.macros import component

Params = dict[str, Any]

#: Attributes of Django's widgets that the components set themselves, or do not want.
OWN_ATTRIBUTES = {"autocomplete", "class", "cols", "id", "inputmode", "placeholder", "rows"}


def _text(words: Any) -> Params:
    return {"html": words} if isinstance(words, SafeString) else {"text": str(words)}


def _error(bound: BoundField) -> Params:
    if not bound.errors:
        return {}
    lines = format_html_join(mark_safe("<br>"), "{}", ((text,) for text in bound.errors))
    return {"errorMessage": {"html": lines, "visuallyHiddenText": _("Error")}}


def _hint(bound: BoundField, options: Params) -> Params:
    hint = options.get("hint") or bound.help_text
    return {"hint": _text(hint)} if hint else {}


def _label(bound: BoundField, options: Params, kind: str) -> Params:
    words = options.get("label") or bound.label
    optional = options.get("optional")
    if optional is None:
        optional = getattr(bound.form, "mark_optional", False) and not bound.field.required
    if optional:
        words = _("%(label)s (optional)") % {"label": words}
    size = options.get("size") or ("l" if options.get("heading") else "")
    classes = [f"govuk-{kind}--{size}"] if size else []
    if options.get("label_hidden"):
        classes.append("govuk-visually-hidden")
    return {
        **_text(words),
        "classes": " ".join(classes),
        "isPageHeading": bool(options.get("heading")),
    }


def _common(bound: BoundField, options: Params) -> Params:
    attributes = {
        key: value
        for key, value in {**bound.field.widget.attrs, **options.get("attributes", {})}.items()
        if key not in OWN_ATTRIBUTES and value not in (None, False)
    }
    return {
        "id": input_id(bound),
        "name": bound.html_name,
        "attributes": {key: "" if value is True else value for key, value in attributes.items()},
        "classes": options.get("classes", ""),
        "formGroup": {"classes": options.get("group_classes", "")},
        **_hint(bound, options),
        **_error(bound),
    }


def _input(bound: BoundField, options: Params) -> SafeString:
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    params = _common(bound, options)
    width = options.get("width")
    if width:
        sort = "input--width-" if isinstance(width, int) else "!-width-"
        params["classes"] = f"{params['classes']} govuk-{sort}{width}".strip()
    if kind == "number":
        kind, params["inputmode"] = "text", "numeric"
        params["attributes"] = {}
    if kind == "email":
        params["spellcheck"] = False
    value = bound.value()
    params.update(
        label=_label(bound, options, "label"),
        type=kind,
        value="" if value is None else str(value),
        autocomplete=options.get("autocomplete") or widget.attrs.get("autocomplete"),
    )
    for affix in ("prefix", "suffix"):
        if options.get(affix):
            params[affix] = _text(options[affix])
    return component("input", params)


def _password(bound: BoundField, options: Params) -> SafeString:
    params = _common(bound, options)
    params.update(
        label=_label(bound, options, "label"),
        autocomplete=bound.field.widget.attrs.get("autocomplete", "current-password"),
        showPasswordText=_("Show"),
        hidePasswordText=_("Hide"),
        showPasswordAriaLabelText=_("Show password"),
        hidePasswordAriaLabelText=_("Hide password"),
    )
    return component("password-input", params)


def _rows(bound: BoundField) -> Any:
    rows = bound.field.widget.attrs.get("rows")
    return 5 if rows in (None, "10") else rows


def _textarea(bound: BoundField, options: Params) -> SafeString:
    params = _common(bound, options)
    limit = options.get("max_length") or getattr(bound.field, "max_length", None)
    params["attributes"].pop("maxlength", None)
    params.update(
        label=_label(bound, options, "label"),
        value=str(bound.value() or ""),
        rows=options.get("rows") or _rows(bound),
    )
    if not limit:
        return component("textarea", params)
    params.update(
        maxlength=limit,
        threshold=options.get("threshold"),
        textareaDescriptionText=_("You can enter up to %{count} characters"),
    )
    return component("character-count", params)


def _field_choices(bound: BoundField) -> Any:
    field: Any = bound.field
    return field.choices


def _items(bound: BoundField, options: Params, chosen: set[str]) -> Iterator[Params]:
    """Give one item a choice; a group's name becomes a divider above its choices."""
    hints = options.get("hints") or getattr(bound.field, "choice_hints", {})
    reveals = options.get("conditional") or {}
    for value, words in _field_choices(bound):
        grouped = isinstance(words, (list, tuple))
        if grouped:
            yield {"divider": str(value)}
        for key, text in words if grouped else [(value, words)]:
            item = {**_text(text), "value": str(key), "checked": str(key) in chosen}
            if key in hints:
                item["hint"] = _text(hints[key])
            if key in reveals:
                item["conditional"] = {"html": reveals[key]}
            yield item


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    values = value if isinstance(value, (list, tuple, set)) else [value]
    prepare = getattr(bound.field, "prepare_value", lambda item: item)
    return {"" if item is None else str(prepare(item)) for item in values}


def _choices(bound: BoundField, options: Params, sort: str) -> SafeString:
    params = _common(bound, options)
    items = list(_items(bound, options, _chosen(bound)))
    if bound.field.required or sort == "checkboxes" or not options.get("empty_label"):
        items = [item for item in items if item.get("value") != ""]
    classes = [params["classes"]]
    if options.get("inline"):
        classes.append(f"govuk-{sort}--inline")
    if options.get("small"):
        classes.append(f"govuk-{sort}--small")
    params.update(
        idPrefix=params.pop("id"),
        classes=" ".join(filter(None, classes)),
        items=items,
        fieldset={"legend": _label(bound, options, "fieldset__legend")},
    )
    return component(sort, params)


def _radios(bound: BoundField, options: Params) -> SafeString:
    return _choices(bound, options, "radios")


def _checkboxes(bound: BoundField, options: Params) -> SafeString:
    return _choices(bound, options, "checkboxes")


def _checkbox(bound: BoundField, options: Params) -> SafeString:
    """One box to tick: its label stands beside it."""
    params = _common(bound, options)
    hint = params.pop("hint", None)
    reveal = (options.get("conditional") or {}).get(True)
    item = {
        **_text(options.get("label") or bound.label),
        "value": "on",
        "checked": bool(bound.value()),
        "hint": hint,
        "conditional": {"html": reveal} if reveal else None,
    }
    params.update(idPrefix=params.pop("id"), items=[item])
    if options.get("small"):
        params["classes"] = f"{params['classes']} govuk-checkboxes--small".strip()
    return component("checkboxes", params)


def _select(bound: BoundField, options: Params) -> SafeString:
    """Render a list to choose from; the macro knows no groups, so each option names its own."""
    params = _common(bound, options)
    chosen = _chosen(bound)
    flat: list[Params] = []
    for value, words in _field_choices(bound):
        grouped = isinstance(words, (list, tuple))
        flat += [
            {
                "value": str(key),
                "text": f"{value}: {text}" if grouped else str(text),
                "selected": str(key) in chosen,
            }
            for key, text in (words if grouped else [(value, words)])
        ]
    params.update(label=_label(bound, options, "label"), items=flat)
    return component("select", params)


def _file(bound: BoundField, options: Params) -> SafeString:
    params = _common(bound, options)
    params["attributes"].setdefault("accept", options.get("accept", ""))
    if not params["attributes"]["accept"]:
        del params["attributes"]["accept"]
    params.update(label=_label(bound, options, "label"))
    return component("file-upload", params)


def _date(bound: BoundField, options: Params) -> SafeString:
    params = _common(bound, options)
    wrong = date_parts_in_error(bound)
    words = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    typed = zip(DATE_PARTS, parts_of(bound.value()), strict=True)
    params.update(
        id=bound.auto_id,
        namePrefix=bound.html_name,
        fieldset={"legend": _label(bound, options, "fieldset__legend")},
        items=[
            {
                "name": part,
                "label": words[part],
                "value": value,
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (" govuk-input--error" if part in wrong else ""),
            }
            for part, value in typed
        ],
    )
    return component("date-input", params)


RENDERERS: list[tuple[type[forms.Widget], Callable[[BoundField, Params], SafeString]]] = [
    (DateInputWidget, _date),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _checkbox),
    (forms.Select, _select),
    (forms.FileInput, _file),
    (forms.widgets.Input, _input),
]


def render_field(bound: BoundField, **options: Any) -> SafeString:
    """Return the HTML of a form field as its GOV.UK component.

    Options (all may be left out): ``label``, ``hint``, ``size`` (s, m, l, xl: of the label or
    legend), ``heading`` (the label is the page's h1), ``label_hidden``, ``optional``, ``classes``,
    ``group_classes``, ``attributes``; for inputs ``width`` (2, 3, 4, 5, 10, 20 characters, or
    "one-half" and so on), ``prefix``, ``suffix``, ``autocomplete``; for long text ``rows``,
    ``max_length``, ``threshold``; for choices ``inline``, ``small``, ``hints`` (value -> text) and
    ``conditional`` (value -> safe HTML shown when chosen).

    :raises TypeError: when no component fits the field's widget.
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return mark_safe(str(bound))  # noqa: S308
    for sort, renderer in RENDERERS:
        if isinstance(widget, sort):
            return renderer(bound, options)
    raise TypeError(f"No component for {type(widget).__name__} of {bound.html_name}")
