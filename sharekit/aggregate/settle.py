"""The place of each link in its chain of shares: parent, root and generation.

Settled after the drain, in a transaction of its own. A link's parent may arrive after it, so a new
link settles itself and all links below it: every order of arrival ends in the same chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from django.db import connections, router, transaction
from django.db.models import F
from django.utils import timezone

from sharekit.models import ShardCursor, ShareLink

DEEPEST: Final = 64
"""The last generation of a chain; a link below it begins a chain of its own."""
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
    """Give every new link its place, and return the number of links written."""
    if not ShareLink.objects.filter(generation=None).exists():
        return 0
    ShardCursor.objects.get_or_create(shard=CURSOR)
    with transaction.atomic(using=router.db_for_write(ShareLink), durable=True):
        # A write comes first: SQLite fails transactions that read and write later.
        ShardCursor.objects.filter(shard=CURSOR).update(at=timezone.now())
        fresh = ShareLink.objects.filter(generation=None).values_list("token", flat=True)
        moved = _lock(_walk_down(set(fresh)))
        _place(moved, parents=_find_parents(moved))
        _write(moved)
    return len(moved)


def _walk_down(layer: set[str]) -> set[str]:
    """Return tokens and those of all links below them."""
    found: set[str] = set()
    while layer:
        found |= layer
        layer = {link.token for link in _fetch("parent_token", layer)} - found
    return found


def _lock(tokens: set[str]) -> Links:
    """Lock links in the order of their tokens, so that nobody waits in a circle."""
    lock = connections[router.db_for_write(ShareLink)].features.has_select_for_update
    return {link.token: link for link in _fetch("token", tokens, lock=lock)}


def _find_parents(moved: Links) -> Links:
    """Return the settled links right above those that move."""
    tokens = {link.parent_token for link in moved.values()} - moved.keys() - {""}
    return {link.token: link for link in _fetch("token", tokens) if link.generation is not None}


def _fetch(field: str, tokens: Iterable[str], *, lock: bool = False) -> Iterator[Link]:
    ordered = sorted(tokens)
    for start in range(0, len(ordered), _STEP):
        links = ShareLink.objects.filter(**{f"{field}__in": ordered[start : start + _STEP]})
        if lock:
            links = links.select_for_update().order_by("token")
        for row in links.values_list(*_FIELDS):
            yield Link(*row)


def _place(moved: Links, *, parents: Links) -> None:
    """Set parent, root and generation of the links that move.

    Tokens come from browsers: chains may be longer than the stack, and run in circles, which are
    cut above the smallest token.
    """
    placed = dict(parents)
    cut: set[str] = set()
    for start in moved.values():
        path: Links = {}
        link: Link | None = start
        while link and link.token not in placed:
            if link.token in path:
                circle = list(path)[list(path).index(link.token) :]
                cut.add(min(circle))
                path.clear()
                link = start
                continue
            path[link.token] = link
            above = "" if link.token in cut else link.parent_token
            link = placed.get(above) or moved.get(above)
        for below in reversed(path.values()):
            _put_under(link, below)
            placed[below.token] = link = below


def _put_under(parent: Link | None, link: Link) -> None:
    if parent is None or parent.generation is None or parent.generation >= DEEPEST:
        link.parent_id, link.root_id, link.generation = None, link.pk, 0
    else:
        link.parent_id, link.root_id = parent.pk, parent.root_id
        link.generation = parent.generation + 1


def _write(moved: Links) -> None:
    """Write places; most links are roots, which one statement writes."""
    roots = [link.pk for link in moved.values() if link.generation == 0]
    for start in range(0, len(roots), _STEP):
        ShareLink.objects.filter(pk__in=roots[start : start + _STEP]).update(
            parent=None, root=F("pk"), generation=0
        )
    below = [
        ShareLink(
            pk=link.pk,
            parent_id=link.parent_id,
            root_id=link.root_id,
            generation=link.generation,
        )
        for link in moved.values()
        if link.generation
    ]
    ShareLink.objects.bulk_update(below, ["parent", "root", "generation"], batch_size=_STEP)
