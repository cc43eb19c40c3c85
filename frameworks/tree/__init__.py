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

__all__ = [
    "AreaNode",
    "BehaviourLeaf",
    "CoreNode",
    "DegreeWord",
    "SectionLeaf",
    "StandardLeaf",
    "Tree",
    "Use",
    "forget_trees",
    "tree_of",
]
