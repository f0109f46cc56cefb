"""Checks the options of the buffer, which the buffer declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage

from sharekit import buffers
from sharekit.checks.values import check_values, read
from sharekit.conf import SharekitSettings
from sharekit.setting import Settings


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for options that the buffer does not declare, and for invalid values."""
    backend, options = buffers.parse(read(SharekitSettings.buffer))
    declared = getattr(backend, "Options", Settings).declared()
    yield from check_values(options, declared, place="SHAREKIT['BUFFER']['OPTIONS']")
