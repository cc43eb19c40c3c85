"""A version as plain values; a published one is kept by this process.

Everything that shows framework texts reads them here, so that a page asks the database for none.
"""

from .keeping import forget_trees, tree_of
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
    "Tree",
    "Use",
    "forget_trees",
    "tree_of",
]
