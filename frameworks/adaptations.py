"""What an adapted framework changed against the one it is derived from.

Source: Ombudsman Association, Caseworker Competency Framework, "What is an indicative behaviour?":
members may build on or adapt the behaviours; "Using this Framework": what they use is public.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.tree import Tree, tree_of


@dataclass(frozen=True)
class Adaptation:
    """One statement that differs: added where ``original`` is "", left out where ``ours`` is."""

    key: str
    place: str
    original: str
    ours: str
    reason: str = ""


@dataclass(frozen=True)
class Adaptations:
    """Everything that differs, in printed order."""

    original: Tree
    added: tuple[Adaptation, ...]
    changed: tuple[Adaptation, ...]
    left_out: tuple[Adaptation, ...]


def adaptations_of(tree: Tree) -> Adaptations | None:
    """Compare an adapted version with its original, statement by statement.

    The key says which statements belong together. None where nothing was adapted from anywhere.
    """
    if tree.derived_from_id is None:
        return None
    original = tree_of(tree.derived_from_id)
    ours, theirs = dict(_statements(tree)), dict(_statements(original))

    def adaptation(key: str) -> Adaptation:
        place = ours[key][0] if key in ours else theirs[key][0]
        return Adaptation(
            key,
            place,
            original=theirs.get(key, ("", ""))[1],
            ours=ours.get(key, ("", ""))[1],
            reason=tree.reasons.get(key, ""),
        )

    return Adaptations(
        original,
        added=tuple(adaptation(key) for key in ours if key not in theirs),
        changed=tuple(
            adaptation(key) for key in ours if key in theirs and ours[key][1] != theirs[key][1]
        ),
        left_out=tuple(adaptation(key) for key in theirs if key not in ours),
    )


def _statements(tree: Tree) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the key, the place and the text of every statement."""
    for core in tree.cores:
        yield core.key, (str(tree.words["core_competency"]), _text(core.title, core.sentence))
        for area in core.areas:
            yield area.key, (core.title, _text(area.title, area.text))
            for leaf in area.behaviours:
                place = f"{core.title} › {area.title} › {tree.words[leaf.kind]}"
                yield leaf.key, (place, _text(leaf.stem, leaf.text))
        for standard in core.standards:
            yield standard.key, (str(tree.words["service_standards"]), standard.text)


def _text(*parts: str) -> str:
    return ": ".join(filter(None, parts))
