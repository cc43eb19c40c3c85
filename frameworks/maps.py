"""The links between the areas of the frameworks, as a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from frameworks.models import MapLink, Version
from frameworks.tree import AreaNode, Tree, tree_of

MOST_ENDED = 50


@dataclass(frozen=True)
class End:
    """One of the two areas of a link.

    :ivar area: None where the version in use has no such area any more.
    """

    framework: str
    area: AreaNode | None


@dataclass(frozen=True)
class Shown:
    """A link with its two areas, as the versions in use name them."""

    link: MapLink
    start: End
    end: End


@dataclass(frozen=True)
class Links:
    """The links that stand, and those that were ended last, newest first."""

    standing: tuple[Shown, ...]
    ended: tuple[Shown, ...]


def links_between_frameworks() -> Links:
    """Return every link that stands, and the fifty that were ended last.

    Three queries, however many there are; the trees are kept by the process.
    """
    standing = list(MapLink.objects.standing())
    ended = list(MapLink.objects.ended()[:MOST_ENDED])
    trees = _trees({link.from_framework_id for link in (*standing, *ended)}
                   | {link.to_framework_id for link in (*standing, *ended)})  # fmt: skip
    return Links(_shown(standing, trees), _shown(ended, trees))


def shown_link(link: MapLink) -> Shown:
    """Return one link with its two areas."""
    return _shown([link], _trees({link.from_framework_id, link.to_framework_id}))[0]


def _trees(frameworks: Iterable[int]) -> dict[int, Tree]:
    versions = Version.objects.current().filter(framework__in=frameworks)
    return {
        framework: tree_of(version)
        for version, framework in versions.values_list("pk", "framework_id")
    }


def _shown(links: Iterable[MapLink], trees: dict[int, Tree]) -> tuple[Shown, ...]:
    def end(framework: int, key: str) -> End:
        tree = trees[framework]
        return End(tree.title, tree.area_by_key.get(key))

    return tuple(
        Shown(
            link, end(link.from_framework_id, link.from_key), end(link.to_framework_id, link.to_key)
        )
        for link in links
    )
