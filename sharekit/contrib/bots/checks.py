"""System checks of bots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution

from sharekit.checks.values import check_values
from sharekit.contrib.bots.conf import Options, options
from sharekit.contrib.bots.rules.reading.fold import fold


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in BOTS."""
    yield from check_values(options.given, Options.get_declared(), place="SHAREKIT['BOTS']")


def check_stop_words(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check that each word that stops a bot has a letter."""
    given = options.given.get(Options.stop_words.name, {})
    words = given if Options.stop_words.accepts(given) else {}
    for language, listed in words.items():
        for word in listed:
            if not fold(word, language):
                yield Caution(
                    f"SHAREKIT['BOTS']['STOP_WORDS'] has {word!r}, which nobody can write: it has "
                    "no letter.",
                    hint="Remove it.",
                    id="sharekit_bots.W001",
                )


CHECKS: Final = (check_options, check_stop_words)
