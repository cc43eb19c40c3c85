"""One case of Amira's, the Ombudsman Association's framework, and Ben who reviews the file."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from assessments.models import FileReview, SetVersion
from cases.models import CaseFile
from frameworks.models import Version
from frameworks.tree import Tree, forget_trees, tree_of
from people.models import Organisation, User
from people.scope import Scope
from tests.assessments import factories


@pytest.fixture
def version(db: None) -> Version:
    forget_trees()
    return factories.ombudsman_association()


@pytest.fixture
def tree(version: Version) -> Tree:
    return tree_of(version.pk)


@pytest.fixture
def set_version(db: None) -> SetVersion:
    return factories.default_criteria()


@pytest.fixture
def case_file(caseworker: User, today: dt.date) -> CaseFile:
    """A closed file that Amira held."""
    return factories.closed_file_of(caseworker, today)


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


@pytest.fixture
def cast(
    organisation: Organisation,
    caseworker: User,
    supervisor: User,
    manager: User,
    other_supervisor: User,
    other_caseworker: User,
) -> SimpleNamespace:
    return SimpleNamespace(
        caseworker=caseworker,
        supervisor=supervisor,
        manager=manager,
        other_supervisor=other_supervisor,
        other_caseworker=other_caseworker,
    )


@pytest.fixture
def blind(cast: SimpleNamespace) -> Callable[..., FileReview]:
    """Return a review by Ben and, blind, by Dilys, at one of ``factories.BLIND_STEPS``."""
    return lambda step, *reference: factories.blind_at(cast, step, *reference)
