from django.db import models
from django.utils.translation import gettext_lazy as _


class PostKind(models.TextChoices):
    EMPLOYEE = "employee", _("Employee")
    VOLUNTEER = "volunteer", _("Volunteer")
    TRAINEE = "trainee", _("Trainee")
    SECONDEE = "secondee", _("Secondee")
    AGENCY = "agency", _("Agency worker")
    EXTERNAL = "external", _("External")


class Role(models.TextChoices):
    """Access roles. Each is given from a date, and may end on one."""

    CASEWORKER = "caseworker", _("Caseworker")
    SUPERVISOR = "supervisor", _("Supervisor")
    LEAD_OF_CASEWORK = "lead_of_casework", _("Lead of casework")
    HR = "hr", _("HR")
    FRAMEWORK_ADMIN = "framework_admin", _("Framework admin")
    ORGANISATION_ADMIN = "organisation_admin", _("Organisation admin")
    DATA_PROTECTION_LEAD = "data_protection_lead", _("Data-protection lead")
    STAFF_REPRESENTATIVE = "staff_representative", _("Staff representative")


class Standing(models.TextChoices):
    """Whether somebody holds a post, on the day that is asked about."""

    HERE = "here", _("Here now")
    COMING = "coming", _("Not begun yet")
    LEFT = "left", _("Left")
    UNPLACED = "unplaced", _("Never given a post")
    ALL = "all", _("Everybody")
