from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class BehaviourKind(models.TextChoices):
    EFFECTIVE = "effective", _("Effective")
    INEFFECTIVE = "ineffective", _("Ineffective")
    PREREQUISITE = "prerequisite", _("Prerequisite")


class Purpose(models.TextChoices):
    """What an assessment is for. A framework says which of these it permits."""

    DEVELOPMENT = "development", _("Personal development")
    RECRUITMENT = "recruitment", _("Recruitment")
    PERFORMANCE_REVIEW = "performance_review", _("Performance review")
    CAPABILITY_SUPPORT = "capability_support", _("Capability support")
    SUPERVISION = "supervision", _("Supervision")
