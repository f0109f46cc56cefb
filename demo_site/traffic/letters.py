"""What browsers send: agents, referrers, channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sharekit.keys import ArticleKey

RHYTHM: Final = (2, 1, 1, 1, 1, 2, 4, 7, 8, 7, 6, 6, 7, 6, 5, 5, 6, 7, 8, 9, 9, 8, 6, 4)
"""Readers by hour, on the site's clock."""
AGENTS: Final = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605",
)
IN_APP: Final = f"{AGENTS[0]} [FBAN/FBIOS;FBAV/520.0]"
BOT: Final = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
SOURCES: Final = {
    "": 45,
    "search": 20,
    "assistant": 2,
    "social": 16,
    "referral": 8,
    "app": 5,
    "campaign": 4,
}
"""Sources of page views with a referrer, of 100; "" are those within the site."""
REFERRERS: Final = {
    "search": ("https://www.google.com", "https://duckduckgo.com", "https://www.bing.com"),
    "assistant": ("https://chatgpt.com", "https://www.perplexity.ai"),
    "social": ("https://t.co", "https://www.reddit.com", "https://bsky.app"),
    "referral": ("https://blog.example", "https://neighbours.example"),
}
LETTERS: Final = {"w": 38, "c": 22, "e": 14, "n": 12, "t": 9, "m": 5}
"""Marked acts by the letter of their channel, of 100."""
CHANNELS: Final = {
    "w": ("share", "whatsapp"),
    "e": ("share", "email"),
    "m": ("share", "messenger"),
    "n": ("share", "native"),
    "c": ("copy", "copy-link"),
    "t": ("copy", "copy-text"),
}
BLOCKS: Final = ("the-nest", "a-recipe", "what-it-cost", "last-words")


@dataclass(frozen=True)
class Letter:
    """One request: when it arrives (milliseconds), its sender and article; `count` adds it to the
    truth.
    """

    received: int
    article: ArticleKey
    event: dict[str, Any]
    headers: dict[str, str]
    address: str
    count: Callable[[], None]
