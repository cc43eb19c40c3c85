from pathlib import Path

import pytest
from django.conf import settings

from frameworks.models import Version
from frameworks.services.loading import load_frameworks

from .factories import BY

FIXTURE = Path(settings.ROOT) / "fixtures" / "ombudsman-association-2018.json"


@pytest.fixture
def ombudsman(db: None) -> Version:
    """The framework of the Ombudsman Association, as published."""
    return load_frameworks(paths=[FIXTURE], by=BY)[0].version
