"""A version as plain values; a published one is kept by this process.

Everything that shows framework texts reads them here, so that a page asks the database for none.
"""

from .keeping import forget_trees, tree_of
from .levels import AreaStep, Asked, Step, TextGroup, asked_at, cores_at, step_between
from .nodes import (
    AreaNode,
    BehaviourLeaf,
    CoreNode,
    DegreeWord,
    SectionLeaf,
    StandardLeaf,
    Tree,
    Use,
)
from .roles import BandNode, LevelNode, LevelTextLeaf, ProfileNode, ProfilePart, Roles, RuleNode

__all__ = [
    "AreaNode",
    "AreaStep",
    "Asked",
    "BandNode",
    "BehaviourLeaf",
    "CoreNode",
    "DegreeWord",
    "LevelNode",
    "LevelTextLeaf",
    "ProfileNode",
    "ProfilePart",
    "Roles",
    "RuleNode",
    "SectionLeaf",
    "StandardLeaf",
    "Step",
    "TextGroup",
    "Tree",
    "Use",
    "asked_at",
    "cores_at",
    "forget_trees",
    "step_between",
    "tree_of",
]
