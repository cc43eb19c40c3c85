"""Sign off: the act that closes a record. After it the record never changes."""

from django.db import models
from django.db.models import F, Q

from core.closed import ClosedRows
from records.enums import SignedAs
from records.querysets.sign_off import SignOffQuerySet

SIGN_OFF_PERSON = "(SELECT s.person_id FROM records_signoff s WHERE s.id = {row}.sign_off_id)"
SIGNED = (
    "EXISTS (SELECT 1 FROM records_signature g "
    "WHERE g.sign_off_id = {row}.sign_off_id AND g.signed_as = 'supervisor')"
)
"""The supervisor's signature is written last: after it nothing can be added to what was signed."""


class SignOff(models.Model):
    """A supervisor's sign-off of a person's record for a period under a framework version.

    The rows beside it name exactly the evidence, judgements and entries it closes.
    """

    person = models.ForeignKey("people.User", models.PROTECT, related_name="sign_offs")
    version = models.ForeignKey("frameworks.Version", models.PROTECT, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField()
    signed_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical content.")
    at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()

    closed_rows = ClosedRows(person_sql="{row}.person_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="period_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(signed_by=F("person")), name="nobody_signs_off_their_own_record"
            ),
        ]
        indexes = [models.Index(fields=["person", "version", "-id"], name="sign_off_by_person")]

    def __str__(self) -> str:
        return f"sign-off {self.pk}"


class SignOffEvidence(models.Model):
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="evidence_rows")
    evidence = models.ForeignKey("assessments.Evidence", models.PROTECT, related_name="sign_offs")

    closed_rows = ClosedRows(person_sql=SIGN_OFF_PERSON, insert_closed_sql=SIGNED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "evidence"], name="one_evidence_a_sign_off")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} in {self.sign_off_id}"


class SignOffJudgement(models.Model):
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="judgement_rows")
    judgement = models.ForeignKey("assessments.Judgement", models.PROTECT, related_name="sign_offs")

    closed_rows = ClosedRows(person_sql=SIGN_OFF_PERSON, insert_closed_sql=SIGNED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sign_off", "judgement"], name="one_judgement_a_sign_off"
            )
        ]

    def __str__(self) -> str:
        return f"{self.judgement_id} in {self.sign_off_id}"


class SignOffEntry(models.Model):
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="entry_rows")
    entry = models.ForeignKey("records.JournalEntry", models.PROTECT, related_name="sign_offs")

    closed_rows = ClosedRows(person_sql=SIGN_OFF_PERSON, insert_closed_sql=SIGNED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "entry"], name="one_entry_a_sign_off")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.sign_off_id}"


class Signature(models.Model):
    """A signature under a sign-off, or *not signed, because*. Insert-only."""

    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="signatures")
    signer = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=12, choices=SignedAs.choices)
    signed = models.BooleanField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    closed_rows = ClosedRows(person_sql=SIGN_OFF_PERSON)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "signed_as"], name="one_signature_a_side"),
            models.CheckConstraint(
                condition=Q(signed=True) | ~Q(note=""), name="not_signed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"signature under {self.sign_off_id}"
