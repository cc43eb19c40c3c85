from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """With whom a journal entry is shared. Private until its writer says otherwise."""

    PRIVATE = "private", _("Private: only me")
    SUPERVISOR = "supervisor", _("With my supervisor")
    RECORD = "record", _("Into my record: all who read my record")


class EntryKind(models.TextChoices):
    REFLECTION = "reflection", _("Reflection")
    LEARNING = "learning", _("Learning")
    CASE_LEARNING = "case_learning", _("Learning from a case")
    THANKS = "thanks", _("Thanks and praise")


class SignedAs(models.TextChoices):
    PERSON = "person", _("The person")
    SUPERVISOR = "supervisor", _("Their supervisor")


class DocumentKind(models.TextChoices):
    RECORD_OF_LEARNING = "record_of_learning", _("Record of learning (PDF)")
    RECORD_DATA = "record_data", _("Record of learning as data (JSON)")


class RecordState(models.TextChoices):
    """Which people HR lists, by what is signed of their record."""

    TO_EXPORT = "to_export", _("With a signed record that you have not exported since")
    NONE_THIS_YEAR = "none_this_year", _("Caseworkers without a signed record this year")


class Reader(models.TextChoices):
    """For whom a document is made: what is in it is what both they and the person may see."""

    PERSON = "person", _("The person")
    SUPERVISOR = "supervisor", _("Their supervisor")
    HR = "hr", _("HR")
