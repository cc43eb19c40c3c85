"""Frameworks made ready for the page: plain values in, plain values out, no queries."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from frameworks.adaptations import Adaptations, adaptations_of
from frameworks.claims import caution_of
from frameworks.enums import EntrySort
from frameworks.models import Framework, Version
from frameworks.models.front import ITEM
from frameworks.places import level_places, profile_places
from frameworks.services.search import MARK_FROM, MARK_TO, Found
from frameworks.tree import (
    AreaNode,
    BehaviourLeaf,
    CoreNode,
    ProfileNode,
    ProfilePart,
    SectionLeaf,
    Tree,
    Use,
    tree_of,
)

Node = TypeVar("Node")
LETTER = re.compile(r"[a-z]\. ")
MARKS = re.compile(f"[{MARK_FROM}{MARK_TO}]")


@dataclass(frozen=True)
class Uses:
    """What a publisher permits, refuses and warns of."""

    permitted: tuple[Use, ...]
    refused: tuple[Use, ...]
    limits: tuple[str, ...]


def uses(tree: Tree) -> Uses:
    """Return the uses of a version; a limit that a refused use says already is not said again."""
    refused = tuple(use for use in tree.uses.values() if not use.permitted)
    said = {use.sentence for use in refused}
    return Uses(
        permitted=tuple(use for use in tree.uses.values() if use.permitted),
        refused=refused,
        limits=tuple(limit for limit in tree.limits if limit not in said),
    )


def notices(trees: Iterable[Tree]) -> list[tuple[Tree, Uses]]:
    """Return the notice of permitted uses of each of these versions, for a page made under them."""
    return [(tree, uses(tree)) for tree in trees]


@dataclass(frozen=True)
class InUse:
    """A framework that the organisation uses, as the public page tells of it."""

    tree: Tree
    uses: Uses
    framework: Framework
    adaptations: Adaptations | None
    caution: str


def in_use(version: Version, tree: Tree) -> InUse:
    return InUse(tree, uses(tree), version.framework, adaptations_of(tree), caution_of(tree))


@dataclass(frozen=True)
class Loaded:
    """A framework of this installation with its published versions, the latest first."""

    framework: Framework
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        return self.versions[0]


def loaded(versions: Iterable[Version]) -> list[Loaded]:
    """Group versions, which come by framework and the latest first."""
    return [
        Loaded(framework, tuple(group))
        for framework, group in groupby(versions, key=lambda version: version.framework)
    ]


@dataclass(frozen=True)
class Block:
    """A paragraph, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()

    @property
    def lettered(self) -> bool:
        """Say whether the items bring their own letters, as printed: "a. Manages ..."."""
        return bool(self.items) and all(LETTER.match(item) for item in self.items)


@dataclass(frozen=True)
class Part:
    """A headed part of the introduction with the sections under it."""

    section: SectionLeaf
    blocks: tuple[Block, ...]
    within: tuple["Part", ...] = ()


def blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    """Put lines into paragraphs and lists; see ``Section.text``."""

    def made() -> Iterator[Block]:
        for is_item, run in groupby(lines, key=lambda line: line.startswith(ITEM)):
            if is_item:
                yield Block(items=tuple(line.removeprefix(ITEM) for line in run))
            else:
                yield from (Block(text=line) for line in run)

    return tuple(made())


def parts(tree: Tree) -> tuple[Part, ...]:
    """Return the introduction as headed parts, each with what stands under it."""
    tops: list[tuple[SectionLeaf, list[Part]]] = []
    for section in tree.sections:
        if section.level == 1 or not tops:
            tops.append((section, []))
        else:
            tops[-1][1].append(Part(section, blocks(section.lines)))
    return tuple(Part(section, blocks(section.lines), tuple(within)) for section, within in tops)


@dataclass(frozen=True)
class ProfileBlock:
    """One part of a role profile; ``core`` where its criteria are competency areas."""

    part: ProfilePart
    blocks: tuple[Block, ...]
    core: CoreNode | None


def profile_parts(tree: Tree, profile: ProfileNode) -> tuple[ProfileBlock, ...]:
    return tuple(
        ProfileBlock(part, blocks(part.lines), tree.core_by_key.get(part.core_key))
        for part in profile.parts
    )


@dataclass(frozen=True)
class Neighbours(Generic[Node]):
    before: Node | None
    after: Node | None


