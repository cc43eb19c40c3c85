"""An organisation may reword a framework; it cannot give itself its publisher's permission."""

import pytest

from core.errors import DomainError
from frameworks.enums import Purpose
from frameworks.models import Version
from frameworks.services.loading import load_frameworks

from .factories import BY, CONTENT, publish, written


def test_an_adapted_framework_cannot_permit_what_its_original_does_not(db, tmp_path):
    publish()
    uses = [dict(use, permitted=True) for use in CONTENT["permitted_uses"]]
    path = written(
        tmp_path,
        framework__code="ours",
        version__derived_from="example/1",
        permitted_uses=uses,
    )
    with pytest.raises(DomainError, match="permitted_uses.performance_review"):
        load_frameworks(paths=[path], by=BY)
    assert not Version.objects.filter(framework__code="ours").exists()


def test_an_adapted_framework_may_permit_less(db, tmp_path):
    publish()
    uses = [dict(use, permitted=False) for use in CONTENT["permitted_uses"]]
    path = written(
        tmp_path,
        framework__code="ours",
        version__derived_from="example/1",
        permitted_uses=uses,
    )
    load_frameworks(paths=[path], by=BY)
    assert set(Version.objects.permitting(Purpose.DEVELOPMENT).values_list("framework__code")) == {
        ("example",)
    }
