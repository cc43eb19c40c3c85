"""What supervision holds about whom (core.classification)."""

from core.classification import identity, none, opinion, sensitive, work

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
    "CapabilitySheet": {
        "id": none(),
        "person": identity("person"),
        "supervisor": identity("supervisor"),
        "version": none(),
        "role_level": work("person"),
        "opened_at": work("person"),
        "bears": sensitive("person"),
        "bearing": sensitive("person", free_text=True),
        "help_agreed": work("person", free_text=True),
        "next_on": work("person"),
        "revision": none(),
        "closed_at": work("person"),
    },
    "CapabilityArea": {
        "id": none(),
        "sheet": work("sheet__person"),
        "area": work("sheet__person"),
    },
    "CapabilityWords": {
        "id": none(),
        "sheet": work("sheet__person"),
        "by": identity("by"),
        "text": opinion("sheet__person", by="by"),
        "at": work("by"),
    },
    "CapabilitySignature": {
        "id": none(),
        "sheet": work("sheet__person"),
        "revision": none(),
        "by": identity("by"),
        "signed": work("by"),
        "note": opinion("sheet__person", by="by"),
        "at": work("by"),
    },
    "CapabilityHandOn": {
        "id": none(),
        "sheet": work("sheet__person"),
        "before": identity("before"),
        "after": identity("after"),
        "at": work("sheet__person"),
    },
    "CapabilityReading": {
        "id": none(),
        "sheet": work("sheet__person"),
        "by": identity("by"),
        "reason": opinion("sheet__person", by="by"),
        "at": work("by"),
    },
}
