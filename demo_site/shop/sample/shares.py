"""Readers share the goods: through the real collect, with marks that orders carry later."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from demo_site.shop.models import Good
from demo_site.traffic.letters import AGENTS, Letter
from demo_site.traffic.send import send
from sharekit.articles.find import find_key
from sharekit.keys import ArticleKey
from sharekit.tokens import ALPHABET

CHANNELS: Final = {"w": "whatsapp", "e": "email", "m": "messenger"}
_WEIGHTS: Final = (6, 3, 1)
_MOST_VISITS: Final = 3


@dataclass(frozen=True)
class Share:
    """A link that somebody passed on; it names its good by its mark only."""

    at: datetime
    token: str


def share_goods(
    goods: list[Good], chance: random.Random, *, first: datetime, until: datetime
) -> list[Share]:
    """Let readers share goods and open what others shared; return the shares in their order.

    Sent again, each share and each visit counts once, because its name is the same.
    """
    shares = []
    letters: list[Letter] = []
    for day in range((until - first).days):
        for _ in range(chance.randint(1, 2)):
            good = chance.choices(goods, weights=range(len(goods), 0, -1))[0]
            at = first + timedelta(days=day, seconds=chance.randrange(80_000))
            share = Share(at, _draw(chance.choices([*CHANNELS], _WEIGHTS)[0], chance))
            shares.append(share)
            letters += list(_invent(good, share, chance))
    past = [letter for letter in letters if letter.received < until.timestamp() * 1000]
    for _letter in send(sorted(past, key=lambda letter: letter.received)):
        pass
    return sorted(shares, key=lambda share: share.at)


def _invent(good: Good, share: Share, chance: random.Random) -> Iterator[Letter]:
    """Yield the request of a share, and those of its visits within a day."""
    key = find_key(good, request=None)
    if key is None:
        return
    event = {"kind": "share", "channel": CHANNELS[share.token[0]], "token": share.token}
    yield _write(key, event, chance, at=share.at)
    for _ in range(chance.randint(0, _MOST_VISITS)):
        visit = {"kind": "view", "entry": True, "token": share.token, "id": _draw("x", chance)}
        yield _write(key, visit, chance, at=share.at + timedelta(minutes=chance.randint(5, 1200)))


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
    return letter + "".join(chance.choices(ALPHABET, k=10))
