"""Small invented frameworks, made as the loader makes the real ones."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

from frameworks.models import Framework, Version
from frameworks.resources.framework_file import FRAMEWORK_FILE
from frameworks.resources.reading import Names
from frameworks.services.adopting import adopt_framework
from frameworks.services.publishing import publish_document

BY = "command:test"

CONTENT: dict[str, Any] = {
    "format": "competency-framework/1",
    "framework": {"code": "example"},
    "version": {
        "number": 1,
        "title": "Example framework",
        "publisher": "Example Publisher",
        "year": "2020",
        "source": "Example Publisher, Example framework",
        "copyright": "© Example Publisher 2020",
        "limits": ["It is no check-list."],
    },
    "introduction": [
        {
            "key": "about",
            "level": 1,
            "heading": "About it",
            "text": ["It has two parts:", "- one", "- another"],
        }
    ],
    "permitted_uses": [
        {"purpose": "development", "permitted": True, "sentence": "It helps people to grow."},
        {
            "purpose": "performance_review",
            "permitted": False,
            "sentence": "It is not intended to be used to assess performance.",
        },
    ],
    "degrees": {
        "words": [
            {"key": "seen", "word": "seen"},
            {"key": "not-yet-seen", "word": "not yet seen"},
        ]
    },
    "core_competencies": [
        {
            "key": "analytical",
            "printed_number": "1",
            "title": "Analytical",
            "sentence": "Looks closely.",
            "stem": "I am...",
            "areas": [
                {
                    "key": "analytical.methodical",
                    "title": "Methodical",
                    "behaviours": [
                        {
                            "kind": "effective",
                            "key": "analytical.methodical.plans",
                            "text": "Plans decisions ahead",
                        },
                        {
                            "kind": "ineffective",
                            "key": "analytical.methodical.rushes",
                            "text": "Rushes a decision",
                        },
                    ],
                },
                {"key": "analytical.curious", "title": "Curious", "text": "Asks why."},
            ],
        }
    ],
    "service_standards": [
        {
            "key": "standard.reasons",
            "core_competencies": ["analytical"],
            "text": "Reasons are given",
        }
    ],
}


def content(**changes: Any) -> dict[str, Any]:
    """Return the content of a small framework file; ``path__to__field=value`` changes one."""
    made = copy.deepcopy(CONTENT)
    for path, value in changes.items():
        *steps, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        place = made
        for step in steps:
            place = place[step]
        place[last] = value
    return made


def written(folder: Path, name: str = "framework.json", **changes: Any) -> Path:
    """Write a small framework file."""
    path = folder / name
    path.write_text(json.dumps(content(**changes), ensure_ascii=False), encoding="utf-8")
    return path


def publish(adopted: bool = True, **changes: Any) -> Version:
    """Publish a small framework; public where it is adopted."""
    names = json.loads(json.dumps(content(**changes)), object_pairs_hook=Names.from_pairs)
    document = FRAMEWORK_FILE.read(names, "")
    framework, _ = Framework.objects.get_or_create(code=document["framework"]["code"])
    version = publish_document(framework=framework, document=document, by=BY)
    if adopted:
        adopt_framework(framework=framework, on=dt.date(2024, 1, 2), by=BY)
        framework.refresh_from_db()
    return version


def publish_with_behaviours(count: int, **changes: Any) -> Version:
    """Publish a framework of as many areas, each with as many behaviours."""
    areas = [
        {
            "key": f"analytical.area-{a}",
            "title": f"Area {a}",
            "behaviours": [
                {
                    "kind": "effective",
                    "key": f"analytical.area-{a}.behaviour-{b}",
                    "text": f"Decides number {b}",
                }
                for b in range(count)
            ],
        }
        for a in range(count)
    ]
    return publish(core_competencies__0__areas=areas, **changes)
