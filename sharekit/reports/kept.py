"""What Django's cache keeps for reports: where it fails, everything is found anew."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.core.cache import cache

SHAPE: Final = 1
"""Raised with every change of what is kept, which an older version may have written."""

logger: Final = logging.getLogger("sharekit")


def get(name: str) -> Any:
    """Return what was kept by a name (letters and digits: caches take little else), or None."""
    try:
        return cache.get(_key(name))
    except Exception:
        logger.exception("Django's cache could not be read.")
        return None


def put(name: str, value: object, *, seconds: int) -> None:
    """Keep something for so many seconds."""
    try:
        cache.set(_key(name), value, seconds)
    except Exception:
        logger.exception("Django's cache could not be written.")


def _key(name: str) -> str:
    return f"sharekit:{SHAPE}:{name}"
