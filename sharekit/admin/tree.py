"""A chain of shares drawn as a tree: its root in the middle, a ring around it for each step."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, ngettext

from sharekit import reports
from sharekit.admin import colours
from sharekit.reports import Chains, Node

_SIDE: Final = 1000
"""The square that is drawn in, whatever its size on the page."""
_RADIUS: Final = 450
_SMALLEST, _LARGEST = 7, 30
"""Radii of a link that brought nobody, and of any other at most."""


@dataclass(frozen=True)
class Spot:
    """A link: where it stands, and from where a line leads to it. Numbers are written for SVG."""

    x: str
    y: str
    radius: str
    colour: int
    title: str
    path: str


@dataclass(frozen=True)
class Ring:
    """A step from the root: its radius."""

    radius: str


@dataclass(frozen=True)
class Tree:
    """A drawing of a chain, what it says in words, and the ways in it by colour."""

    side: str
    middle: str
    rings: Sequence[Ring]
    spots: Sequence[Spot]
    ways: Sequence[tuple[str, int, str]]


def draw_tree(chains: Chains) -> Tree | None:
    """Return the longest chain as a tree, None where nobody passed anything on."""
    nodes = chains.longest
    if len(nodes) < 2:
        return None
    deepest = max(node.generation for node in nodes) or 1
    step = _RADIUS / deepest
    angles = _find_angles(nodes)
    places = [(node.generation * step, angle) for node, angle in zip(nodes, angles, strict=True)]
    widest = _find_widest(nodes, step=step)
    links = Counter(node.channel for node in nodes)
    own = colours.choose(links)
    spots = [
        Spot(
            *_write_point(*places[number]),
            radius=_write(min(widest, _SMALLEST + 4 * math.sqrt(node.clickbacks))),
            colour=own.get(node.channel, colours.OTHERS),
            title=_describe(node),
            path="" if node.parent is None else _lead(places[node.parent], places[number]),
        )
        for number, node in enumerate(nodes)
    ]
    return Tree(
        side=str(_SIDE),
        middle=str(_SIDE // 2),
        rings=[Ring(_write(step * generation)) for generation in range(1, deepest + 1)],
        spots=spots,
        ways=list(_list_ways(links, own)),
    )


def _find_angles(nodes: Sequence[Node]) -> list[float]:
    """Return the angle of each node: leaves stand evenly around, parents amid their children."""
    below: list[list[int]] = [[] for _ in nodes]
    roots: list[int] = []
    for number, node in enumerate(nodes):
        (roots if node.parent is None else below[node.parent]).append(number)
    # Depth first, so that the leaves of a branch stand beside one another. Branches may be as deep
    # as 64: no recursion is needed for that, but a stack costs no more words.
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


def _find_widest(nodes: Sequence[Node], *, step: float) -> float:
    """Return the largest radius by which neighbours on a ring, and rings, do not cover another."""
    on_ring: dict[int, int] = {}
    for node in nodes:
        on_ring[node.generation] = on_ring.get(node.generation, 0) + 1
    room = [
        math.pi * generation * step / number for generation, number in on_ring.items() if generation
    ]
    return max(2.0, min(_LARGEST, step / 3, *room))


def _lead(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return a curve from a parent to its child, as SVG writes it."""
    if not start[0]:
        # The middle has no angle of its own.
        start = (0, end[1])
    halfway = (start[0] + end[0]) / 2
    points = (start, (halfway, start[1]), (halfway, end[1]), end)
    first, *others = (" ".join(_write_point(*point)) for point in points)
    return f"M{first}C{', '.join(others)}"


def _write_point(radius: float, angle: float) -> tuple[str, str]:
    middle = _SIDE / 2
    # The first branch stands at the top.
    return _write(middle + radius * math.sin(angle)), _write(middle - radius * math.cos(angle))


def _write(number: float) -> str:
    # Not by the template, which would write it as the reader's language does.
    return f"{number:.1f}"


def _describe(node: Node) -> str:
    visits = ngettext("%(count)s visit", "%(count)s visits", node.clickbacks)
    count = reports.write_number(node.clickbacks)
    return f"{reports.name_way(node.channel)}: {visits % {'count': count}}"


def _list_ways(links: Counter[str], own: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    for slug in sorted(own, key=lambda slug: (-links[slug], slug)):
        yield reports.name_way(slug), own[slug], reports.write_number(links[slug])
    if rest := links.total() - sum(links[slug] for slug in own):
        yield gettext("Others"), colours.OTHERS, reports.write_number(rest)
