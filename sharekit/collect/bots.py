"""Recognises user agents of bots."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from crawleruseragents import is_crawler

from sharekit.collect.agents import APPS, BROWSERS, MACHINES, compile_words

_LONGEST: Final = 512


_READERS: Final = compile_words((*BROWSERS, *APPS))
_MACHINES: Final = compile_words(MACHINES)
_ANY_WORD: Final = re.compile(r"[^\W_]")


def is_bot(user_agent: str) -> bool:
    """Return whether a user agent names a bot.

    Known words of browsers and apps are removed first. Only the rest is searched for sharekit's own
    bot words and for the list of crawlers (monperrus/crawler-user-agents), so that no version of
    that list can take a known browser for a crawler.
    """
    return _is_bot(user_agent[:_LONGEST])


def read_foreign_words(user_agent: str) -> str:
    """Return the words of an agent that are not known words of browsers or apps."""
    return _READERS.sub(" ", user_agent[:_LONGEST])


@lru_cache(maxsize=4096)
def _is_bot(user_agent: str) -> bool:
    words = read_foreign_words(user_agent)
    if not _ANY_WORD.search(words):
        return False
    return bool(_MACHINES.search(words)) or bool(is_crawler(words))
