import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from competency_site import colour, views


def test_a_missing_page_and_a_hidden_one_have_the_same_body(organisation, supervisor, sign_in):
    client = sign_in(supervisor)
    missing = client.get("/no-such-page/")
    hidden = client.get("/cases/999999/")
    assert (missing.status_code, hidden.status_code) == (404, 404)

    def body(response):
        return response.content.decode().split("<main", 1)[1].split("</main>")[0]

    assert body(missing) == body(hidden)


def test_a_refusal_says_why(organisation, supervisor, scope_of, rf: RequestFactory):
    request = rf.get("/")
    request.user = supervisor
    request.scope = scope_of(supervisor)
    response = views.permission_denied(request, PermissionDenied("The review is not yours."))
    assert response.status_code == 403
    assert "The review is not yours." in response.content.decode()


def test_an_unknown_host_gets_a_page_without_database_or_user(settings):
    settings.ALLOWED_HOSTS = ["ours.example"]
    response = Client(HTTP_HOST="theirs.example").get("/")
    assert response.status_code == 400
    assert "We could not read that request" in response.content.decode()


def test_a_form_of_too_many_fields_is_told_so(organisation, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    response = Client().post("/account/sign-in/", {str(number): "x" for number in range(9)})
    assert response.status_code == 413
    assert "too much to send" in response.content.decode()


def test_a_fault_of_ours_is_told_without_asking_the_database(rf: RequestFactory):
    response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "there is a problem" in response.content.decode()


def test_health_answers(db):
    response = Client().get("/health/")
    assert json.loads(response.content) == {"status": "ok"}
    assert response["Cache-Control"] == "no-store"


def test_health_can_only_be_asked(db):
    assert Client().post("/health/").status_code == 405


def test_the_colour_of_the_organisation_is_a_stylesheet_that_may_be_kept(organisation):
    organisation.colour = "#7a1f5c"
    organisation.save()
    response = Client().get("/theme.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "max-age=31536000" in response["Cache-Control"]
    assert "--govuk-brand-colour:#7a1f5c" in response.content.decode()


@pytest.mark.parametrize("bad", ["", "red", "#12", "#12345g", "#123456;}body{display:none"])
def test_what_is_no_colour_never_reaches_the_stylesheet(bad: str):
    assert colour.theme_css(bad) == colour.theme_css(colour.DEFAULT)


@pytest.mark.parametrize(
    "brand", ["#000000", "#ffffff", "#ffdd00", "#1d4f7c", "#767676", "#777777"]
)
def test_text_and_lines_of_the_organisation_s_colour_can_be_read(brand: str):
    css = colour.theme_css(brand)
    text = css.split("--app-on-brand-colour:")[1][:7]
    line = css.split("--app-brand-line-colour:")[1][:7]
    assert colour.contrast(brand, text) >= 4.5
    assert colour.contrast(line, "#ffffff") >= 3


def test_contrast_is_that_of_the_guidelines():
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_a_page_names_its_service_and_organisation_and_no_person(organisation, supervisor, sign_in):
    page = sign_in(supervisor).get("/").content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert title == f"Home – Casework competencies – {organisation.name}"


def test_no_page_has_a_style_or_script_of_its_own():
    for path in (Path(settings.ROOT) / "templates").rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick" not in text, path
        assert "<script>" not in text, path


def test_settings_for_production_pass_the_deploy_check(tmp_path):
    environment = {
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "competency_site.settings.production",
        "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ALLOWED_HOSTS": "competencies.example",
        "COMPETENCY_VAR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_session_can_be_kept_going(organisation, supervisor, sign_in):
    assert sign_in(supervisor).get("/session/").status_code == 204
