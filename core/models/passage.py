"""The passage: the one way through closed rows, open only within a transaction."""

from django.db import models

from core.closed import ClosedRows


class PassageEnd(models.Model):
    """Never holds a row (a trigger refuses it): a passage left open can never commit."""

    closed_rows = ClosedRows(person_sql="", insert_closed_sql="1 = 1")

    def __str__(self) -> str:
        return str(self.pk)


class Passage(models.Model):
    """Lets the rows of one person through the closing triggers until it is deleted again."""

    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    end = models.ForeignKey(PassageEnd, models.PROTECT)

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
