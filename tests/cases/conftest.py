import pytest

from people.enums import Role
from tests.factories import person


@pytest.fixture
def make_lead(db):
    """Return a maker of another lead of casework."""
    return lambda name: person(name, Role.LEAD_OF_CASEWORK, title="Casework manager")
