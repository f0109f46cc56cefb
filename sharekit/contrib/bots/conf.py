"""The settings of bots: one key of SHAREKIT, a dict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from limits import parse

from sharekit.setting import Setting, Settings, read_sharekit

NAME_DAYS: Final = 8
"""How many days names of messages are kept at least: platforms repeat a delivery for a week."""
_UNITS: Final = {"s": 1, "m": 60, "h": 3600}
_LONGEST_WINDOW: Final = 86_400


def parse_seconds(text: str) -> int:
    """Return the seconds of a time such as "30m"; raise ValueError."""
    if not (found := re.fullmatch(r"(\d{1,5})([smh])", text)) or not int(found[1]):
        raise ValueError(f"{text!r} is not a time such as 90s, 30m or 2h.")
    return int(found[1]) * _UNITS[found[2]]


def _is_time(text: str) -> bool:
    try:
        parse_seconds(text)
    except ValueError:
        return False
    return True


def _is_rate(text: str) -> bool:
    try:
        return parse(text).get_expiry() <= _LONGEST_WINDOW
    except ValueError:
        return False


def _are_accounts(accounts: dict[str, dict[str, Any]]) -> bool:
    return all(
        re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", slug) and isinstance(given.get("platform"), str)
        for slug, given in accounts.items()
    )


class Options(Settings):
    """The keys of SHAREKIT["BOTS"]."""

    accounts = Setting[dict[str, dict[str, Any]]](
        {},
        check=_are_accounts,
        must_be='a dict of short names, such as {"shop": {"platform": "telegram", "token": "…"}}',
        meaning="The site's accounts at platforms, with their secrets.",
        is_secret=True,
    )
    keep_days = Setting[int](
        30,
        check=lambda days: days > 0,
        must_be="a number of days above 0",
        meaning="How long conversations are kept after the last question.",
    )
    transcripts = Setting[Literal["keep", "questions", "none"]](
        "keep",
        meaning="What is kept of a conversation: all, questions that no rule answered, or nothing.",
    )
    late = Setting[str](
        "30m",
        check=_is_time,
        must_be='a time such as "30m" or "2h"',
        meaning="After what time an answer comes too late: a person answers instead.",
    )
    notify = Setting[list[str]](
        [],
        must_be='a list of addresses, such as ["shop@example.com"]',
        meaning="The addresses that get a mail when a customer waits, or an account does not work.",
    )
    limit_contact = Setting[str](
        "20/10 minutes",
        check=_is_rate,
        must_be='a number of answers in a time, such as "20/10 minutes"',
        meaning="The most answers of the bot to one customer; then a person answers.",
    )
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
