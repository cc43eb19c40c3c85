"""A use that the publisher does not permit is refused in the publisher's words."""

import pytest

from core.errors import DomainError
from frameworks.enums import Purpose
from frameworks.services.permitted_uses import refuse_unless_permitted

from .factories import publish


def test_permitted_use_passes(db):
    refuse_unless_permitted(publish(), Purpose.DEVELOPMENT)


def test_refusal_is_in_the_words_of_the_publisher(db):
    with pytest.raises(DomainError) as refused:
        refuse_unless_permitted(publish(), Purpose.PERFORMANCE_REVIEW)
    assert refused.value.field == "purpose"
    assert refused.value.message == (
        "“Example framework” may not be used for performance review. Its publisher, Example"
        " Publisher, says: “It is not intended to be used to assess performance.”"
    )


def test_use_that_the_publisher_does_not_name_is_refused(db):
    with pytest.raises(DomainError, match="does not name that use"):
        refuse_unless_permitted(publish(), Purpose.RECRUITMENT)


@pytest.mark.parametrize("purpose", [use for use in Purpose if use != Purpose.CAPABILITY_SUPPORT])
def test_uses_that_the_ombudsman_association_names_pass(ombudsman, purpose):
    refuse_unless_permitted(ombudsman, purpose)
