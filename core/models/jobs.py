"""Work done apart from the request: mail to send, jobs that run."""

import uuid

from django.db import models


class Outbox(models.Model):
    """An e-mail written in the transaction of its cause and sent by the job process."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    key = models.CharField(
        max_length=120, null=True, blank=True, unique=True, help_text="One e-mail a key."
    )
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)
    held = models.CharField(
        max_length=8,
        default="",
        db_default="",
        blank=True,
        help_text="Waits to be sent together with others: daily or weekly.",
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["held", "created_at"],
                condition=models.Q(sent_at__isnull=True) & ~models.Q(held=""),
                name="outbox_held",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class JobRun(models.Model):
    """One run of a job: what it does, how far it is, whether its process still lives."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    kind = models.CharField(max_length=80)
    task_id = models.UUIDField(null=True, blank=True)
    asked_by_key = models.CharField(max_length=80, blank=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
