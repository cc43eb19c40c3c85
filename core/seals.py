"""What a seal is made of, and what is wrong where events no longer match theirs."""

import hashlib
from collections.abc import Iterator

MARK = 16


def mark(event_id: int, line: bytes) -> bytes:
    """Return the mark of one event in its seal: its id and the start of its hash.

    The seal's digest proves that something changed; the marks say which event it was.
    """
    return event_id.to_bytes(8, "big") + hashlib.sha256(line).digest()[:8]


def differences(marks: bytes, lines: dict[int, bytes]) -> Iterator[tuple[int, str]]:
    """Yield (event id, what happened to it) for the events that do not match their marks.

    :param marks: the marks kept in the seal; :param lines: the events' bytes now, by id.
    """
    kept = {
        int.from_bytes(marks[at : at + 8], "big"): marks[at : at + MARK]
        for at in range(0, len(marks), MARK)
    }
    for event_id in sorted({*kept, *lines}):
        if event_id not in lines:
            yield event_id, "is missing"
        elif event_id not in kept:
            yield event_id, "was added after its seal"
        elif mark(event_id, lines[event_id]) != kept[event_id]:
            yield event_id, "was altered"
