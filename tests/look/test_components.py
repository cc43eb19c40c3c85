"""Each partial makes the same elements as the published macro, faster."""

import datetime as dt
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from lxml import html

from core import macros
from core.macros import component

ANSWERS = [("met", "Met"), ("not_met", "Not met"), ("na", "Not applicable")]


def shape(element: html.HtmlElement) -> tuple:
    """Return an element as comparable data: spaces and the order of attributes do not count."""

    def words(text: str | None) -> str:
        return " ".join((text or "").split())

    attributes = {
        name: " ".join(sorted(value.split())) if name == "class" else words(value)
        for name, value in element.attrib.items()
    }
    inside = [(shape(child), words(child.tail)) for child in element]
    return element.tag, sorted(attributes.items()), words(element.text), inside


def partial(name: str, /, **context: Any) -> tuple:
    return shape(html.fromstring(render_to_string(f"components/{name}.html", context).strip()))


def macro(name: str, /, params: dict[str, Any]) -> tuple:
    return shape(html.fromstring(str(component(name, params))))


@pytest.mark.parametrize("hint", ["", "Look at the letter"])
@pytest.mark.parametrize("error", ["", "Select an answer"])
@pytest.mark.parametrize("value", ["", "not_met"])
def test_a_row_of_radios_is_the_macro_s(hint: str, error: str, value: str):
    ours = partial(
        "radios_row",
        id="c-1",
        name="answer-1",
        legend="Was the advice <accurate>?",
        choices=ANSWERS,
        value=value,
        hint=hint,
        error=error,
    )
    params = {
        "idPrefix": "c-1",
        "name": "answer-1",
        "classes": "govuk-radios--inline govuk-radios--small",
        "formGroup": {"classes": "app-row"},
        "fieldset": {
            "legend": {
                "text": "Was the advice <accurate>?",
                "classes": "govuk-fieldset__legend--s",
            }
        },
        "items": [{"value": key, "text": text} for key, text in ANSWERS],
        "value": value,
    }
    if hint:
        params["hint"] = {"text": hint}
    if error:
        params["errorMessage"] = {"text": error}
    assert ours == macro("radios", params)


@pytest.mark.parametrize("error", ["", "Tick one"])
@pytest.mark.parametrize("values", [[], ["a", "b"]])
def test_a_row_of_checkboxes_is_the_macro_s(error: str, values: list[str]):
    choices = [("a", "Listens"), ("b", "Asks & waits")]
    ours = partial(
        "checkboxes_row",
        name="ticks",
        legend="Effective",
        choices=choices,
        values=values,
        hint="Tick what you saw",
        error=error,
    )
    params = {
        "name": "ticks",
        "classes": "govuk-checkboxes--small",
        "formGroup": {"classes": "app-row"},
        "fieldset": {"legend": {"text": "Effective", "classes": "govuk-fieldset__legend--s"}},
        "hint": {"text": "Tick what you saw"},
        "items": [{"value": key, "text": text, "checked": key in values} for key, text in choices],
    }
    if error:
        params["errorMessage"] = {"text": error}
    assert ours == macro("checkboxes", params)


@pytest.mark.parametrize("limit", [0, 500])
@pytest.mark.parametrize("hint", ["", "Own words"])
@pytest.mark.parametrize("error", ["", "Enter a note"])
def test_a_textarea_is_the_macro_s(limit: int, hint: str, error: str):
    value = "<b>seen</b>\nin full"
    ours = partial(
        "textarea",
        id="n",
        name="note",
        label="Note",
        value=value,
        rows=4,
        limit=limit,
        hint=hint,
        error=error,
    )
    params: dict[str, Any] = {
        "id": "n",
        "name": "note",
        "label": {"text": "Note"},
        "value": value,
        "rows": 4,
    }
    if hint:
        params["hint"] = {"text": hint}
    if error:
        params["errorMessage"] = {"text": error}
    if limit:
        assert ours == macro("character-count", {**params, "maxlength": limit})
    else:
        assert ours == macro("textarea", params)


