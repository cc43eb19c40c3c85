"""What the trail holds about somebody."""

from core.models import AuditEvent
from people.models import User


def acts(subject: User) -> list[str]:
    """Return the acts about a person, in their order."""
    return list(
        AuditEvent.objects.filter(subject_key=f"people.user:{subject.pk}")
        .order_by("pk")
        .values_list("act", flat=True)
    )
