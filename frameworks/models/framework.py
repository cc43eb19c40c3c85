"""A framework, its versions, and what each version says of its own use."""

from django.db import models

from frameworks.enums import Purpose, VersionState


class Framework(models.Model):
    """A competency framework of a publisher, through all its versions."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    labels = models.JSONField(
        default=dict, help_text="The framework's own words for core competency, area, behaviour."
    )
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="adaptations"
    )

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One published state of a framework; immutable once published."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=12, choices=VersionState.choices, default=VersionState.DRAFT
    )
    title = models.CharField(max_length=200)
    year = models.CharField(max_length=20, help_text='As printed, else "undated".')
    source = models.CharField(max_length=300)
    copyright = models.CharField(max_length=300)
    introduction = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="Editor's note.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical content.")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_version_a_number"),
            models.UniqueConstraint(
                fields=["framework"],
                condition=models.Q(state=VersionState.DRAFT),
                name="one_draft_version_a_framework",
            ),
            models.CheckConstraint(
                condition=models.Q(state=VersionState.DRAFT) | models.Q(published_at__isnull=False),
                name="published_version_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class PermittedUse(models.Model):
    """Whether a version may be used for a purpose, with its publisher's sentence that says so."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="permitted_uses")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    permitted = models.BooleanField()
    sentence = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "purpose"], name="one_use_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.permitted}"


class Degree(models.Model):
    """How far an area is shown, in words. No number is ever shown or reckoned with."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="degrees")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    word = models.CharField(max_length=80)
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_degree_a_key"),
            models.UniqueConstraint(fields=["version", "position"], name="one_degree_a_position"),
        ]

    def __str__(self) -> str:
        return self.word


class RoleLevel(models.Model):
    """A post's level in a framework (LR1, L2, Team Leader): of the framework, not a version."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="role_levels")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    grade = models.CharField(max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["framework", "rank"]
        constraints = [models.UniqueConstraint(fields=["framework", "key"], name="one_level_a_key")]

    def __str__(self) -> str:
        return self.title
