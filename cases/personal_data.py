"""What the register of cases holds about whom (core.classification). No client is named."""

from core.classification import NOT_PERSONAL, identity, none, sensitive, work

PERSONAL_DATA = {
    "ServiceArea": NOT_PERSONAL,
    "CaseFile": NOT_PERSONAL,
    "Holding": {
        "id": none(),
        "case_file": work("user"),
        "user": identity("user"),
        "part": work("user"),
        "from_on": work("user"),
        "to_on": work("user"),
    },
    "Conflict": {
        "id": none(),
        "user": identity("user"),
        "reference": sensitive("user"),
        "reference_key": sensitive("user"),
        "service_area": sensitive("user"),
        "from_on": sensitive("user"),
        "to_on": sensitive("user"),
    },
    "HoldingAction": {
        "id": none(),
        "case_file": work("told"),
        "kind": work("told"),
        "fact": work("told", by="opened_by", free_text=True),
        "step": work("told", by="opened_by", free_text=True),
        "time_limit_on": work("told"),
        "opened_by": identity("opened_by"),
        "opened_at": work("opened_by"),
        "known_on": work("opened_by"),
        "told": identity("told"),
        "closed_by": identity("closed_by"),
        "closed_at": work("closed_by"),
    },
    "HoldingActionAnswer": {
        "id": none(),
        "holding_action": work("holding_action__told"),
        "about": work("holding_action__told"),
        "text": work("holding_action__told", by="by", free_text=True),
        "by": identity("by"),
        "at": work("by"),
    },
    "HoldingPolicy": {
        "id": none(),
        "kind": none(),
        "title": none(),
        "href": none(),
        "changed_by": identity("changed_by"),
        "changed_at": work("changed_by"),
    },
}
