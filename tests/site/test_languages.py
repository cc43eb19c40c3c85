"""One language is not translated; every text goes through gettext all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = """
from competency_site.settings import base
print(base.USE_I18N, [code for code, _name in base.LANGUAGES], base.MIDDLEWARE)
"""
PAGE = """
import django
django.setup()
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext
with translation.override("cy"):
    print(gettext("January"), Template("{% load i18n %}{% translate 'Monday' %}").render(Context()))
"""


def told_by(code: str, **environment: str) -> str:
    """Run code in a process of its own: what translates is chosen once a process."""
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


def test_with_one_language_nothing_is_looked_up():
    told = told_by(CODE, LANGUAGES_OFFERED="en-gb")
    assert told.startswith("False ['en-gb']")
    assert "LocaleMiddleware" not in told


def test_a_second_language_turns_translation_on():
    told = told_by(CODE, LANGUAGES_OFFERED="en-gb,cy")
    assert told.startswith("True ['en-gb', 'cy']")
    assert "LocaleMiddleware" in told


@pytest.mark.parametrize(
    ("offered", "told"), [("en-gb", "January Monday\n"), ("en-gb,cy", "Ionawr Dydd Llun\n")]
)
def test_texts_of_python_and_of_templates_follow_the_second_language(offered, told):
    assert told_by(PAGE, LANGUAGES_OFFERED=offered) == told
