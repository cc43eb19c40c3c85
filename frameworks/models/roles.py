"""What a version says of role levels: bands, texts, role profiles, and rules of progression.

A role level itself belongs to the framework (``RoleLevel``): a post keeps it through versions.
"""

from django.db import models

from frameworks.enums import LevelTextSort

from .closing import PART_OF_VERSION, closed_with
from .keys import key_validator


class VersionLevel(models.Model):
    """A role level that a version names, in printed order."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="named_levels")
    role_level = models.ForeignKey("frameworks.RoleLevel", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "role_level"], name="one_naming_a_level")
        ]

    def __str__(self) -> str:
        return f"level {self.role_level_id} in version {self.version_id}"


class Band(models.Model):
    """One or more role levels that share a text: "Level 1-2", "LR2 and FR / ...".

    Where it is *in addition*, the texts of the band before it of the same sort apply as well.
    """

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="bands")
    key = models.CharField(max_length=80, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, help_text="As printed.")
    in_addition = models.BooleanField(
        default=False, help_text='The print says "in addition to the above".'
    )
    levels = models.ManyToManyField("frameworks.RoleLevel", through="BandLevel", related_name="+")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_band_a_key")]

    def __str__(self) -> str:
        return self.title


class BandLevel(models.Model):
    """A role level of a band."""

    band = models.ForeignKey(Band, models.CASCADE, related_name="band_levels")
    role_level = models.ForeignKey("frameworks.RoleLevel", models.PROTECT, related_name="+")

    closed_rows = closed_with(
        "(SELECT band.version_id FROM frameworks_band band WHERE band.id = {row}.band_id)"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["band", "role_level"], name="one_band_level")
        ]

    def __str__(self) -> str:
        return f"level {self.role_level_id} of band {self.band_id}"


class LevelText(models.Model):
    """A text about the work at a band of levels, or at all of them: an accountability, say."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="level_texts")
    band = models.ForeignKey(
        Band,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="texts",
        help_text="None: for all.",
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=24, choices=LevelTextSort.choices)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(help_text="Each line is a paragraph.")
    alternative = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text='Which alternative it is part of, where the print says "or": 1, 2 ...',
    )
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_level_text_a_key")
        ]

    def __str__(self) -> str:
        return self.text


class RoleProfile(models.Model):
    """A job description, kept whole. It gives nobody authority for anything."""

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="role_profiles")
    role_level = models.ForeignKey(
        "frameworks.RoleLevel", models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    dated = models.CharField(max_length=40, help_text='As printed, else "undated".')
    facts = models.JSONField(
        default=list, help_text="What heads it, as printed: label and text of each."
    )
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_role_profile_a_key")
        ]

    def __str__(self) -> str:
        return self.title


class ProfileSection(models.Model):
    """One headed part of a role profile; its text is laid out as that of ``Section``."""

    profile = models.ForeignKey(RoleProfile, models.CASCADE, related_name="sections")
    core_competency = models.ForeignKey(
        "frameworks.CoreCompetency",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where the criteria of this part are competency areas: their heading.",
    )
    key = models.CharField(max_length=120, validators=[key_validator])
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(help_text="1 for a heading, 2 for one under it.")
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="Editor's note on the printed text.")

    closed_rows = closed_with(
        "(SELECT profile.version_id FROM frameworks_roleprofile profile"
        " WHERE profile.id = {row}.profile_id)"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "key"], name="one_profile_section_a_key")
        ]

    def __str__(self) -> str:
        return self.heading


class ProgressionRule(models.Model):
    """What work somebody must be approved for to be eligible for a role level, as data.

    ``alternatives`` is a list of which any one is enough; each is a list of lines that are all
    needed (``resources.framework_file.PROGRESSION_LINE``).
    """

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="progression")
    role_level = models.ForeignKey("frameworks.RoleLevel", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    alternatives = models.JSONField()
    note = models.TextField(blank=True, help_text="Editor's note on how the print is read.")

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "role_level"], name="one_rule_a_level")
        ]

    def __str__(self) -> str:
        return f"progression to level {self.role_level_id}"


class Replacement(models.Model):
    """A statement of an earlier version whose meaning changed, and what stands in its place.

    A statement that keeps its key needs none: the key is its identity through the versions.
    """

    version = models.ForeignKey("frameworks.Version", models.CASCADE, related_name="replacements")
    old_key = models.CharField(max_length=120, validators=[key_validator])
    new_key = models.CharField(max_length=120, validators=[key_validator])
    reason = models.TextField(blank=True)

    closed_rows = PART_OF_VERSION

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "old_key", "new_key"], name="one_replacement"
            ),
            models.CheckConstraint(
                condition=~models.Q(old_key=models.F("new_key")), name="replaced_by_another_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_key} is replaced by {self.new_key}"
