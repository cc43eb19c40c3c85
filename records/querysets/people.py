"""Whose record of learning somebody may open, and what is known of it in a list."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from assessments.models import Evidence
from frameworks.models import Version
from people.enums import Role
from people.models import User
from people.scope import Scope
from records.enums import Reader, RecordState
from records.models import Document, SignOff


def people_with_open_record(scope: Scope) -> QuerySet[User]:
    """Return the people whose record of learning this scope may open: oneself, those supervised
    or covered today; for HR everybody. What is in it the reader's right decides."""
    if scope.has(Role.HR):
        return User.objects.all()
    return User.objects.filter(Q(pk=scope.user_id) | scope.supervises_at("pk"))


def listed_people(scope: Scope, state: str = "") -> Any:
    """Return the people in the list of records, all or those of one state (``RecordState``).

    *To export*: something of their record was signed off of which this user has made no document
    under that framework version since. *None this year*: caseworkers who hold a post today, with
    no sign-off of a period that ends in this calendar year. The list is of names, by the right to
    the directory; what is in a record each record decides.
    """
    people = User.objects.directory_visible_to(scope)
    signed = SignOff.objects.visible_to(scope).filter(person=OuterRef("pk"))
    if state == RecordState.TO_EXPORT:
        made = Document.objects.filter(
            person=OuterRef("person"),
            version=OuterRef("version"),
            made_by=scope.user_id,
            made_at__gte=OuterRef("at"),
        )
        return people.filter(Exists(signed.filter(~Exists(made))))
    if state == RecordState.NONE_THIS_YEAR:
        this_year = signed.filter(period_to__year=scope.on.year)
        working = people.here_on(scope.on).with_role(Role.CASEWORKER, scope.on)
        return working.filter(~Exists(this_year))
    return people


def with_signed_until(people: QuerySet[User]) -> QuerySet[User]:
    """Add ``signed_until``: the last day of somebody's latest signed record; None for none."""
    latest = SignOff.objects.filter(person=OuterRef("pk")).order_by("-period_to")
    return people.annotate(signed_until=Subquery(latest.values("period_to")[:1]))


def versions_for(person_id: int, reader: Reader) -> QuerySet[Version]:
    """Return the framework versions that a record can be asked for: those in use, and those under
    which there is something for this reader."""
    signed = Exists(SignOff.objects.filter(person=person_id, version=OuterRef("pk")))
    something = Q(signed)
    if reader != Reader.HR:
        something |= Q(Exists(Evidence.objects.filter(person=person_id, version=OuterRef("pk"))))
    in_use = Q(framework__adopted_on__isnull=False)
    return (
        Version.objects.published()
        .with_successor()
        .with_in_use()
        .filter((in_use & Q(pk=F("in_use_id"))) | something)
        .order_by("title", "-number")
    )
