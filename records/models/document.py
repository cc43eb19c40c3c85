"""A document that was made: what was in it, for whom, and the hash by which it is known."""

from django.db import models

from core.closed import ClosedRows
from records.enums import DocumentKind
from records.querysets.sign_off import DocumentQuerySet


class Document(models.Model):
    person = models.ForeignKey("people.User", models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    version = models.ForeignKey("frameworks.Version", models.PROTECT, null=True, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField()
    made_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    content_sha256 = models.CharField(max_length=64, help_text="Of the canonical content.")
    sha256 = models.CharField(max_length=64, help_text="Of the PDF's bytes.")
    pages = models.PositiveIntegerField()

    objects = DocumentQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="document_by_person"),
            models.Index(fields=["sha256"], name="document_by_file"),
            models.Index(fields=["content_sha256"], name="document_by_content"),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"
