"""A record of learning made by hand: plain values, no database, every kind of part in it."""

import datetime as dt

from assessments.enums import Direction
from records.contexts.content import (
    AreaPart,
    BehaviourLine,
    CorePart,
    EntryItem,
    EvidenceItem,
    FrameworkHead,
    JudgementItem,
    PersonHead,
    RecordOfLearning,
    Remark,
    SignatureLine,
    SignOffPart,
    Standing,
    UseLine,
)
from records.enums import Reader

DEGREES = ("not yet seen", "beginning", "developing", "established", "helps others with it")
DAY = dt.date(2026, 2, 10)


def evidence_item(number: int, text: str, **changes: object) -> EvidenceItem:
    values: dict[str, object] = {
        "number": number,
        "on": DAY,
        "direction": Direction.SHOWS if number % 3 else Direction.OPPOSITE,
        "statement": text,
        "source": "File review",
        "reference": f"NA-{number:04d}",
        "author": "Ben Hughes",
        "purpose": "Personal development",
        "criterion": "The advice is accurate",
        "behaviours": (BehaviourLine("Effective", f"Does what area {number} asks for"),),
        "standing": Standing.COUNTS,
        "standing_on": None,
        "standing_because": "",
        "remarks": (),
        "signed_on": DAY,
    }
    return EvidenceItem(**{**values, **changes})


def remark(text: str, sort: str = "Disagrees") -> Remark:
    return Remark(sort=sort, own=True, on=DAY, by="Amira Haddad", text=text)


def record(
    text: str = "Set out both options in plain words.",
    *,
    pieces: int = 2,
    reader: Reader = Reader.SUPERVISOR,
    name: str = "Amira Haddad",
    entries: bool = True,
    competencies: int = 6,
) -> RecordOfLearning:
    """Return a record of core competencies of four areas each; ``pieces`` of evidence an area."""
    number, cores = 0, []
    for c in range(1, competencies + 1):
        areas = []
        for a in range(1, 5):
            items = tuple(evidence_item(number + n, text) for n in range(1, pieces + 1))
            number += pieces
            judgements = (
                (
                    JudgementItem(
                        on=DAY,
                        degree=DEGREES[(c + a) % 5],
                        by="Ben Hughes",
                        reason=text,
                        rests_on=(items[0].number,),
                        elsewhere=False,
                        shaken=(),
                        signed_on=None,
                    ),
                )
                if items
                else ()
            )
            areas.append(AreaPart(f"area-{c}-{a}", f"Area {c}.{a}", "", "", items, judgements))
        cores.append(
            CorePart(
                f"core-{c}", f"Competency {c}", "", "What it is about.", "I am...", tuple(areas)
            )
        )
    return RecordOfLearning(
        organisation="Northgate Advice",
        person=PersonHead(name=name, post="Caseworker", level="", team="Housing"),
        framework=FrameworkHead(
            code="example",
            title="The example framework",
            publisher="Nobody",
            number=1,
            year="2026",
            source="Written for a test",
            copyright="© Nobody 2026",
            digest="0" * 64,
            uses=(
                UseLine("Personal development", True, "Use it to develop people."),
                UseLine("Performance review", False, "Do not use it to assess performance."),
            ),
            limits=("It is not a check-list.",),
            degrees=DEGREES,
            degrees_note="These words are our own.",
            area_label="Competency area",
        ),
        first=dt.date(2026, 1, 1),
        last=dt.date(2026, 3, 31),
        reader=reader,
        cores=tuple(cores),
        entries=(EntryItem(DAY, "Reflection", text, "", "Area 1.1", False, DAY),)
        if entries
        else (),
        sign_offs=(
            SignOffPart(
                first=dt.date(2026, 1, 1),
                last=dt.date(2026, 3, 31),
                by="Ben Hughes",
                on=DAY,
                note=text,
                digest="ab" * 32,
                intact=True,
                signatures=(
                    SignatureLine("Their supervisor", "Ben Hughes", True, DAY, ""),
                    SignatureLine("The person", name, False, DAY, "A case is missing."),
                ),
            ),
        )
        if entries
        else (),
        older_left_out=True,
        purpose="Personal development",
    )
