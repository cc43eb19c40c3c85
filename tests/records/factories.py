"""What a record is made of: a small framework, shared reviews, evidence, judgements, entries."""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping

from django.utils import timezone

from assessments.enums import Direction, ReplySort, ReviewState, Source, WhyThisFile
from assessments.models import (
    CriteriaSet,
    Evidence,
    EvidenceWithdrawal,
    FileReview,
    Finding,
    Judgement,
    Reply,
    SetVersion,
    Sheet,
)
from cases.models import CaseFile, ServiceArea
from frameworks.enums import Purpose
from frameworks.models import (
    Area,
    Behaviour,
    CoreCompetency,
    Degree,
    Framework,
    PermittedUse,
    Version,
)
from people.models import Post, User
from records.enums import EntryKind, Reach
from records.models import JournalEntry, SignOff, SignOffEntry

LONG_AGO = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
DEGREES = ("Not yet seen", "Beginning", "Developing", "Established", "Helps others with it")
number = itertools.count(1)
SUPERVISION_TOO: Mapping[Purpose, str] = {Purpose.SUPERVISION: "Use it in supervision."}


def small_framework(
    code: str = "example",
    competencies: int = 2,
    areas: int = 2,
    *,
    permitted: bool = True,
    uses: Mapping[Purpose, str] = SUPERVISION_TOO,
) -> Version:
    """Return a published version with a few areas under each core competency.

    :param permitted: whether it may be used for development.
    :param uses: other purposes and their sentences; "Do not ..." refuses.
    """
    framework, _ = Framework.objects.get_or_create(code=code)
    version = Version.objects.create(
        framework=framework,
        number=framework.versions.count() + 1,
        title=f"The {code} framework",
        publisher="Nobody",
        year="2026",
        source="Written for a test",
        copyright="None",
        digest="0" * 64,
    )
    for c in range(1, competencies + 1):
        core = CoreCompetency.objects.create(
            version=version, key=f"core-{c}", position=c, title=f"Core competency {c}"
        )
        for a in range(1, areas + 1):
            area = Area.objects.create(
                version=version,
                core_competency=core,
                key=f"area-{c}-{a}",
                position=a,
                title=f"Area {c}.{a}",
                text=f"I am area {c}.{a}.",
            )
            for position, kind in enumerate(("effective", "ineffective")):
                Behaviour.objects.create(
                    version=version,
                    area=area,
                    key=f"area-{c}-{a}-{kind}",
                    position=position,
                    kind=kind,
                    text=f"Does what is {kind} in area {c}.{a}",
                )
    for position, word in enumerate(DEGREES):
        Degree.objects.create(
            version=version, position=position, key=word.lower().replace(" ", "-"), word=word
        )
    PermittedUse.objects.create(
        version=version,
        purpose=Purpose.DEVELOPMENT,
        position=1,
        permitted=permitted,
        sentence="Use it to develop people." if permitted else "Do not use it to develop people.",
    )
    for position, (purpose, sentence) in enumerate(uses.items(), start=2):
        PermittedUse.objects.create(
            version=version,
            purpose=purpose,
            position=position,
            permitted=not sentence.startswith("Do not"),
            sentence=sentence,
        )
    version.published_at = LONG_AGO
    version.save()
    return version


def at(day: dt.date | dt.datetime | None) -> dt.datetime:
    """Return noon of a day, or now."""
    if day is None:
        return timezone.now()
    if isinstance(day, dt.datetime):
        return day
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def post_of(person: User) -> Post:
    return Post.objects.filter(user=person).latest("from_on")


