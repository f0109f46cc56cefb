"""The place of each link in its chain of shares: parent, root and generation.

Settled after the drain, in transactions of its own. A link's parent may arrive after it, so a new
link settles itself and all links below it: every order of arrival ends in the same chains. Tokens
come from browsers: a chain may be endless or run in a circle, so a step writes few links and leaves
those below for the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from django.db import connections, router, transaction
from django.db.models import F
from django.utils import timezone

from sharekit.aggregate import sql
from sharekit.models import ShardCursor, ShareLink

DEEPEST: Final = 64
"""The last generation of a chain; a link below it is cut off and begins a chain of its own."""
MOST_LINKS: Final = 1000
"""Links that one transaction writes, about."""
MOST_STEPS: Final = 100
"""Transactions of one call, so that it ends whatever comes in."""
CURSOR: Final = "settle"
_STEP: Final = 500

_FIELDS: Final = ("pk", "token", "parent_token", "root_id", "generation")


class Link(msgspec.Struct):
    """What of a ShareLink matters here; building the model's instances would take half the time."""

    pk: int
    token: str
    parent_token: str
    root_id: int | None
    generation: int | None
    parent_id: int | None = None


Links = dict[str, Link]
"""Links by token."""


def settle() -> int:
    """Give new links their places, and return the number of links written."""
    total = 0
    for _ in range(MOST_STEPS):
        fresh = ShareLink.objects.filter(generation=None).order_by("token")
        tokens = set(fresh.values_list("token", flat=True)[:_STEP])
        if not tokens:
            break
        total += _settle(tokens)
    return total


def _settle(tokens: set[str]) -> int:
    # Reading comes before the lock: nobody waits while we walk.
    found, edge = _walk_down(tokens)
    with lock_chains():
        moved = _lock(found)
        _place(moved, parents=_find_parents(moved))
        _write(moved)
        for part in _cut(edge):
            below = ShareLink.objects.filter(parent_token__in=part, generation__isnull=False)
            below.exclude(token__in=found).update(generation=None)
    return len(moved)


@contextmanager
def lock_chains() -> Iterator[None]:
    """Open a transaction in which nobody else changes chains."""
    ShardCursor.objects.get_or_create(shard=CURSOR)
    with transaction.atomic(using=router.db_for_write(ShareLink), durable=True):
        # A write comes first: SQLite fails transactions that read and write later.
        ShardCursor.objects.filter(shard=CURSOR).update(at=timezone.now())
        yield


def _walk_down(layer: set[str]) -> tuple[set[str], set[str]]:
    """Return tokens with those of the links below them, and at whose links the walk ended."""
    found = set(layer)
    for _ in range(DEEPEST):
        below: set[str] = set()
        for part in _cut(layer):
            children = ShareLink.objects.filter(parent_token__in=part)
            below.update(children.values_list("token", flat=True)[: MOST_LINKS + 1])
        below -= found
        if not below or len(found) + len(below) > MOST_LINKS:
            break
        found |= below
        layer = below
    return found, layer if below else set()


def _cut(tokens: Iterable[str]) -> Iterator[list[str]]:
    """Yield tokens in lists that a statement can take, in their order."""
    ordered = sorted(tokens)
    for start in range(0, len(ordered), _STEP):
        yield ordered[start : start + _STEP]


def _lock(tokens: set[str]) -> Links:
    """Lock links in the order of their tokens, so that nobody waits in a circle."""
    lock = connections[router.db_for_write(ShareLink)].features.has_select_for_update
    return {link.token: link for link in _fetch(tokens, lock=lock)}


def _find_parents(moved: Links) -> Links:
    """Return the settled links right above those that move."""
    tokens = {link.parent_token for link in moved.values()} - moved.keys() - {""}
    return {link.token: link for link in _fetch(tokens) if link.generation is not None}


def _fetch(tokens: Iterable[str], *, lock: bool = False) -> Iterator[Link]:
    for part in _cut(tokens):
        links = ShareLink.objects.filter(token__in=part)
        if lock:
            links = links.select_for_update().order_by(sql.by_token())
        for row in links.values_list(*_FIELDS):
            yield Link(*row)


def _place(moved: Links, *, parents: Links) -> None:
    """Set parent, root and generation of the links that move; cut circles at the smallest token."""
    placed = dict(parents)
    for start in moved.values():
        path: Links = {}
        link: Link | None = start
        while link and link.token not in placed:
            if link.token in path:
                circle = list(path)[list(path).index(link.token) :]
                moved[min(circle)].parent_token = ""
                path.clear()
                link = start
                continue
            path[link.token] = link
            link = placed.get(link.parent_token) or moved.get(link.parent_token)
        for below in reversed(path.values()):
            _put_under(link, below)
            placed[below.token] = link = below


def _put_under(parent: Link | None, link: Link) -> None:
    if parent is None or parent.generation is None or parent.generation >= DEEPEST:
        # A parent that is not known yet stays named; one that lies too deep does not.
        link.parent_token = "" if parent else link.parent_token
        link.parent_id, link.root_id, link.generation = None, link.pk, 0
    else:
        link.parent_id, link.root_id = parent.pk, parent.root_id
        link.generation = parent.generation + 1


def _write(moved: Links) -> None:
    """Write places; most links are roots without a parent, which one statement writes."""
    roots = [link.pk for link in moved.values() if not link.generation and not link.parent_token]
    for start in range(0, len(roots), _STEP):
        ShareLink.objects.filter(pk__in=roots[start : start + _STEP]).update(
            parent=None, parent_token="", root=F("pk"), generation=0
        )
    others = [
        ShareLink(
            pk=link.pk,
            parent_id=link.parent_id,
            root_id=link.root_id,
            generation=link.generation,
        )
        for link in moved.values()
        if link.generation or link.parent_token
    ]
    ShareLink.objects.bulk_update(others, ["parent", "root", "generation"], batch_size=_STEP)
