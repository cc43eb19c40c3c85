"""Recompute the trail: does every event match its seal, and every detail its event?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.models import AuditDetail, AuditEvent, AuditSeal, SubjectSecret
from core.seals import differences
from core.trail import FIXED, detail_hmac, seal_digest, sealed_line

DETAIL_ERASED = "trail.detail_erased"


@dataclass
class Findings:
    """What a look over the whole trail found.

    :ivar broken: one sentence for each thing that is not as it was written.
    :ivar erased: one sentence for each event whose detail was erased, and by which event.
    """

    events: int = 0
    seals: int = 0
    last_digest: str = ""
    digests: set[str] = field(default_factory=set)
    unsealed: int = 0
    broken: list[str] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)


def verify() -> Findings:
    """Look over the whole trail; writes nothing."""
    found = Findings()
    _verify_seals(found)
    _verify_details(found)
    return found


def _verify_seals(found: Findings) -> None:
    last_id = 0
    for seal in AuditSeal.objects.order_by("id").iterator(chunk_size=50):
        name = f"Seal {seal.pk} (events {seal.first_id} to {seal.last_id})"
        if seal.previous != found.last_digest:
            found.broken.append(f"{name} does not follow from the seal before it.")
        if seal.first_id <= last_id or seal.last_id < seal.first_id:
            found.broken.append(f"{name} does not stand in the order of events.")
        lines = _lines(last_id, seal.last_id)
        wrong = list(differences(bytes(seal.marks), lines))
        found.broken += [f"Event {event_id} {what} (seal {seal.pk})." for event_id, what in wrong]
        if seal_digest(seal.previous, list(lines.values())) != seal.digest and not wrong:
            found.broken.append(f"{name} does not match its events.")
        found.seals += 1
        found.events += len(lines)
        found.digests.add(seal.digest)
        found.last_digest, last_id = seal.digest, seal.last_id
    found.unsealed = AuditEvent.objects.filter(id__gt=last_id).count()
    found.events += found.unsealed


def _lines(after: int, last: int) -> dict[int, bytes]:
    events = AuditEvent.objects.filter(id__gt=after, id__lte=last).order_by("id").values(*FIXED)
    return {event["id"]: sealed_line(event) for event in events.iterator(chunk_size=2000)}


def _verify_details(found: Findings) -> None:
    secrets = dict(SubjectSecret.objects.values_list("subject_key", "secret"))
    erased_by = dict(_erasures())
    rows = AuditEvent.objects.order_by("id").values_list(
        "id", "detail_hmac", "subject_key", "detail__event", "detail__salt", "detail__data",
        "detail__subject_key",
    )  # fmt: skip
    for event_id, mac, _subject, detail, salt, data, whose in rows.iterator(chunk_size=2000):
        if detail is None:
            if mac and event_id in erased_by:
                found.erased.append(
                    f"Event {event_id}: detail erased by event {erased_by[event_id]}."
                )
            elif mac:
                found.broken.append(f"Event {event_id}: its detail is missing.")
        elif not mac:
            found.broken.append(f"Event {event_id}: a detail was added to it.")
        elif whose not in secrets:
            found.broken.append(f"Event {event_id}: the secret of its detail is missing.")
        elif detail_hmac(data, salt, secrets[whose]) != mac:
            found.broken.append(f"Event {event_id}: its detail was altered.")


def _erasures() -> Iterator[tuple[int, int]]:
    """Yield (event whose detail was erased, event that says so)."""
    details = AuditDetail.objects.filter(event__act=DETAIL_ERASED).values_list("event_id", "data")
    for eraser, data in details.iterator():
        for first, last in data["events"]:
            for event_id in range(first, last + 1):
                yield event_id, eraser