def review_of(
    person: User,
    reviewer: User,
    *,
    shared: dt.date | dt.datetime | None = None,
    state: str = ReviewState.SHARED,
    reference: str = "",
    versions: Iterable[Version] = (),
) -> FileReview:
    """Return a review of one of this person's files: shared unless its state is an earlier one."""
    n = next(number)
    area, _ = ServiceArea.objects.get_or_create(key="housing", defaults={"name": "Housing"})
    criteria, _ = CriteriaSet.objects.get_or_create(key="default", defaults={"name": "Default"})
    set_version, _ = SetVersion.objects.get_or_create(criteria_set=criteria, number=1)
    case_file = CaseFile.objects.create(
        reference=reference or f"NA-{n:04d}",
        service_area=area,
        kind="straightforward",
        opened_on=dt.date(2026, 1, 5),
    )
    post = post_of(person)
    when = at(shared)
    later = state not in (ReviewState.ASSIGNED, ReviewState.IN_PROGRESS, ReviewState.SELECTED)
    is_shared = later and state != ReviewState.SUBMITTED
    review = FileReview.objects.create(
        case_file=case_file,
        person=person,
        post=post,
        team=post.team,
        set_version=set_version,
        why=WhyThisFile.RANDOM,
        state=state,
        reviewer=reviewer,
        asked_by=reviewer,
        assigned_at=when,
        due_on=when.date(),
        file_open=False,
        reviewed_on=when.date() if later else None,
    )
    for version in versions:
        review.review_versions.create(version=version)
    if later:
        review.submitted_at = when
        review.shared_at = when if is_shared else None
        review.reply_by = when.date() + dt.timedelta(days=14) if is_shared else None
        review.save()
    return review


def evidence_of(
    person: User,
    area: Area,
    author: User,
    *,
    on: dt.date | None = None,
    recorded: dt.date | dt.datetime | None = None,
    direction: str = Direction.SHOWS,
    source: str = Source.OBSERVATION,
    statement: str = "Explained the two options and their time limits.",
    review: FileReview | None = None,
    withdrawn: str = "",
    purpose: str = Purpose.DEVELOPMENT,
) -> Evidence:
    post = post_of(person)
    evidence = Evidence.objects.create(
        person=person,
        area=area,
        version=area.version,
        direction=direction,
        on=on or at(recorded).date(),
        source=Source.FILE_REVIEW if review else source,
        author=author,
        purpose=purpose,
        statement=statement,
        review=review,
        post=post,
        team=post.team,
        recorded_at=at(recorded or on),
    )
    if withdrawn:
        EvidenceWithdrawal.objects.create(
            evidence=evidence, reason=withdrawn, by=author, at=timezone.now()
        )
    return evidence


def judgement_of(
    person: User,
    area: Area,
    by: User,
    degree: str = "Developing",
    *,
    on: dt.date | None = None,
    reason: str = "Seen in three files this quarter.",
    rests_on: tuple[Evidence, ...] = (),
    purpose: str = Purpose.DEVELOPMENT,
) -> Judgement:
    post = post_of(person)
    judgement = Judgement.objects.create(
        person=person,
        area=area,
        version=area.version,
        degree=area.version.degrees.get(word=degree),
        reason=reason,
        purpose=purpose,
        by=by,
        on=on or at(None).date(),
        post=post,
        team=post.team,
        at=at(on),
    )
    judgement.evidence.add(*rests_on)
    return judgement


def reply_to(review: FileReview, text: str = "Thank you.", sort: str = ReplySort.COMMENT) -> Reply:
    return Reply.objects.create(
        review=review, sort=sort, text=text, by=review.person, at=review.shared_at or at(None)
    )


def entry_of(
    person: User,
    text: str = "I should have asked about the tenancy first.",
    *,
    on: dt.date | None = None,
    kind: str = EntryKind.REFLECTION,
    reach: str = Reach.PRIVATE,
    shared: dt.date | dt.datetime | None = None,
    area: Area | None = None,
    review: FileReview | None = None,
) -> JournalEntry:
    when = at(on)
    return JournalEntry.objects.create(
        person=person,
        text=text,
        on=when.date(),
        kind=kind,
        reach=reach,
        shared_at=None if reach == Reach.PRIVATE else at(shared or on),
        area=area,
        review=review,
        created_at=when,
        changed_at=when,
    )


def signed_off(person: User, by: User, version: Version, *entries: JournalEntry) -> SignOff:
    """Return a sign-off that takes in these entries."""
    sign_off = SignOff.objects.create(
        person=person,
        version=version,
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 12, 31),
        signed_by=by,
        post=post_of(by),
        digest="0" * 64,
        at=timezone.now(),
    )
    for entry in entries:
        SignOffEntry.objects.create(sign_off=sign_off, entry=entry)
    return sign_off


def finding_of(review: FileReview, area: Area, note: str = "Told the client at once.") -> Finding:
    """Return a finding on the first sheet of a review that is not submitted yet."""
    sheet, _ = Sheet.objects.get_or_create(review=review, reviewer=review.reviewer)
    return Finding.objects.create(
        sheet=sheet,
        position=sheet.findings.count(),
        sort="good_practice",
        area=area,
        note=note,
    )
