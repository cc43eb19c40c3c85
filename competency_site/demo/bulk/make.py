"""Fill an empty database with a large organisation, whole or not at all."""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import (
    Answer,
    CouldShow,
    Criterion,
    Dispute,
    Evidence,
    EvidenceTick,
    Feedback,
    FileReview,
    FileReviewVersion,
    Finding,
    FindingTick,
    Judgement,
    JudgementEvidence,
    Reply,
    Sheet,
    StatusChange,
)
from assessments.services.criteria import criteria_in_force
from cases.models import CaseFile, Holding, ServiceArea
from competency_site.demo.accounts import ORGANISATION, PASSWORD
from competency_site.demo.bulk import case_rows, people_rows, record_rows, review_rows
from competency_site.demo.bulk.copying import fill
from competency_site.demo.bulk.indexes import bare
from competency_site.demo.bulk.plan import Plan
from competency_site.demo.work import FRAMEWORK
from core.errors import DomainError
from core.models import AuditEvent, RecordView
from core.services.seals import seal_events
from frameworks.models import Area, Degree, Version
from frameworks.services.adopting import adopt_framework
from people.models import AccessRole, Line, Organisation, Post, Team, User
from records.models import JournalEntry

Told = Callable[[str], None]
BY = "command:demo"
FILLED: tuple[type[models.Model], ...] = (
    AccessRole, Answer, AuditEvent, CaseFile, CouldShow, Dispute, Evidence, EvidenceTick, Feedback,
    FileReview, FileReviewVersion, Finding, FindingTick, Holding, JournalEntry, Judgement,
    JudgementEvidence, Line, Post, RecordView, Reply, ServiceArea, Sheet, StatusChange, Team, User,
)  # fmt: skip


def refuse_unless_empty() -> None:
    """Refuse a database in which there is anybody, or any case file.

    :raises DomainError: saying so.
    """
    if User.objects.exists() or CaseFile.objects.exists() or Team.objects.exists():
        raise DomainError(
            _("The database is not empty. Demonstration data is only made in an empty one.")
        )


def make_large(
    *, caseworkers: int, evidence: int, until: dt.date, seed: int, told: Told = lambda line: None
) -> Plan:
    """Write an organisation of this many caseworkers and pieces of evidence.

    :param until: the day on which the data ends.
    :param told: is given a line for each table written.
    :raises DomainError: when the database is not empty.
    """
    refuse_unless_empty()
    version = Version.objects.filter(framework__code=FRAMEWORK).latest("number")
    plan = Plan(caseworkers=caseworkers, evidence=evidence, until=until, version=version, seed=seed)
    with transaction.atomic(), bare([model._meta.db_table for model in FILLED]):
        Organisation.objects.create(name=ORGANISATION)
        adopt_framework(framework=version.framework, on=until - dt.timedelta(days=400), by=BY)
        _fill_people(plan, told)
        _fill_cases(plan, told)
        _fill_what_closes_last(plan, told)
        _fill_what_follows(plan, told)
    told("sealing the trail")
    while seal_events(now=timezone.now()):
        pass
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
    return plan


def _fill_people(plan: Plan, told: Told) -> None:
    fill(Team, "id name parent", people_rows.teams(plan), told)
    password = make_password(PASSWORD)
    fill(User, "id email name password joined_at", people_rows.users(plan, password), told)
    fill(Post, "id user team title kind hours from_on", people_rows.posts(plan), told)
    fill(Line, "id person supervisor from_on", people_rows.lines(plan), told)
    fill(AccessRole, "id user role from_on", people_rows.roles(plan), told)


def _fill_cases(plan: Plan, told: Told) -> None:
    areas = "id key name needs_functional_knowledge"
    fill(ServiceArea, areas, case_rows.service_areas(), told)
    files = "id reference service_area kind opened_on closed_on"
    fill(CaseFile, files, case_rows.case_files(plan), told)
    fill(Holding, "id case_file user part from_on to_on", case_rows.holdings(plan), told)


def _fill_what_closes_last(plan: Plan, told: Told) -> None:
    """Write reviews from the inside out: what closes a row's parent is written after the row."""
    set_version = criteria_in_force()
    if set_version is None:
        raise DomainError(_("Load the criteria first: manage.py load_criteria."))
    criteria = list(
        Criterion.objects.filter(set_version=set_version).values_list(
            "pk", "for_open", "for_closed"
        )
    )
    areas = list(Area.objects.filter(version=plan.version).values_list("pk", flat=True))
    rows = review_rows
    fill(FindingTick, "id finding behaviour", rows.ticks(plan), told)
    fill(Finding, "id sheet position sort area note", rows.findings(plan), told)
    fill(Answer, "id sheet criterion value", rows.answers(plan, criteria), told)
    fill(Sheet, "id review part reviewer submitted_at", rows.sheets(plan), told)
    fill(FileReviewVersion, "id review version", rows.review_versions(plan), told)
    fill(CouldShow, "id review area", rows.could_show(plan, areas), told)
    fill(
        FileReview,
        "id case_file person post team set_version purpose why state reviewer asked_by assigned_at"
        " due_on reviewed_on file_open submitted_at shared_at reply_by closed_at",
        rows.reviews(plan, set_version.pk),
        told,
    )


def _fill_what_follows(plan: Plan, told: Told) -> None:
    rows, more = review_rows, record_rows
    degrees = dict(Degree.objects.filter(version=plan.version).values_list("key", "pk"))
    fill(StatusChange, "id review from_state to_state by at", rows.status_changes(plan), told)
    fill(Feedback, "id review given_on how by note at", rows.feedback(plan), told)
    fill(Reply, "id review sort text by at", rows.replies(plan), told)
    fill(
        Dispute, "id person author review text raised_at due_on no_talk", rows.disputes(plan), told
    )
    fill(
        Evidence,
        "id person area version direction on source author purpose statement finding review post"
        " team recorded_at",
        rows.evidence(plan),
        told,
    )
    fill(EvidenceTick, "id evidence behaviour", rows.ticks(plan), told)
    fill(
        Judgement,
        "id person area version degree reason purpose by on post team at",
        more.judgements(plan, degrees),
        told,
    )
    fill(JudgementEvidence, "id judgement evidence", more.judgement_evidence(plan), told)
    fill(
        JournalEntry,
        "id person kind on text reach shared_at created_at changed_at",
        more.entries(plan),
        told,
    )
    first = (AuditEvent.objects.aggregate(last=Max("id"))["last"] or 0) + 1
    fill(AuditEvent, "id at actor_key act subject_key record_key", more.events(plan, first), told)
    viewed = "id viewer_key subject_key sort day first_at times shown_from"
    fill(RecordView, viewed, more.views(plan), told)
