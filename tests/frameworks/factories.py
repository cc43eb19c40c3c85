"""Small invented frameworks, made as the loader makes the real ones."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

from frameworks.models import Framework, Version, VersionInUse
from frameworks.resources.framework_file import FRAMEWORK_FILE
from frameworks.resources.reading import Names
from frameworks.services.adopting import adopt_framework
from frameworks.services.publishing import publish_document

BY = "command:test"
ADOPTED_ON = dt.date(2024, 1, 2)

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


ROLES: dict[str, Any] = {
    "role_levels": [
        {"key": "l1", "title": "L1", "grade": "Grade 2", "rank": 1},
        {"key": "l2", "title": "L2", "grade": "Grade 3", "rank": 2},
        {"key": "leader", "title": "Team Leader", "rank": 3},
    ],
    "bands": [
        {"key": "l1", "title": "Level 1", "levels": ["l1"]},
        {"key": "l1-2", "title": "Level 1-2", "levels": ["l1", "l2"]},
        {"key": "l2", "title": "Level 2 (in addition)", "levels": ["l2"], "in_addition": True},
        {"key": "leader", "title": "Leader (in addition)", "levels": ["leader"],
         "in_addition": True},
    ],
    "level_texts": [
        {"key": "purpose", "sort": "role_purpose", "text": ["Helps people.", "Every day."]},
        {"key": "experience.some", "sort": "experience", "band": "l1-2", "text": ["Some"]},
        {"key": "experience.lead", "sort": "experience", "band": "leader", "text": ["Leading"]},
        {"key": "account.assist", "sort": "accountability", "band": "l1", "text": ["Assists"]},
        {"key": "account.share", "sort": "accountability", "band": "l2", "text": ["Shares"]},
        {"key": "account.lead", "sort": "accountability", "band": "leader", "text": ["Leads"]},
        {"key": "statement.one", "sort": "competency_statement", "band": "l1", "alternative": 1,
         "text": ["Straightforward tasks for one service"]},
    ],
    "role_profiles": [
        {"key": "profile.leader", "title": "Team Leader", "dated": "undated",
         "role_level": "leader", "facts": [{"label": "Reports to", "text": "The head"}],
         "sections": [
             {"key": "purpose", "level": 1, "heading": "Purpose", "text": ["To lead.", "- well"]},
             {"key": "skills", "level": 2, "heading": "Skills", "core_competency": "analytical"},
         ]},
    ],
    "progression": [
        {"role_level": "l1", "alternatives": [
            [{"kind": "straightforward", "scope": "tasks", "service_areas": 1, "other": True,
              "text": "statement.one"}]]},
    ],
    "adaptations": [{"key": "analytical.methodical.plans", "reason": "We plan together."}],
    "replacements": [
        {"old": "analytical.old", "new": "analytical.curious", "reason": "It was split."}
    ],
}  # fmt: skip


def content(**changes: Any) -> dict[str, Any]:
    """Return the content of a small framework file; ``path__to__field=value`` changes one."""
    made = copy.deepcopy(CONTENT)
    for path, value in changes.items():
        *steps, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        place = made
        for step in steps:
            place = place[step]
        place[last] = copy.deepcopy(value)
    return made


def written(folder: Path, name: str = "framework.json", **changes: Any) -> Path:
    """Write a small framework file."""
    path = folder / name
    path.write_text(json.dumps(content(**changes), ensure_ascii=False), encoding="utf-8")
    return path


def publish(adopted: bool = True, **changes: Any) -> Version:
    """Publish a small framework; where it is adopted it is public, and people record under it."""
    names = json.loads(json.dumps(content(**changes)), object_pairs_hook=Names.from_pairs)
    document = FRAMEWORK_FILE.read(names, "")
    framework, _ = Framework.objects.get_or_create(code=document["framework"]["code"])
    version = publish_document(framework=framework, document=document, by=BY)
    if adopted:
        if not adopt_framework(framework=framework, on=ADOPTED_ON, by=BY):
            VersionInUse.objects.create(version=version, from_on=ADOPTED_ON)
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
