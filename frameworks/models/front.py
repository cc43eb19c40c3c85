"""What a version says of itself: its introduction, its permitted uses, its degrees."""

from django.db import models

from frameworks.enums import Purpose

from .closing import PART_OF_VERSION
from .keys import key_validator

# How an item of a list begins in the text of a section.
ITEM = "- "


class Section(models.Model):
    """One headed part of the introductory text, as printed.

    Each line of the text is a paragraph; a line that begins with ``ITEM`` is an item of a list.
    """

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="sections")
    key = models.CharField(max_length=80, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(help_text="1 for a heading, 2 for one under it.")
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_section_a_key"),
            models.CheckConstraint(condition=models.Q(level__in=[1, 2]), name="two_heading_levels"),
        ]

    def __str__(self) -> str:
        return self.heading


class PermittedUse(models.Model):
    """Whether a version may be used for a purpose, with its publisher's sentence that says so."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="permitted_uses")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    position = models.PositiveSmallIntegerField()
    permitted = models.BooleanField()
    sentence = models.TextField()
    note = models.TextField(blank=True, help_text="Editor's note on how the sentence is read.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "purpose"], name="one_use_a_purpose")
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


class Degree(models.Model):
    """How far an area is shown, in words. No number is ever shown or reckoned with."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="degrees")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, validators=[key_validator])
    word = models.CharField(max_length=80)
    explanation = models.CharField(max_length=300, blank=True)

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_degree_a_key"),
            models.UniqueConstraint(fields=["version", "position"], name="one_degree_a_position"),
        ]

    def __str__(self) -> str:
        return self.word
