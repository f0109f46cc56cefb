"""The addresses of sharekit's static files."""

from __future__ import annotations

import time
from functools import lru_cache

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.templatetags.static import static


def get_static_url(name: str) -> str:
    """Return the address of a file in static/sharekit/, for any storage and host.

    The storage is asked once a minute: asking costs as much as the rest of a bar, and the address
    may be signed and expire.
    """
    minute = int(time.monotonic() // 60)
    return _ask(f"sharekit/{name}", storages["staticfiles"], settings.STATIC_URL, minute)


@lru_cache(maxsize=16)
def _ask(path: str, storage: Storage, static_url: str | None, minute: int) -> str:
    return static(path)
