"""The framework file: its fields, and the rules between them (docs/decisions, fixture format)."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from frameworks.enums import BehaviourKind, Purpose
from frameworks.models import (
    AdaptationReason,
    Area,
    Behaviour,
    CoreCompetency,
    Degree,
    PermittedUse,
    Section,
    ServiceStandard,
    Version,
)

from .reading import FileProblem, Misfit, Names, read_json, shown
from .role_parts import ROLE_FIELDS, check_roles
from .shapes import (
    Choice,
    Flag,
    Key,
    KeyOrNone,
    Many,
    Record,
    Reference,
    Text,
    Whole,
    YesNo,
    text_of,
)

Document = dict[str, Any]

FORMAT = "competency-framework/1"
MOST_REASONS = 10_000
LABELS = (
    "core_competency",
    "core_competencies",
    "area",
    "areas",
    "behaviour",
    "behaviours",
    "effective",
    "ineffective",
    "prerequisite",
    "service_standards",
)

BEHAVIOUR = Record(
    {
        "kind": Choice(BehaviourKind.values),
        "key": Key(),
        "band": KeyOrNone(80),
        "printed_number": text_of(Behaviour, "printed_number"),
        "stem": text_of(Behaviour, "stem"),
        "text": text_of(Behaviour, "text"),
        "note": text_of(Behaviour, "note"),
    }
)
AREA = Record(
    {
        "key": Key(),
        "printed_number": text_of(Area, "printed_number"),
        "title": text_of(Area, "title"),
        "text": text_of(Area, "text"),
        "note": text_of(Area, "note"),
        "behaviours": Many(BEHAVIOUR),
    }
)
CORE_COMPETENCY = Record(
    {
        "key": Key(),
        "printed_number": text_of(CoreCompetency, "printed_number"),
        "title": text_of(CoreCompetency, "title"),
        "sentence": text_of(CoreCompetency, "sentence"),
        "stem": text_of(CoreCompetency, "stem"),
        "note": text_of(CoreCompetency, "note"),
        "areas": Many(AREA, least=1),
    }
)
FRAMEWORK_FILE = Record(
    {
        "format": Choice([FORMAT]),
        "framework": Record({"code": Key(80)}),
        "version": Record(
            {
                "number": Whole(1, 9999),
                "derived_from": Reference(),
                "title": text_of(Version, "title"),
                "publisher": text_of(Version, "publisher"),
                "year": text_of(Version, "year"),
                "source": text_of(Version, "source"),
                "copyright": text_of(Version, "copyright"),
                "summary": text_of(Version, "summary"),
                "labels": Record({name: Text(80, optional=True) for name in LABELS}),
                "limits": Many(Text()),
                "narrative": Flag(),
                "levels_only": Flag(),
                "note": text_of(Version, "note"),
            }
        ),
        "introduction": Many(
            Record(
                {
                    "key": Key(80),
                    "level": Whole(1, 2),
                    "heading": text_of(Section, "heading"),
                    "text": Many(Text()),
                    "note": text_of(Section, "note"),
                }
            )
        ),
        "permitted_uses": Many(
            Record(
                {
                    "purpose": Choice(Purpose.values),
                    "permitted": YesNo(),
                    "sentence": text_of(PermittedUse, "sentence"),
                    "note": text_of(PermittedUse, "note"),
                }
            ),
            least=1,
        ),
        "degrees": Record(
            {
                "note": text_of(Version, "degrees_note"),
                "words": Many(
                    Record(
                        {
                            "key": Key(40),
                            "word": text_of(Degree, "word"),
                            "explanation": text_of(Degree, "explanation"),
                        }
                    ),
                    least=2,
                ),
            }
        ),
        # Why an adapted framework says something else than its original, by the statement's key.
        "adaptations": Many(
            Record({"key": Key(), "reason": text_of(AdaptationReason, "reason")}), most=MOST_REASONS
        ),
        **ROLE_FIELDS,
        "core_competencies": Many(CORE_COMPETENCY, least=1),
        "service_standards": Many(
            Record(
                {
                    "key": Key(),
                    "core_competencies": Many(Key(), least=1),
                    "text": text_of(ServiceStandard, "text"),
                    "note": text_of(ServiceStandard, "note"),
                }
            )
        ),
    }
)


def read_framework_file(path: Path) -> Document:
    """Read and check one framework file.

    Returns its content with every optional field filled in; an empty text or list stands for a
    field that was left out.

    :raises FileProblem: naming the file, the place in it, the value and what was expected.
    """
    try:
        return check_document(read_json(path))
    except Misfit as misfit:
        raise FileProblem(path, misfit) from None


def check_document(value: Any) -> Document:
    """Check a framework document and return it with every optional field filled in.

    :param value: what ``read_json`` gives.
    :raises Misfit: naming the place in it, the value and what was expected.
    """
    document: Document = FRAMEWORK_FILE.read(value, "")
    _check_repeats(document)
    _check_standards(document)
    check_roles(document)
    return document


def read_again(document: Document) -> Any:
    """Return a document as if its file had just been read: what is empty was left out."""
    return json.loads(json.dumps(without_empty(document)), object_pairs_hook=Names.from_pairs)


def digest_of(document: Document) -> str:
    """Return the SHA-256 of a document's canonical form.

    Fields that were left out do not count, so that a field added to the format later leaves the
    digests of earlier files as they are.
    """
    canonical = json.dumps(
        without_empty(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def without_empty(value: Any) -> Any:
    """Return a document without the fields that say nothing, as a file would leave them out."""
    if isinstance(value, dict):
        kept = {name: without_empty(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in (None, "", [], {})}
    if isinstance(value, list):
        return [without_empty(part) for part in value]
    return value


def _keyed(document: Document) -> Iterator[tuple[str, str]]:
    """Walk the places and keys of every statement of a document."""
    for s, section in enumerate(document["introduction"]):
        yield f"introduction[{s}].key", section["key"]
    for c, competency in enumerate(document["core_competencies"]):
        place = f"core_competencies[{c}]"
        yield f"{place}.key", competency["key"]
        for a, area in enumerate(competency["areas"]):
            yield f"{place}.areas[{a}].key", area["key"]
            for b, behaviour in enumerate(area["behaviours"]):
                yield f"{place}.areas[{a}].behaviours[{b}].key", behaviour["key"]
    for s, standard in enumerate(document["service_standards"]):
        yield f"service_standards[{s}].key", standard["key"]
    for t, text in enumerate(document["level_texts"]):
        yield f"level_texts[{t}].key", text["key"]
    for p, profile in enumerate(document["role_profiles"]):
        yield f"role_profiles[{p}].key", profile["key"]


def _check_repeats(document: Document) -> None:
    words = document["degrees"]["words"]
    lists = [
        list(_keyed(document)),
        [(f"adaptations[{i}].key", one["key"]) for i, one in enumerate(document["adaptations"])],
        [(f"degrees.words[{i}].key", degree["key"]) for i, degree in enumerate(words)],
        [(f"degrees.words[{i}].word", degree["word"].lower()) for i, degree in enumerate(words)],
        [
            (f"permitted_uses[{i}].purpose", use["purpose"])
            for i, use in enumerate(document["permitted_uses"])
        ],
    ]
    for places in lists:
        first: dict[str, str] = {}
        for path, key in places:
            if key in first:
                expected = _("it only once; it stands at %s already") % first[key]
                raise Misfit(path, shown(key), expected)
            first[key] = path


def _check_standards(document: Document) -> None:
    known = [competency["key"] for competency in document["core_competencies"]]
    for s, standard in enumerate(document["service_standards"]):
        for c, key in enumerate(standard["core_competencies"]):
            path = f"service_standards[{s}].core_competencies[{c}]"
            if key not in known:
                expected = _("the key of a core competency: %s") % ", ".join(known)
                raise Misfit(path, shown(key), expected)
            if key in standard["core_competencies"][:c]:
                raise Misfit(path, shown(key), _("it only once"))
