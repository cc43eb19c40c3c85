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


@pytest.fixture
def five(db: None) -> dict[str, Version]:
    """The frameworks of all five sources by their code, as published."""
    paths = sorted(FIXTURE.parent.glob("*.json"))
    loaded = load_frameworks(paths=paths, by=BY)
    return {one.version.framework.code: one.version for one in loaded}
