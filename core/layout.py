"""What a form's layout is made of: ``Layout("name", Radios("kind", inline=True), Button(...))``.

Each object renders one GOV.UK component. A field's name alone takes the component that fits its
widget; the named objects set options (see `core.rendering.render_field`) and say what is meant.
"""

from typing import Any

from crispy_forms.layout import HTML, Layout, LayoutObject
from crispy_forms.utils import render_field as crispy_render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.macros import component
from core.rendering import render_field

__all__ = [
    "HTML",
    "Button",
    "ButtonGroup",
    "Checkbox",
    "Checkboxes",
    "DateInput",
    "Div",
    "Field",
    "Fieldset",
    "FileUpload",
    "Layout",
    "LinkButton",
    "Radios",
    "Select",
    "Text",
    "Textarea",
]


class Field(LayoutObject):
    """A form field by name, with options for its component.

    ``conditional`` maps a choice to the field names or layout objects shown when it is chosen;
    without JavaScript they are always shown.
    """

    def __init__(
        self, name: str, *, conditional: dict[Any, Any] | None = None, **options: Any
    ) -> None:
        self.fields = [name]
        self.conditional = conditional or {}
        self.options = options

    def _revealed(self, inner: Any, form: Any, context: Any, template_pack: str) -> SafeString:
        if isinstance(inner, str):
            inner = Field(inner, optional=False)
        return mark_safe(inner.render(form, context, template_pack=template_pack))  # noqa: S308

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **_: Any) -> SafeString:
        name = self.fields[0]
        reveals = {
            str(choice) if choice is not True else True: self._revealed(
                inner, form, context, template_pack
            )
            for choice, inner in self.conditional.items()
        }
        if hasattr(form, "rendered_fields"):
            form.rendered_fields.add(name)
        return render_field(form[name], conditional=reveals, **self.options)


class Text(Field):
    """One line of text; also e-mail, number and password."""


class Textarea(Field):
    """Several lines; counts down where the field has a limit."""


class Radios(Field):
    """One of a few choices; ``inline`` for two or three short ones, ``small`` in dense pages."""


class Checkboxes(Field):
    """Any of some choices."""


class Checkbox(Field):
    """One box to tick."""


class Select(Field):
    """One of many choices; prefer `Radios` for up to seven."""


class DateInput(Field):
    """Day, month and year."""


class FileUpload(Field):
    """A file to choose; ``accept`` names the endings, e.g. ".csv,.xlsx"."""


class _Group(LayoutObject):
    def __init__(self, *fields: Any) -> None:
        self.fields = list(fields)

    def _inner(self, form: Any, context: Any, template_pack: str) -> SafeString:
        html = "".join(
            crispy_render(field, form, context, template_pack=template_pack)
            for field in self.fields
        )
        return mark_safe(html)  # noqa: S308


class Fieldset(_Group):
    """Fields that belong together, under a legend."""

    def __init__(self, legend: Any, *fields: Any, size: str = "m", heading: bool = False) -> None:
        super().__init__(*fields)
        self.legend = legend
        self.size = size
        self.heading = heading

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **_: Any) -> SafeString:
        legend = {
            "text": str(self.legend),
            "classes": f"govuk-fieldset__legend--{self.size}",
            "isPageHeading": self.heading,
        }
        inner = self._inner(form, context, template_pack)
        return component("fieldset", {"legend": legend, "html": inner})


class Div(_Group):
    """A plain box with classes, for columns and insets."""

    def __init__(self, *fields: Any, classes: str = "") -> None:
        super().__init__(*fields)
        self.classes = classes

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **_: Any) -> SafeString:
        inner = self._inner(form, context, template_pack)
        return format_html('<div class="{}">{}</div>', self.classes, inner)


class Button(LayoutObject):
    """A button that submits. One primary a page; ``kind`` is primary, secondary or warning."""

    def __init__(
        self,
        text: Any,
        *,
        name: str = "",
        value: str = "",
        kind: str = "primary",
        formaction: str = "",
        attributes: dict[str, str] | None = None,
    ) -> None:
        self.fields: list[Any] = []
        self.params: dict[str, Any] = {
            "text": text,
            "name": name,
            "value": value,
            "classes": "" if kind == "primary" else f"govuk-button--{kind}",
            "preventDoubleClick": True,
            "attributes": dict(attributes or {}),
        }
        if formaction:
            self.params["attributes"]["formaction"] = formaction

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **_: Any) -> SafeString:
        return component("button", {**self.params, "text": str(self.params["text"])})


class LinkButton(LayoutObject):
    """A link beside buttons, e.g. "Cancel"."""

    def __init__(self, text: Any, href: str) -> None:
        self.fields: list[Any] = []
        self.text = text
        self.href = href

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **_: Any) -> SafeString:
        return format_html('<a class="govuk-link" href="{}">{}</a>', self.href, self.text)


class ButtonGroup(_Group):
    """Buttons and links side by side, one under the other on a narrow screen."""

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **_: Any) -> SafeString:
        inner = self._inner(form, context, template_pack)
        return format_html('<div class="govuk-button-group">{}</div>', inner)
