"""System checks of mails, each with the line that fixes the problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.core.checks import CheckMessage

from sharekit.checks.values import check_values
from sharekit.contrib.mails.conf import Options, options


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in MAILS."""
    yield from check_values(options.given, Options.get_declared(), place="SHAREKIT['MAILS']")


CHECKS: Final = (check_options,)
