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


class MapRelation(models.TextChoices):
    """What an area is to one of another framework, read from the first to the second."""

    SAME_AS = "same_as", _("is the same as")
    PART_OF = "part_of", _("is part of")
    RELATED_TO = "related_to", _("is related to")


CARRYING = (MapRelation.SAME_AS, MapRelation.PART_OF)
"""Relations across which evidence is read: of the same, both ways; of a part, at the whole."""


class LevelTextSort(models.TextChoices):
    """What a text about the work at a role level is, in the order in which a page shows them."""

    ROLE_PURPOSE = "role_purpose", _("Purpose of the role")
    ACCOUNTABILITY = "accountability", _("Accountabilities")
    COMPETENCY_STATEMENT = "competency_statement", _("Levels of competency")
    OBJECTIVE = "objective", _("Key objectives")
    TASK = "task", _("Specific tasks")
    QUALIFICATION = "qualification", _("Qualifications")
    EXPERIENCE = "experience", _("Knowledge, skills and experience")
    SPECIALIST_KNOWLEDGE = "specialist_knowledge", _("Specialist knowledge")
    SPECIAL_REQUIREMENT = "special_requirement", _("Special requirements")


class WorkKind(models.TextChoices):
    """Kinds of work in rising order (Guildford, "Levels of competency")."""

    STRAIGHTFORWARD = "straightforward", _("Straightforward")
    LESS_STRAIGHTFORWARD = "less_straightforward", _("Less straightforward")
    MODERATELY_COMPLEX = "moderately_complex", _("Moderately complex")
    COMPLEX = "complex", _("Complex")


class WorkScope(models.TextChoices):
    """How much of the work, in rising order (Guildford, "Levels of competency")."""

    TASKS = "tasks", _("Tasks")
    CASES = "cases", _("Cases and tasks")
    RESOLUTION = "resolution", _("Owns the resolution")


class PartSort(models.TextChoices):
    """The sorts of statement that a draft is written in, as addresses name them."""

    CORE = "core", _("Core competency")
    AREA = "area", _("Competency area")
    BEHAVIOUR = "behaviour", _("Indicative behaviour")
    STANDARD = "standard", _("Service standard")
    SECTION = "section", _("Introduction")
    DEGREE = "degree", _("Degree")
    LEVEL_TEXT = "level-text", _("Text about role levels")
    PROFILE = "profile", _("Role profile")
    PROFILE_PART = "profile-part", _("Part of a role profile")


class ChangeSort(models.TextChoices):
    """What happened to a statement from one version to another."""

    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    REWORDED = "reworded", _("Reworded")
    MOVED = "moved", _("Moved")


class Meaning(models.TextChoices):
    """Whether a statement that is put in other words still says the same."""

    SAME = "same", _("It means the same")
    CHANGED = "changed", _("Its meaning changes")


class EntrySort(models.TextChoices):
    """What a searchable text of a version is, in the order in which results are shown."""

    CORE_COMPETENCY = "1-core", _("Core competencies")
    AREA = "2-area", _("Competency areas")
    BEHAVIOUR = "3-behaviour", _("Indicative behaviours")
    SERVICE_STANDARD = "4-standard", _("Service standards")
    SECTION = "5-section", _("About the frameworks")
    LEVEL_TEXT = "6-level", _("Role levels")
    ROLE_PROFILE = "7-profile", _("Role profiles")
