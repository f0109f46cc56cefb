"""System checks of bots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

CHECKS: Final[tuple[Callable[..., list[Any]], ...]] = ()
