"""What supervision holds about whom (core.classification)."""

from core.classification import identity, none, work

PERSONAL_DATA = {
    "PlanItem": {
        "id": none(),
        "person": identity("person"),
        "text": work("person", free_text=True),
        "area": work("person"),
        "finding": work("person"),
        "by_when": work("person"),
        "created_at": work("person"),
        "done_on": work("person"),
        "version": none(),
    },
}
