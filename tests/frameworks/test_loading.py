"""Framework files are read under limits, compared, and loaded whole or not at all."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import AuditEvent
from frameworks.models import Behaviour, Framework, SearchEntry, Version
from frameworks.resources.framework_file import digest_of, read_framework_file
from frameworks.resources.reading import MOST_BYTES, FileProblem
from frameworks.services.comparing import document_of
from frameworks.services.loading import load_frameworks

from .conftest import FIXTURE
from .factories import BY, content, publish, written

EXPECTED_ONCE = "Nothing was loaded."


def refusal(*paths: Path) -> str:
    """Load files that must be refused; return the one message."""
    before = Version.objects.count(), SearchEntry.objects.count(), AuditEvent.objects.count()
    with pytest.raises(FileProblem) as refused:
        load_frameworks(paths=paths, by=BY)
    after = Version.objects.count(), SearchEntry.objects.count(), AuditEvent.objects.count()
    assert before == after, "something was loaded"
    message = refused.value.message
    assert message.endswith(EXPECTED_ONCE)
    return message


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"core_competencies__0__areas__0__behaviours__1__kind": "helpful"},
            'core_competencies[0].areas[0].behaviours[1].kind: found "helpful", expected one of'
            ' "effective", "ineffective", "prerequisite"',
        ),
        (
            {"core_competencies__0__areas__1__key": "analytical.methodical"},
            'core_competencies[0].areas[1].key: found "analytical.methodical", expected it only'
            " once; it stands at core_competencies[0].areas[0].key already",
        ),
        (
            {"service_standards__0__core_competencies": ["impactful"]},
            'service_standards[0].core_competencies[0]: found "impactful", expected the key of a'
            " core competency: analytical",
        ),
        (
            {"permitted_uses__1__purpose": "development"},
            'permitted_uses[1].purpose: found "development", expected it only once',
        ),
        (
            {"degrees__words__1__word": "Seen"},
            'degrees.words[1].word: found "seen", expected it only once',
        ),
        (
            {"version__number": "1"},
            'version.number: found "1", expected a whole number from 1 to 9999',
        ),
        (
            {"version__number": True},
            "version.number: found true, expected a whole number from 1 to 9999",
        ),
        (
            {"version__subtitle": "x"},
            'version: found the field "subtitle", expected only the fields number, derived_from',
        ),
        (
            {"version__title": "x" * 201},
            "expected at most 200 characters",
        ),
        (
            {"version__title": " Example"},
            'version.title: found " Example", expected one line of text',
        ),
        (
            {"version__title": "Exa\ud800mple"},
            'version.title: found "Exa\\ud800mple", expected one line of text',
        ),
        (
            {"version__title": "Exa\x00mple"},
            'version.title: found "Exa\\u0000mple", expected one line of text',
        ),
        (
            {"framework__code": "An Example"},
            'framework.code: found "An Example", expected a key of small letters',
        ),
        (
            {"version__derived_from": "nothing-here/1"},
            'version.derived_from: found "nothing-here/1", expected a published version of',
        ),
        (
            {"version__derived_from": "example/1"},
            'version.derived_from: found "example/1", expected a published version of another',
        ),
        (
            {"version__derived_from": "nothing here"},
            'version.derived_from: found "nothing here", expected a framework’s code and a number',
        ),
        ({"core_competencies": []}, "core_competencies: found 0 items, expected 1 to 500 items"),
        ({"core_competencies": {}}, "core_competencies: found an object, expected a list"),
        ({"version": []}, "version: found a list, expected an object"),
        (
            {"core_competencies__0__areas__0__behaviours": [[[["deep"]]]]},
            "core_competencies[0].areas[0].behaviours[0]: found a list, expected an object",
        ),
        ({"format": "2"}, 'format: found "2", expected one of "competency-framework/1"'),
    ],
)
def test_odd_value_is_told_with_its_place(db, tmp_path, changes, told):
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(content(**changes)), encoding="utf-8")
    assert refusal(path).startswith(f"{path}: ")
    assert told in refusal(path)


def test_missing_field_is_told_with_its_place(db, tmp_path):
    made = content()
    del made["core_competencies"][0]["areas"][0]["behaviours"][0]["text"]
    path = tmp_path / "short.json"
    path.write_text(json.dumps(made))
    assert (
        "core_competencies[0].areas[0].behaviours[0].text: found nothing, expected this field"
        in refusal(path)
    )


def test_field_said_twice_is_refused(db, tmp_path):
    text = json.dumps(content()).replace('"number": 1', '"number": 1, "number": 2')
    path = tmp_path / "twice.json"
    path.write_text(text)
    assert 'version: found the field "number" twice, expected it once' in refusal(path)


@pytest.mark.parametrize(
    ("bytes_", "told"),
    [
        (b'{"format": "caf\xe9"}', "found byte 0xe9 at position 15, expected text in UTF-8"),
        (b"", "line 1, column 1: found the end, expected JSON"),
        (b'{"format": }', 'line 1, column 12: found "}", expected JSON'),
        (b"\xef\xbb\xbf{}", "expected JSON"),
        (b"[" * 100_000, "found lists or objects nested too deep, expected a framework file"),
        (b'{"a":' * 50_000, "found lists or objects nested too deep, expected a framework file"),
        (b'{"format": NaN}', "found NaN, expected a number that JSON knows"),
        (b'{"format": ' + b"9" * 5000 + b"}", "found a number with too many digits"),
        (b"[]", "the file: found a list, expected an object"),
        (b"{}", "format: found nothing, expected this field"),
    ],
    ids=["latin-1", "empty", "broken", "bom", "lists", "objects", "nan", "digits", "list", "bare"],
)
def test_file_that_is_no_framework_file_is_refused(db, tmp_path, bytes_, told):
    path = tmp_path / "odd.json"
    path.write_bytes(bytes_)
    assert told in refusal(path)


def test_file_of_50_mb_is_refused_unread(db, tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert f"found {50 * 1024 * 1024} bytes, expected at most {MOST_BYTES} bytes" in refusal(path)


def test_file_that_is_not_there_is_refused(db, tmp_path):
    assert "found no such file, expected a JSON file" in refusal(tmp_path / "nowhere.json")
    assert "found no such file, expected a JSON file" in refusal(tmp_path)


def test_text_changed_in_a_published_version_is_refused(db, tmp_path):
    publish()
    path = written(
        tmp_path, core_competencies__0__areas__0__behaviours__0__text="Plans decisions at once"
    )
    assert (
        'core_competencies[0].areas[0].behaviours[0].text: found "Plans decisions at once",'
        ' expected "Plans decisions ahead", as published' in refusal(path)
    )


def test_text_taken_from_a_published_version_is_refused(db, tmp_path):
    publish()
    path = written(tmp_path, service_standards=[])
    assert "service_standards: found 0 items, expected 1 items, as published" in refusal(path)


def test_change_of_an_original_is_refused(db, tmp_path):
    publish()
    publish(framework__code="other")
    path = written(tmp_path, version__derived_from="other/1")
    assert 'version.derived_from: found "other/1", expected ""' in refusal(path)


def test_number_below_the_published_one_is_refused(db, tmp_path):
    publish(version__number=3)
    path = written(tmp_path, version__number=2)
    assert "version.number: found 2, expected a published number, or one above 3" in refusal(path)


def test_file_that_is_published_just_so_changes_nothing(db, tmp_path):
    path = written(tmp_path)
    first = load_frameworks(paths=[path], by=BY)[0]
    events = AuditEvent.objects.count()
    second = load_frameworks(paths=[path, path], by=BY)
    assert first.published_now
    assert [loaded.published_now for loaded in second] == [False, False]
    assert AuditEvent.objects.count() == events


def test_what_is_stored_says_what_the_file_says(ombudsman):
    document = read_framework_file(FIXTURE)
    assert document_of(ombudsman) == document
    assert ombudsman.digest == digest_of(document)


def test_new_number_is_a_new_version_and_the_old_one_stays(db, tmp_path):
    old = publish()
    path = written(
        tmp_path,
        version__number=2,
        core_competencies__0__areas__0__behaviours__0__text="Plans decisions at once",
    )
    new = load_frameworks(paths=[path], by=BY)[0].version
    assert Behaviour.objects.get(version=old, key="analytical.methodical.plans").text == (
        "Plans decisions ahead"
    )
    assert Behaviour.objects.get(version=new, key="analytical.methodical.plans").text == (
        "Plans decisions at once"
    )
    assert Version.objects.of("example") == new
    assert list(Version.objects.current()) == [old], "it is not in use yet"


def test_one_bad_file_keeps_the_good_ones_out(db, tmp_path):
    good = written(tmp_path, "good.json")
    clash = written(tmp_path, "clash.json", version__title="Another title")
    assert 'version.title: found "Another title", expected "Example framework"' in refusal(
        good, clash
    )
    assert not Framework.objects.exists()


def test_derived_framework_names_its_original(db, tmp_path):
    original = written(tmp_path, "original.json")
    adapted = written(
        tmp_path, "adapted.json", framework__code="ours", version__derived_from="example/1"
    )
    loaded = load_frameworks(paths=[original, adapted], by=BY)
    assert loaded[1].version.derived_from == loaded[0].version


def test_publishing_leaves_one_event(db, tmp_path):
    version = load_frameworks(paths=[written(tmp_path)], by=BY)[0].version
    event = AuditEvent.objects.get(act="framework.published")
    assert (event.actor_key, event.record_key) == (BY, f"frameworks.version:{version.pk}")
    assert event.detail.data["framework"] == "example"
    assert event.detail.data["digest"] == version.digest


def run(*args: object) -> str:
    out = StringIO()
    call_command("load_framework", *map(str, args), stdout=out)
    return out.getvalue()


def test_command_says_what_it_did_and_then_that_there_is_nothing_to_do(db):
    assert "6 core competencies, 23 areas, 150 behaviours, 14 service standards." in run(FIXTURE)
    assert "nothing to do" in run(FIXTURE)


def test_command_that_only_checks_changes_nothing(db, tmp_path):
    path = written(tmp_path)
    assert "Checked only: nothing was changed." in run("--check", "--adopt", path)
    assert not Framework.objects.exists()
    assert not AuditEvent.objects.exists()


def test_command_adopts_once(db, tmp_path):
    path = written(tmp_path)
    assert "example is now in use" in run("--adopt", path)
    assert "now in use" not in run("--adopt", path)
    assert AuditEvent.objects.filter(act="framework.adopted").count() == 1


def test_command_refuses_in_one_message(db, tmp_path):
    with pytest.raises(CommandError, match="found no such file"):
        run(tmp_path / "nowhere.json")


def test_two_loads_at_once_publish_one_version(committed_db, tmp_path):
    path = written(tmp_path)

    def load(_number: int) -> bool:
        try:
            return load_frameworks(paths=[path], by=BY)[0].published_now
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(load, range(4)))
    assert sorted(outcomes) == [False, False, False, True]
    assert Version.objects.count() == 1
