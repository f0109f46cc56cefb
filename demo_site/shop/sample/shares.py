"""Readers share goods and open what was shared: through the real collect, with marks for orders."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from demo_site.shop.models import Good
from demo_site.shop.sample.clock import moved_clock
from demo_site.traffic.letters import AGENTS, Letter
from demo_site.traffic.send import send
from sharekit import tokens
from sharekit.articles.find import find_key
from sharekit.contrib.promotions.models import Promotion
from sharekit.keys import ArticleKey
from sharekit.links import tracked_url

_CHANNELS: Final = {"w": "whatsapp", "e": "email", "m": "messenger"}
_WEIGHTS: Final = (6, 3, 1)
_MOST_VISITS: Final = 3
_VISITS_OF_OFFER: Final = {"whatsapp": 34, "email": 13, "copy-link": 9}
"""How often friends opened advocates' links, by channel."""


@dataclass(frozen=True)
class Share:
    """A link that somebody passed on, by its mark."""

    good: Good
    at: datetime
    token: str


def invent_shares(
    goods: list[Good], chance: random.Random, *, first: datetime, days: int
) -> list[Share]:
    """Return shares of goods in the order of their time; the first good is shared most."""
    shares = []
    for day in range(days):
        for _ in range(chance.randint(1, 2)):
            good = chance.choices(goods, weights=range(len(goods), 0, -1))[0]
            at = first + timedelta(days=day, seconds=chance.randrange(80_000))
            token = _draw(chance.choices([*_CHANNELS], _WEIGHTS)[0], chance)
            shares.append(Share(good, at, token))
    return sorted(shares, key=lambda share: share.at)


def report_shares(shares: Iterable[Share], chance: random.Random) -> Iterator[Letter]:
    """Yield the request of each share, and those of its visits within a day."""
    get_key = lru_cache(partial(find_key, request=None))
    for share in shares:
        key = get_key(share.good)
        if key is None:
            continue
        channel = _CHANNELS[share.token[0]]
        event = {"kind": "share", "channel": channel, "token": share.token}
        yield _write(key, event, chance, at=share.at)
        for _ in range(chance.randint(0, _MOST_VISITS)):
            at = share.at + timedelta(minutes=chance.randint(5, 1200))
            yield _visit(key, share.token, chance, at=at)


def open_offer(
    promotion: Promotion, chance: random.Random, *, first: datetime, days: int
) -> Iterator[Letter]:
    """Yield the requests of friends who open the links of advocates."""
    key = find_key(promotion, request=None)
    if key is None:
        return
    for channel, visits in _VISITS_OF_OFFER.items():
        with moved_clock(first):
            address = tracked_url(promotion, channel, campaign=promotion.slug)
        token = tokens.strip(address)[1] or ""
        for _ in range(visits):
            at = first + timedelta(seconds=chance.randrange(days * 86_400))
            yield _visit(key, token, chance, at=at)


def send_until(letters: Iterable[Letter], end: datetime) -> None:
    """Send those requests that came until a moment.

    Sent again, each share and each visit counts once, because its name is the same.
    """
    past = [letter for letter in letters if letter.received < end.timestamp() * 1000]
    for _letter in send(sorted(past, key=lambda letter: letter.received)):
        pass


def _visit(key: ArticleKey, token: str, chance: random.Random, *, at: datetime) -> Letter:
    event = {"kind": "view", "entry": True, "token": token, "id": _draw("x", chance)}
    return _write(key, event, chance, at=at)


def _write(
    key: ArticleKey, event: dict[str, Any], chance: random.Random, *, at: datetime
) -> Letter:
    return Letter(
        received=int(at.timestamp() * 1000),
        article=key,
        event={**event, "age": 0},
        headers={"user-agent": chance.choice(AGENTS)},
        address=f"198.51.100.{chance.randrange(1, 255)}",
        count=lambda: None,
    )


def _draw(letter: str, chance: random.Random) -> str:
    return letter + "".join(chance.choices(tokens.ALPHABET, k=10))
