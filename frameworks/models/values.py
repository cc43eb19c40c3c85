"""The values and aims of the organisation, and the competency areas that carry them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .keys import key_validator


class ValueKind(models.TextChoices):
    VALUE = "value", _("Value")
    AIM = "aim", _("Aim")


class OrganisationValue(models.Model):
    """One value or aim, in the organisation's own words, for as long as it holds."""

    kind = models.CharField(max_length=8, choices=ValueKind.choices)
    text = models.CharField(max_length=300)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")

    class Meta:
        ordering = ["-kind", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="value_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="value_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class ValueLink(models.Model):
    """A competency area carries a value. By the area's key: it holds through the versions."""

    value = models.ForeignKey(OrganisationValue, models.CASCADE, related_name="links")
    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    area_key = models.CharField(max_length=120, validators=[key_validator])
    reason = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["value", "framework", "area_key"], name="one_link_a_value_and_area"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="value_link_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.area_key} carries value {self.value_id}"
