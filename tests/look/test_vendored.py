"""What is copied from the design systems is whole, and nothing of it belongs to GOV.UK alone."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

VENDOR = Path(settings.ROOT) / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "versions.json").read_text())
FILES = {
    name: digest for package in PACKAGES.values() for name, digest in package["sha256"].items()
}


def test_the_versions_are_those_that_the_macros_reproduce():
    versions = {name: package["version"] for name, package in PACKAGES.items()}
    assert versions["govuk-frontend"] == "6.3.0"
    assert versions["@ministryofjustice/frontend"] == "11.1.0"


def test_every_file_is_as_the_script_wrote_it():
    here = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "versions.json"
    }
    assert here == FILES


def test_each_package_has_its_licence():
    for folder in {name.split("/")[0] for name in FILES}:
        assert "MIT License" in (VENDOR / folder / "LICENCE").read_text()


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith("LICENCE")])
def test_nothing_restricted_is_copied(name: str):
    assert not re.search(r"crest|crown|font|logotype", name)
    text = (VENDOR / name).read_text()
    if name.endswith(".css"):
        assert not re.search(r"GDS Transport|@font-face|crest|crown", text, re.IGNORECASE)
        assert not re.search(r"url\((?!images/)", text)
    assert "sourceMappingURL" not in text


def test_static_files_can_be_collected_with_the_hash_of_their_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "competency_site.storage.StaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    script = (tmp_path / manifest["js/app.js"]).read_text()
    for imported in re.findall(r'from "([^"]+)"', script):
        assert (tmp_path / "js" / imported).resolve().is_file(), imported
        assert imported.rsplit("/", 1)[1] in {Path(path).name for path in manifest.values()}
