"""The demonstration's own framework: the first one, adapted in two places, each with its reason."""

import datetime as dt

from competency_site.demo.accounts import ORGANISATION
from competency_site.demo.organisation import Cast
from competency_site.demo.work import FRAMEWORK
from frameworks.models import Version
from frameworks.parts import BEHAVIOUR, mark_of, stated_by
from frameworks.services.drafting import derive_framework
from frameworks.services.parts import add_part, reword_part
from frameworks.services.publishing import publish_draft
from frameworks.statements import statements_of

ADMIN = "frameworks"
TITLE = "Casework competencies, adapted for our advisers"
REWORDED = (
    "Carries out tasks systematically",
    "Works through each case step by step, and notes in the case file what comes next",
    "Our files change hands often, so that the next step has to stand in the file itself.",
)
ADDED = (
    "Says at the start what we can and cannot do, and by when",
    "Clients told us that they did not know what to expect from us.",
)
WITH_WHOM = "impactful.clear"


def adapt_framework(made: Cast, on: dt.date) -> None:
    """Derive a framework, reword one behaviour, add another, and publish it."""
    original = Version.objects.of(FRAMEWORK)
    if original is None:
        return
    by = made.people[ADMIN]
    draft = derive_framework(original=original, title=TITLE, publisher=ORGANISATION, on=on, by=by)
    words, ours, why = REWORDED
    row = BEHAVIOUR.rows(draft).get(text=words)
    reword_part(
        draft=draft,
        sort=BEHAVIOUR,
        key=row.key,
        stated=stated_by(BEHAVIOUR, row) | {"text": ours},
        seen=mark_of(BEHAVIOUR, row),
        reason=why,
        by=by,
    )
    words, why = ADDED
    stated = {
        "kind": "effective",
        "text": words,
        "stem": "",
        "printed_number": "",
        "note": "",
        "parent": WITH_WHOM,
        "band": "",
    }
    add_part(draft=draft, sort=BEHAVIOUR, stated=stated, reason=why, by=by)
    publish_draft(draft=draft, seen=statements_of(draft).mark, by=by)
