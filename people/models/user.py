"""The person, and the organisation they work in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.mail_choices import MailChoice
from people.querysets import PersonQuerySet


class UserManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person. May have no sign-in; never deleted while records stand."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    mail_choice = models.CharField(
        max_length=8,
        choices=MailChoice.choices,
        default=MailChoice.AT_ONCE,
        db_default=MailChoice.AT_ONCE,
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="address_in_small_letters"
            )
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """An invitation to set a password, sent by an organisation admin.

    Only the digest of the link's token is kept; the link works once, and until it expires.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="Null: the command line."
    )
    token_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gte=F("sent_at")), name="invitation_expires_after_sent"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True)
                | Q(accepted_at__gte=F("sent_at"), accepted_at__lte=F("expires_at")),
                name="invitation_accepted_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.user_id}"


class Organisation(models.Model):
    """The one organisation of this installation: its name, colour and own words."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    name = models.CharField(max_length=150)
    colour = models.CharField(max_length=7, default="#1d4f7c")
    labels = models.JSONField(
        default=dict,
        blank=True,
        help_text="Own words for client, supervisor, HR, office and so on.",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_organisation_an_installation")
        ]

    def __str__(self) -> str:
        return self.name
