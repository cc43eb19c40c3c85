"""What the tests of records share: the framework of the Ombudsman Association, word for word."""

from pathlib import Path

import pytest
from django.conf import settings

from frameworks.models import Version
from frameworks.services.loading import load_frameworks


@pytest.fixture
def oa(db: None) -> Version:
    path = Path(settings.ROOT) / "fixtures" / "ombudsman-association-2018.json"
    return load_frameworks(paths=[path], by="command:test")[0].version
