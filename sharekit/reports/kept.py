"""Report results in Django's cache; if the cache fails, they are computed again."""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import Any, Final

from django.core.cache import cache
from django.db import connections, router

from sharekit.models import Article

SHAPE: Final = 3
"""Incremented with every change of the cached data, so that data of an older version is ignored."""

logger: Final = logging.getLogger("sharekit")


def get(name: str) -> Any:
    """Return the cached value of a name (letters and digits only), or None."""
    try:
        return cache.get(_key(name))
    except Exception:
        logger.exception("Django's cache could not be read.")
        return None


def put(name: str, value: object, *, seconds: int) -> None:
    """Cache a value for that many seconds."""
    try:
        cache.set(_key(name), value, seconds)
    except Exception:
        logger.exception("Django's cache could not be written.")


def _key(name: str) -> str:
    # Two sites may share a cache, but not a database.
    database = connections[router.db_for_read(Article)].settings_dict
    place = sha256(f"{database['HOST']} {database['NAME']}".encode()).hexdigest()
    return f"sharekit:{SHAPE}:{place}:{name}"
