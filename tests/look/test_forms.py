import datetime as dt

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from lxml import html

from core.error_summary import error_list, input_id, render_error_summary
from core.errors import DomainError
from core.forms import DateInputField, GovukForm, LongTextField
from tests.look.sample import EveryFieldForm

TODAY = dt.date(2026, 11, 22)


def rendered(form: forms.Form) -> html.HtmlElement:
    summary = str(render_error_summary(form))
    return html.fromstring(f"<main>{summary}{render_crispy_form(form)}</main>")


def by_id(page: html.HtmlElement, name: str) -> html.HtmlElement:
    found = page.xpath(f"//*[@id='{name}']")
    assert len(found) == 1, f"{len(found)} elements with id {name}"
    return found[0]


def empty_form() -> EveryFieldForm:
    return EveryFieldForm({}, {}, today=TODAY)


def test_every_line_of_the_error_summary_leads_to_an_input_that_takes_focus():
    page = rendered(empty_form())
    links = page.xpath("//div[@class='govuk-error-summary']//a/@href")
    assert len(links) == 10
    for href in links:
        target = by_id(page, href.removeprefix("#"))
        assert target.tag in ("input", "textarea", "select")
        assert target.get("type") != "hidden"


def test_the_error_of_radios_leads_to_the_first_one():
    page = rendered(empty_form())
    assert by_id(page, "id_how").get("value") == "post"


def test_the_error_of_a_date_leads_to_the_part_that_is_wrong():
    form = EveryFieldForm({"on-day": "3", "on-month": "13", "on-year": "2026"}, today=TODAY)
    assert input_id(form["on"]) == "id_on-month"
    page = rendered(form)
    wrong = page.xpath("//input[contains(@class, 'govuk-input--error')]/@id")
    assert "id_on-month" in wrong
    assert "id_on-day" not in wrong
    assert "id_on-year" not in wrong


def test_every_input_has_a_label_and_every_group_a_legend():
    page = rendered(EveryFieldForm())
    for field in page.xpath("//input[not(@type='hidden')]|//textarea|//select"):
        assert page.xpath(f"//label[@for='{field.get('id')}']"), field.get("id")
    for group in page.xpath("//fieldset"):
        assert group.xpath("./legend")


def test_ids_are_unique_and_descriptions_exist():
    page = rendered(empty_form())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for described in page.xpath("//@aria-describedby"):
        for name in described.split():
            assert name in ids


def test_what_was_typed_is_kept_but_never_a_password():
    form = EveryFieldForm(
        {"reference": "<b>1</b>", "password": "secret words", "how": "other", "note": "Seen"}
    )
    page = rendered(form)
    assert by_id(page, "id_reference").get("value") == "<b>1</b>"
    assert by_id(page, "id_password").get("value") is None
    assert by_id(page, "id_how-3").get("checked") is not None
    assert by_id(page, "id_note").text.strip() == "Seen"


def test_a_hidden_field_is_rendered_once():
    page = rendered(EveryFieldForm())
    assert len(page.xpath("//input[@type='hidden'][@name='nonce']")) == 1


def test_a_field_shown_only_for_a_choice_is_not_marked_optional():
    page = rendered(EveryFieldForm())
    label = page.xpath("//label[@for='id_how_other']")[0]
    assert label.text_content().strip() == "Which way"
    assert page.xpath("//label[@for='id_plain']")[0].text_content().strip() == "Address (optional)"


def test_an_empty_field_is_named_in_its_error():
    form = empty_form()
    assert [line["text"] for line in error_list(form)] == [
        "Enter case reference",
        "Enter email address",
        "Enter password",
        "Enter what you saw",
        "Answer the question “How was it given?”",
        "Select areas",
        "Tick the box “I have read this”",
        "Enter date of the talk",
        "Select level",
        "Select file",
        "Enter nonce",
    ]


