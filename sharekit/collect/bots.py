"""Which user agents are machines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from crawleruseragents import is_crawler

from sharekit.collect.agents import APPS, BROWSERS, MACHINES, Words

_LONGEST: Final = 512


def _compile(rows: Iterable[Words]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.pattern})" for row in rows))


_READERS: Final = _compile((*BROWSERS, *APPS))
_MACHINES: Final = _compile(MACHINES)
_ANY_WORD: Final = re.compile(r"[^\W_]")


def is_bot(user_agent: str) -> bool:
    """Tell whether a user agent names a machine.

    What a browser or an app says of itself is taken away first. Only what is left is looked for in
    our own words of machines, then in the list of crawlers (monperrus/crawler-user-agents), so
    that no version of that list can take a browser whose words we know for a crawler.
    """
    return _is_bot(user_agent[:_LONGEST])


def read_foreign_words(user_agent: str) -> str:
    """Return what an agent says beside the words of browsers, and of apps with one inside."""
    return _READERS.sub(" ", user_agent[:_LONGEST])


@lru_cache(maxsize=4096)
def _is_bot(user_agent: str) -> bool:
    words = read_foreign_words(user_agent)
    if not _ANY_WORD.search(words):
        return False
    return bool(_MACHINES.search(words)) or bool(is_crawler(words))
