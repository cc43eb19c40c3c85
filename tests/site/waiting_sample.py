"""A module of the shape that an app gives the home page: one row a supervision line."""

from django.db.models import BigIntegerField, Case, CharField, DateField, F, Value, When
from django.db.models.functions import Cast

from people.models import Line

WORDS = {"meet": "Meet %(subject)s", "call": "Call somebody"}


def waiting_for(scope, on):
    return Line.objects.filter(supervisor=scope.user_id).values(
        sort=Value("line", CharField()),
        subject_name=F("person__name"),
        since=F("from_on"),
        due=Cast(F("to_on"), DateField()),
        url_name=Value("home", CharField()),
        object_id=Cast(Value(None), BigIntegerField()),
        text_key=Case(When(to_on__isnull=True, then=Value("meet")), default=Value("call")),
        about=Value("CR-1", CharField()),
    )
