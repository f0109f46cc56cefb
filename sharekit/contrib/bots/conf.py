"""The settings of bots: one key of SHAREKIT, a dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sharekit.setting import Setting, Settings, read_sharekit


class Options(Settings):
    """The keys of SHAREKIT["BOTS"]."""

    stop_words = Setting[dict[str, list[str]]](
        {},
        must_be='a dict of languages and words, such as {"nl": ["stop", "afmelden"]}',
        meaning="Further messages that end a conversation for good, by language.",
    )

    @property
    def given(self) -> Mapping[str, Any]:
        """The values that a site has set, valid or not."""
        given = read_sharekit().get("BOTS", {})
        return given if isinstance(given, dict) else {}


class BotSettings(Settings):
    """What a site may set, as keys of SHAREKIT."""

    bots = Setting[dict[str, Any]](
        {},
        must_be='a dict such as {"STOP_WORDS": {}}',
        meaning="The options of bots.",
    )


settings = BotSettings()
options = Options()
