"""Teams in a tree, and the posts that people hold in them."""

from django.db import models
from django.db.models import Q

from people.enums import PostKind
from people.querysets import PlacingQuerySet, PostLevelQuerySet

from .access import dates_in_order


class Team(models.Model):
    """A team; the teams form a tree."""

    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's post in a team, from a day to a day (the last day included)."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="posts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=PostKind.choices)
    hours = models.DecimalField(max_digits=4, decimal_places=1, help_text="Hours a week.")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = PlacingQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("post_dates_in_order"),
            models.CheckConstraint(
                condition=Q(hours__gt=0) & Q(hours__lte=60), name="post_hours_possible"
            ),
        ]
        indexes = [models.Index(fields=["user", "from_on"], name="post_by_user")]

    def __str__(self) -> str:
        return self.title


class PostLevel(models.Model):
    """The role level of a post in a framework, from a day on; one open a framework."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="levels")
    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    role_level = models.ForeignKey("frameworks.RoleLevel", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = PostLevelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "framework"],
                condition=Q(to_on__isnull=True),
                name="one_open_level_a_framework",
            ),
            dates_in_order("level_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.role_level_id} of post {self.post_id}"
