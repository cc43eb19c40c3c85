from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """Where a version stands; read from its dates, stored nowhere."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")


class BehaviourKind(models.TextChoices):
    EFFECTIVE = "effective", _("Effective")
    INEFFECTIVE = "ineffective", _("Ineffective")
    PREREQUISITE = "prerequisite", _("Prerequisite")


class Purpose(models.TextChoices):
    """What a framework, and so an assessment, is used for. A version says which it permits."""

    DEVELOPMENT = "development", _("Personal development")
    PROGRESSION = "progression", _("Career progression")
    PERFORMANCE_REVIEW = "performance_review", _("Performance review")
    SUPERVISION = "supervision", _("Supervision")
    CAPABILITY_SUPPORT = "capability_support", _("Capability support")
    RECRUITMENT = "recruitment", _("Recruitment")
    TRAINING = "training", _("Commissioning training")
    ROLE_ALIGNMENT = "role_alignment", _("Aligning roles with values and aims")


class EntrySort(models.TextChoices):
    """What a searchable text of a version is, in the order in which results are shown."""

    CORE_COMPETENCY = "1-core", _("Core competencies")
    AREA = "2-area", _("Competency areas")
    BEHAVIOUR = "3-behaviour", _("Indicative behaviours")
    SERVICE_STANDARD = "4-standard", _("Service standards")
    SECTION = "5-section", _("About the frameworks")