@pytest.mark.parametrize("hint", ["", "As printed"])
@pytest.mark.parametrize("error", ["", "Select a level"])
def test_a_select_is_the_macro_s(hint: str, error: str):
    ours = partial(
        "select", name="l", label="Level", choices=ANSWERS, value="na", hint=hint, error=error
    )
    params: dict[str, Any] = {
        "id": "l",
        "name": "l",
        "label": {"text": "Level"},
        "items": [{"value": key, "text": text, "selected": key == "na"} for key, text in ANSWERS],
    }
    if hint:
        params["hint"] = {"text": hint}
    if error:
        params["errorMessage"] = {"text": error}
    assert ours == macro("select", params)


def test_a_tag_is_the_macro_s():
    assert partial("tag", text="Draft", colour="grey") == macro(
        "tag", {"text": "Draft", "classes": "govuk-tag--grey"}
    )


def test_a_summary_list_is_the_macro_s():
    ours = partial(
        "summary_list",
        rows=[
            {
                "key": "Case",
                "value": "CR-1",
                "href": "/c",
                "action": "Change",
                "action_about": "case",
            },
            {"key": "Post <b>", "value": "Caseworker"},
        ],
        with_actions=True,
    )
    action = {"href": "/c", "text": "Change", "visuallyHiddenText": "case"}
    assert ours == macro(
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "Case"},
                    "value": {"text": "CR-1"},
                    "actions": {"items": [action]},
                },
                {"key": {"text": "Post <b>"}, "value": {"text": "Caseworker"}},
            ]
        },
    )


def test_a_table_is_the_macro_s():
    ours = partial(
        "table",
        caption="Reviews",
        head=[{"text": "Case"}, {"text": "Findings", "numeric": True}],
        rows=[[{"text": "CR-1"}, {"text": "3", "numeric": True}]],
    )
    assert ours == macro(
        "table",
        {
            "caption": "Reviews",
            "captionClasses": "govuk-table__caption--m",
            "head": [{"text": "Case"}, {"text": "Findings", "format": "numeric"}],
            "rows": [[{"text": "CR-1"}, {"text": "3", "format": "numeric"}]],
            "firstCellIsHeader": True,
        },
    )


def test_a_sortable_table_says_by_what_it_is_sorted():
    page = html.fromstring(
        render_to_string(
            "components/table.html",
            {
                "caption": "Cases",
                "sortable": True,
                "head": [{"text": "Case", "sort": "ascending"}, {"text": "Opened"}],
                "rows": [[{"text": "CR-1"}, {"text": "3 May 2026", "sort_value": "20260503"}]],
            },
        )
    )
    assert page.xpath("//th/@aria-sort") == ["ascending", "none"]
    assert page.xpath("//td/@data-sort-value") == ["20260503"]


@pytest.mark.parametrize(
    ("older", "newer"), [("?before=9", ""), ("", "?after=9"), ("?before=9", "?after=20")]
)
def test_pagination_is_the_macro_s(older: str, newer: str):
    params: dict[str, Any] = {}
    if newer:
        params["previous"] = {"href": newer, "text": "Newer"}
    if older:
        params["next"] = {"href": older, "text": "Older"}
    assert partial("pagination", older=older, newer=newer) == macro("pagination", params)


def test_a_single_page_has_no_pagination():
    assert render_to_string("components/pagination.html", {}).strip() == ""


def test_breadcrumbs_are_the_macro_s():
    items = [{"text": "Frameworks", "href": "/f"}, {"text": "Impartial"}]
    ours = partial("breadcrumbs", items=items)
    expected = macro("breadcrumbs", {"items": items})
    assert ours == expected


def test_a_back_link_is_the_macro_s():
    assert partial("back_link", href="/x") == macro("back-link", {"href": "/x", "text": "Back"})


def test_a_warning_is_the_macro_s():
    assert partial("warning", text="Harm") == macro(
        "warning-text", {"text": "Harm", "iconFallbackText": "Warning"}
    )