def test_a_refusal_by_a_service_stands_beside_its_field():
    form = EveryFieldForm({}, {})
    form.full_clean()
    form.add_domain_error(DomainError("The case is closed.", field="reference"))
    form.add_domain_error(DomainError("Somebody held this case.", field="no_such_field"))
    assert "The case is closed." in form.errors["reference"]
    assert form.non_field_errors() == ["Somebody held this case."]
    assert "Somebody held this case." in str(render_error_summary(form))


def test_a_form_without_errors_has_no_summary():
    assert render_error_summary(EveryFieldForm()) == ""


class DayForm(GovukForm):
    on = DateInputField(label="Date of the talk")


def day(day_: str, month: str, year: str, **limits: dt.date) -> DayForm:
    form = DayForm({"on-day": day_, "on-month": month, "on-year": year})
    for name, limit in limits.items():
        setattr(form.fields["on"], name, limit)
    return form


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MARCH"])
def test_a_month_may_be_a_number_or_a_name(month: str):
    form = day("27", month, "2026")
    assert form.is_valid()
    assert form.cleaned_data["on"] == dt.date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "part", "sentence"),
    [
        (("", "", ""), "day", "Enter date of the talk"),
        (("", "3", "2026"), "day", "Date of the talk must include a day"),
        (("27", "", ""), "month", "Date of the talk must include a month and year"),
        (("31", "2", "2026"), "day", "Date of the talk must be a real date, like 27 3 2026"),
        (("1", "0", "2026"), "month", "Date of the talk must be a real date, like 27 3 2026"),
        (("1", "ma", "2026"), "month", "Date of the talk must be a real date, like 27 3 2026"),
        (("x", "3", "2026"), "day", "Date of the talk must be a real date, like 27 3 2026"),
        (("1", "3", "26"), "year", "The year of date of the talk must be 4 numbers, like 2026"),
        (("²", "3", "2026"), "day", "Date of the talk must be a real date, like 27 3 2026"),
        (("1", "3", "٢٠٢٦"), "year", "Date of the talk must be a real date, like 27 3 2026"),
    ],
)
def test_what_is_no_date_is_said_in_a_sentence(typed: tuple, part: str, sentence: str):
    form = day(*typed)
    assert form.errors["on"] == [sentence]
    assert input_id(form["on"]) == f"id_on-{part}"


def test_a_date_outside_its_limits_is_refused():
    late = day("23", "11", "2026", today=TODAY)
    assert late.errors["on"] == ["Date of the talk must be today or in the past"]
    early = day("1", "1", "2020", earliest=dt.date(2024, 5, 1))
    assert early.errors["on"] == ["Date of the talk must be on or after 1 May 2024"]
    after = day("1", "1", "2027", latest=dt.date(2026, 12, 31))
    assert after.errors["on"] == ["Date of the talk must be on or before 31 December 2026"]


def test_a_date_given_whole_is_read_too():
    assert DayForm({"on": "2026-03-27"}).is_valid()


def test_a_stored_date_fills_the_three_boxes():
    page = rendered(DayForm(initial={"on": dt.date(2026, 3, 27)}))
    boxes = [by_id(page, f"id_on-{part}").get("value") for part in ("day", "month", "year")]
    assert boxes == ["27", "3", "2026"]


def test_a_line_break_counts_as_one_character():
    class NoteForm(GovukForm):
        note = LongTextField(label="Note", max_length=5)

    form = NoteForm({"note": "ab\r\ncd"})
    assert form.is_valid()
    assert form.cleaned_data["note"] == "ab\ncd"


def test_grouped_choices_are_parted_by_their_names():
    class GroupedForm(GovukForm):
        area = forms.ChoiceField(
            label="Area",
            choices=[("One", [("1", "First")]), ("Two", [("2", "Second")])],
            widget=forms.RadioSelect,
        )

    page = rendered(GroupedForm())
    dividers = page.xpath("//div[@class='govuk-radios__divider']")
    assert [item.text_content() for item in dividers] == ["One", "Two"]


def test_a_field_that_the_form_does_not_have_is_an_error():
    class WrongForm(GovukForm):
        name = forms.CharField()

        def layout(self):
            return super().layout().__class__("no_such")

    with pytest.raises(Exception, match="no_such"):
        render_crispy_form(WrongForm())
