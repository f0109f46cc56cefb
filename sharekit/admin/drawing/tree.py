"""A share chain drawn as a tree: its root in the middle, and a ring for each step."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, ngettext

from sharekit.admin.drawing import colours
from sharekit.formats import format_number
from sharekit.reports.figures.chains import Chains, Node
from sharekit.reports.words.names import name_channel

FEWEST_DRAWN: Final = 8
"""The fewest links of a chain that is drawn; a sentence says as much about a shorter one."""
_SIDE: Final = 1000
"""The side of the square to draw in; the page scales it."""
_RADIUS: Final = 450
_SMALLEST, _LARGEST = 7, 30
"""The radius of a link without visits, and the largest radius."""


@dataclass(frozen=True)
class Spot:
    """A link's position, and the path that leads to it. Numbers are formatted for SVG."""

    x: str
    y: str
    radius: str
    colour: int
    title: str
    path: str


@dataclass(frozen=True)
class Ring:
    """One step from the root."""

    radius: str


@dataclass(frozen=True)
class Tree:
    """A drawing of a chain, and the channels in it by colour."""

    side: str
    middle: str
    rings: Sequence[Ring]
    spots: Sequence[Spot]
    channels: Sequence[tuple[str, int, str]]


def draw_tree(chains: Chains) -> Tree:
    """Return the longest chain as a tree."""
    nodes = chains.longest
    deepest = max(node.generation for node in nodes) or 1
    step = _RADIUS / deepest
    angles = _get_angles(nodes)
    places = [(node.generation * step, angle) for node, angle in zip(nodes, angles, strict=True)]
    widest = _get_largest_radius(nodes, step=step)
    links = Counter(node.channel for node in nodes)
    own = colours.choose(links)
    spots = [
        Spot(
            *_format_point(*places[number]),
            radius=_format(min(widest, _SMALLEST + 4 * math.sqrt(node.clickbacks))),
            colour=own.get(node.channel, colours.OTHERS),
            title=_describe(node),
            path="" if node.parent is None else _draw_branch(places[node.parent], places[number]),
        )
        for number, node in enumerate(nodes)
    ]
    return Tree(
        side=str(_SIDE),
        middle=str(_SIDE // 2),
        rings=[Ring(_format(step * generation)) for generation in range(1, deepest + 1)],
        spots=spots,
        channels=list(_list_channels(links, own)),
    )


def _get_angles(nodes: Sequence[Node]) -> list[float]:
    """Return the angle of each node: leaves are spread evenly, parents are amid their children."""
    below: list[list[int]] = [[] for _ in nodes]
    roots: list[int] = []
    for number, node in enumerate(nodes):
        (roots if node.parent is None else below[node.parent]).append(number)
    # Depth first, so that the leaves of a branch are neighbours. A branch has up to 64 steps.
    order: list[int] = []
    stack = roots[::-1]
    while stack:
        number = stack.pop()
        order.append(number)
        stack.extend(reversed(below[number]))
    leaves = [number for number in order if not below[number]]
    angles = [0.0] * len(nodes)
    for place, number in enumerate(leaves):
        angles[number] = math.tau * place / len(leaves)
    for number in reversed(order):
        if below[number]:
            first, last = below[number][0], below[number][-1]
            angles[number] = (angles[first] + angles[last]) / 2
    return angles


def _get_largest_radius(nodes: Sequence[Node], *, step: float) -> float:
    """Return the largest radius at which neighbours on a ring, and rings, do not overlap."""
    on_ring: dict[int, int] = {}
    for node in nodes:
        on_ring[node.generation] = on_ring.get(node.generation, 0) + 1
    room = [
        math.pi * generation * step / number for generation, number in on_ring.items() if generation
    ]
    return max(2.0, min(_LARGEST, step / 3, *room))


def _draw_branch(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return a curve from a parent to its child, as SVG path data."""
    if not start[0]:
        # The middle has no angle.
        start = (0, end[1])
    halfway = (start[0] + end[0]) / 2
    points = (start, (halfway, start[1]), (halfway, end[1]), end)
    first, *others = (" ".join(_format_point(*point)) for point in points)
    return f"M{first}C{', '.join(others)}"


def _format_point(radius: float, angle: float) -> tuple[str, str]:
    middle = _SIDE / 2
    # The first branch begins at the top.
    return _format(middle + radius * math.sin(angle)), _format(middle - radius * math.cos(angle))


def _format(number: float) -> str:
    # Formatted here, because the template would use the reader's decimal separator.
    return f"{number:.1f}"


def _describe(node: Node) -> str:
    visits = ngettext("%(count)s visit", "%(count)s visits", node.clickbacks)
    count = format_number(node.clickbacks)
    return f"{name_channel(node.channel)}: {visits % {'count': count}}"


def _list_channels(links: Counter[str], own: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    for slug in sorted(own, key=lambda slug: (-links[slug], slug)):
        yield name_channel(slug), own[slug], format_number(links[slug])
    if rest := links.total() - sum(links[slug] for slug in own):
        yield gettext("Others"), colours.OTHERS, format_number(rest)