def test_a_timeline_keeps_the_lines_of_what_was_written_and_escapes_it():
    page = html.fromstring(
        render_to_string(
            "components/timeline.html",
            {
                "items": [
                    {
                        "title": "Reflection",
                        "on": dt.date(2026, 3, 27),
                        "by": "Amira",
                        "text": "One\nTwo\n\n<script>",
                    }
                ]
            },
        )
    )
    assert page.xpath("//time/@datetime") == ["2026-03-27"]
    assert len(page.xpath("//div[contains(@class, 'description')]/p")) == 2
    assert not page.xpath("//script")


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("side_navigation", {"label": "Parts", "items": [{"text": "<i>", "href": "/"}]}),
        ("banner", {"heading": "<i>", "text": "<i>"}),
        ("empty", {"heading": "<i>", "text": "<i>"}),
        ("figures", {"figures": [{"value": 3, "text": "<i>"}]}),
        ("private", {"text": "<i>"}),
    ],
)
def test_what_people_wrote_is_escaped(name: str, context: dict[str, Any]):
    assert "<i>" not in render_to_string(f"components/{name}.html", context)


@pytest.fixture
def nothing_kept():
    macros._kept_html.cache_clear()
    yield
    macros._kept_html.cache_clear()


def test_a_component_in_which_nothing_is_typed_is_made_once(nothing_kept):
    params = {"id": "q", "name": "q", "label": {"text": "Name"}, "value": ""}
    first = component("input", params)
    assert component("input", dict(params)) == first
    assert macros._kept_html.cache_info().hits == 1


@pytest.mark.parametrize(
    ("name", "params"),
    [
        (
            "radios",
            {
                "name": "q",
                "items": [{"value": "y", "text": "Yes", "conditional": {"html": "My words"}}],
            },
        ),
        ("fieldset", {"html": "My words"}),
        (
            "input",
            {"id": "q", "name": "q", "label": {"text": "Name"}, "errorMessage": {"text": "Nia?"}},
        ),
        (
            "select",
            {
                "id": "q",
                "name": "q",
                "label": {"text": "Who"},
                "items": [{"value": str(n), "text": f"Person {n}"} for n in range(61)],
            },
        ),
    ],
)
def test_what_somebody_typed_and_a_long_list_are_not_kept(nothing_kept, name, params):
    component(name, params)
    assert macros._kept_html.cache_info().currsize == 0


def test_a_text_and_the_same_text_as_html_are_two_components(nothing_kept):
    words = "<b>Name</b>"
    made = [
        component("input", {"id": "q", "name": "q", "label": {"html": text}, "value": ""})
        for text in (mark_safe(words), words)
    ]
    assert macros._kept_html.cache_info().currsize == 2
    assert component("input", {"id": "q", "name": "q", "label": {"text": words}}) not in made


@pytest.mark.parametrize("name", ["input", "textarea", "character-count"])
def test_a_value_is_written_into_what_is_kept(nothing_kept, name):
    typed = ["Nia", "<b>\"Ben\" & 'co'</b>", "\ue0000\ue000", "two\nlines"]
    asked = {"id": "q", "name": "q", "label": {"text": "Name"}, "maxlength": 100}
    for value in typed:
        made = macro(name, {**asked, "value": value})
        assert made == shape(
            html.fromstring(str(macros._html(macros._Asked(name, {**asked, "value": value}))))
        )
    assert macros._kept_html.cache_info().currsize == 1


def test_a_date_is_written_into_what_is_kept(nothing_kept):
    for day, month in [("4", "11"), ("40", "<b>"), ("", "12")]:
        items = [{"name": "day", "value": day}, {"name": "month", "value": month}]
        params = {"id": "on", "items": items}
        assert macro("date-input", params) == shape(
            html.fromstring(str(macros._html(macros._Asked("date-input", params))))
        )
    assert macros._kept_html.cache_info().currsize == 2