def neighbours(nodes: Sequence[Node], node: Node) -> Neighbours[Node]:
    """Return what is printed before and after a node."""
    at = nodes.index(node)
    return Neighbours(
        before=nodes[at - 1] if at else None,
        after=nodes[at + 1] if at + 1 < len(nodes) else None,
    )


@dataclass(frozen=True)
class Result:
    """One text that was found, and where it stands."""

    text: SafeString
    url: str
    place: str


@dataclass(frozen=True)
class ResultGroup:
    heading: str
    results: tuple[Result, ...]


def results(found: Iterable[Found]) -> list[ResultGroup]:
    """Group what was found by its sort, each text with its words marked."""
    sorts = {sort.value: sort for sort in EntrySort}
    by_sort = groupby(sorted(found, key=lambda one: one.sort), key=lambda one: one.sort)
    return [
        ResultGroup(str(sorts[sort].label), tuple(_result(one) for one in group))
        for sort, group in by_sort
    ]


def _result(one: Found) -> Result:
    tree = tree_of(one.version_id)
    url, *place = _place(one, tree)
    return Result(marked(one.marked), url, " › ".join([tree.title, *place]))


def _place(one: Found, tree: Tree) -> tuple[str, ...]:
    """Return the address of a text and the names of what it stands in."""
    match one.sort:
        case EntrySort.CORE_COMPETENCY:
            return (tree.core_by_key[one.key].url,)
        case EntrySort.AREA:
            area = tree.area_by_key[one.key]
            return area.url, area.core_title
        case EntrySort.BEHAVIOUR:
            area, leaf = tree.behaviour_by_key[one.key]
            kind = str(tree.words[leaf.kind])
            return f"{area.url}#{one.key}", area.core_title, area.title, kind
        case EntrySort.SERVICE_STANDARD:
            core = next(core for core in tree.cores if one.key in core.standard_keys)
            return f"{core.url}#{one.key}", core.title
        case EntrySort.LEVEL_TEXT:
            return _place_of_level_text(one, tree)
        case EntrySort.ROLE_PROFILE:
            return _place_of_profile(one, tree)
        case _:
            section = next(section for section in tree.sections if section.key == one.key)
            return f"{tree.about_url}#{one.key}", section.heading


def _place_of_level_text(one: Found, tree: Tree) -> tuple[str, ...]:
    """A text stands on the page of the first level that it is printed for."""
    text = next(text for text in tree.roles.texts if text.key == one.key)
    level = next(
        level
        for level in tree.roles.levels
        if text.band is None or level.key in text.band.level_keys
    )
    page = level_places(tree)[level.key]
    whence = (text.band.title,) if text.band else ()
    return f"{page.url}#{text.key}", *whence, text.sort_label


def _place_of_profile(one: Found, tree: Tree) -> tuple[str, ...]:
    """A text stands in the first part of its profile that says it; a title, at the top."""
    page, found = profile_places(tree)[one.key], MARKS.sub("", one.marked)
    profile = next(profile for profile in tree.roles.profiles if profile.key == one.key)
    for part in profile.parts:
        if found in {part.heading, *(line.removeprefix(ITEM) for line in part.lines)}:
            return f"{page.url}#{part.key}", page.title, part.heading
    return page.url, page.title


def marked(text: str) -> SafeString:
    """Escape a text and put its marked words in ``<mark>``."""
    pieces = MARKS.split(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece) if number % 2 else piece,)
            for number, piece in enumerate(pieces)
        ),
    )


def area_options(version: Version) -> list[dict[str, Any]]:
    """Return the areas of a version for a "type to find" field, in printed order.

    Each is a dict with ``id``, ``key``, ``title``, ``competency`` and, as lists of ``id`` and
    ``text``, its ``effective``, ``ineffective`` and ``prerequisites``.
    """
    return [_option(area) for area in tree_of(version.pk).areas.values()]


def _option(area: AreaNode) -> dict[str, Any]:
    def leaves(behaviours: Iterable[BehaviourLeaf]) -> list[dict[str, Any]]:
        return [{"id": leaf.id, "text": f"{leaf.stem} {leaf.text}".strip()} for leaf in behaviours]

    return {
        "id": area.id,
        "key": area.key,
        "title": area.title,
        "competency": area.core_title,
        "effective": leaves(area.effective),
        "ineffective": leaves(area.ineffective),
        "prerequisites": leaves(area.prerequisites),
    }
