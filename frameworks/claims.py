"""The caution about claims of compliance, in the words of the framework that prints it."""

from frameworks.tree import Tree

# Ombudsman Association, Caseworker Competency Framework, "Using this Framework".
CAUTION = (
    "Members should also take care to ensure that claims of compliance with any Ombudsman "
    "Association guidance are not misleading."
)


def caution_of(tree: Tree) -> str:
    """Return the publisher's own caution where this version prints it, word for word; else ""."""
    printed = any(CAUTION in line for section in tree.sections for line in section.lines)
    return CAUTION if printed else ""
