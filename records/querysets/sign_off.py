"""Who reads which sign-off and which document, and what a sign-off would close.

Source: TRUST, "Who sees what"; docs/decisions, "HR reads what is signed".
"""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assessments.querysets import ASSIGNEE_DAYS, supervised_since
from people.enums import Role
from records.enums import SignedAs

if TYPE_CHECKING:
    from people.scope import Scope


class SignOffQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the sign-offs this scope may read.

        The person: all. Their supervisor and deputy: those made since they took over. Whoever
        signed: while it can still be answered. HR: all, for this is the signed record.
        """
        if scope.has(Role.HR):
            return self
        signer = Q(
            signed_by=scope.user_id, at__date__gte=scope.on - dt.timedelta(days=ASSIGNEE_DAYS)
        )
        return self.filter(Q(person=scope.user_id) | signer | supervised_since(scope, "at"))

    def of_period(self, first: dt.date, last: dt.date) -> Self:
        """Return the sign-offs whose period shares a day with this one."""
        return self.filter(period_from__lte=last, period_to__gte=first)

    def not_answered_by(self, person_id: int) -> Self:
        """Return the sign-offs of a person's record that the person has not signed, nor said
        why not."""
        signatures: Any = self.model._meta.get_field("signatures").related_model
        return self.filter(person=person_id).exclude(
            Exists(
                signatures._default_manager.filter(
                    sign_off=OuterRef("pk"), signed_as=SignedAs.PERSON
                )
            )
        )


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, scope: "Scope") -> Self:
        """Return the documents this scope may know of: those about oneself, and those one made."""
        return self.filter(Q(person=scope.user_id) | Q(made_by=scope.user_id))

    def known_by(self, file_digest: str, content_digest: str) -> Self:
        """Return the documents whose file has this hash; without one, whose content has."""
        if file_digest:
            return self.filter(sha256=file_digest)
        return self.filter(content_sha256=content_digest).order_by("pk")


def signed_in(rows: models.QuerySet, *, version_id: int | None = None) -> Exists:
    """Return the condition that evidence, a judgement or an entry is part of a signed record.

    :param rows: the queryset the condition is for; its model has the relation ``sign_offs``.
    :param version_id: of the record under this framework version only.
    """
    relation = rows.model._meta.get_field("sign_offs")
    closed = relation.related_model._default_manager.filter(
        **{relation.remote_field.name: OuterRef("pk")}
    )
    return Exists(closed.filter(sign_off__version=version_id) if version_id else closed)
