"""Which user agents are machines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from crawleruseragents import is_crawler

# Browsers that a site's own tests drive say "Headless"; crawlers that render pages use their name.
_DRIVEN: Final = re.compile("Headless")


def is_bot(user_agent: str) -> bool:
    """Tell whether a user agent names a crawler (list: monperrus/crawler-user-agents)."""
    return _is_crawler(user_agent[:512])


@lru_cache(maxsize=4096)
def _is_crawler(user_agent: str) -> bool:
    return bool(is_crawler(_DRIVEN.sub("", user_agent)))
