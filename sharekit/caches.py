"""Caches of what is computed from Django's settings, which only tests change at run time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

from django.core.signals import setting_changed

P = ParamSpec("P")
T = TypeVar("T")


def cached_by(
    *names: str, maxsize: int | None = None
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Cache a function's results until one of the named settings of Django changes."""

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        cached = lru_cache(maxsize)(function)

        def forget(*, setting: str, **_: object) -> None:
            if setting in names:
                cached.cache_clear()

        setting_changed.connect(forget, weak=False)
        return cast("Callable[P, T]", cached)

    return decorate
