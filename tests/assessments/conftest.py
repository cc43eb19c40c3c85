"""One case of Amira's, the Ombudsman Association's framework, and Ben who reviews the file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from assessments.models import FileReview, SetVersion
from assessments.services.criteria import load_criteria
from cases.models import CaseFile
from frameworks.models import Version
from frameworks.services.loading import load_frameworks
from frameworks.tree import Tree, forget_trees, tree_of
from people.models import User
from people.scope import Scope
from tests.assessments import factories
from tests.cases.factories import CaseFileFactory, HoldingFactory

FIXTURES = Path(settings.ROOT) / "fixtures"


@pytest.fixture
def version(db: None) -> Version:
    forget_trees()
    loaded = load_frameworks(paths=[FIXTURES / "ombudsman-association-2018.json"], by="test")
    return loaded[0].version


@pytest.fixture
def tree(version: Version) -> Tree:
    return tree_of(version.pk)


@pytest.fixture
def set_version(db: None) -> SetVersion:
    return load_criteria(path=FIXTURES / "criteria" / "file-review.json", by="test")[0]


@pytest.fixture
def case_file(caseworker: User, today: dt.date) -> CaseFile:
    """A closed file that Amira held."""
    opened = today - dt.timedelta(days=90)
    file = CaseFileFactory(
        reference="HB-2041", opened_on=opened, closed_on=today - dt.timedelta(days=20)
    )
    HoldingFactory(case_file=file, user=caseworker, from_on=opened, to_on=file.closed_on)
    return file


@pytest.fixture
def assigned(
    case_file: CaseFile,
    caseworker: User,
    supervisor: User,
    manager: User,
    version: Version,
    set_version: SetVersion,
    scope_of: Callable[[User], Scope],
) -> FileReview:
    """Grace asked Ben to review Amira's file."""
    return factories.assign(
        case_file=case_file,
        person=caseworker,
        reviewer=supervisor,
        by=manager,
        scope=scope_of(manager),
        versions=[version],
        set_version=set_version,
    )


@pytest.fixture
def submitted(
    assigned: FileReview, supervisor: User, scope_of: Callable[[User], Scope], tree: Tree
) -> FileReview:
    return factories.submit(assigned, by=supervisor, scope=scope_of(supervisor), trees=[tree])


@pytest.fixture
def shared(
    submitted: FileReview, supervisor: User, scope_of: Callable[[User], Scope]
) -> FileReview:
    return factories.share(submitted, by=supervisor, scope=scope_of(supervisor))
