"""A form with one field of every kind, used by the tests of the form pack."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.forms import DateInputField, GovukForm, LongTextField
from core.layout import Button, ButtonGroup, Fieldset, LinkButton, Radios, Text, Textarea

KINDS = [("post", "By post"), ("talk", "In a talk"), ("other", "Another way")]


class EveryFieldForm(GovukForm):
    reference = forms.CharField(label="Case reference", help_text="For example, CR-1042")
    email = forms.EmailField(label="Email address")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    hours = forms.IntegerField(label="Hours a week", required=False)
    note = LongTextField(label="What you saw", max_length=200)
    plain = forms.CharField(label="Address", widget=forms.Textarea, required=False)
    how = forms.ChoiceField(label="How was it given?", choices=KINDS, widget=forms.RadioSelect)
    how_other = forms.CharField(label="Which way", required=False)
    areas = forms.MultipleChoiceField(
        label="Areas",
        choices=[("a", "Impartial"), ("b", "Accountable")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="I have read this")
    on = DateInputField(label="Date of the talk")
    level = forms.ChoiceField(label="Level", choices=[("", "Choose"), ("1", "L1"), ("2", "L2")])
    file = forms.FileField(label="File")
    nonce = forms.CharField(widget=forms.HiddenInput, initial="n-1")

    def __init__(self, *args: Any, today: dt.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].today = today

    def layout(self) -> Layout:
        return Layout(
            Text("reference", width=10),
            "email",
            "password",
            Text("hours", width=2, suffix="hours"),
            Textarea("note", rows=4),
            "plain",
            Radios("how", conditional={"other": "how_other"}, hints={"post": "With a copy kept"}),
            "areas",
            "agreed",
            Fieldset("When and where", "on", "level", "file"),
            ButtonGroup(Button("Save"), LinkButton("Cancel", "/")),
        )
