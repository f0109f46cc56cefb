"""Invents what a news site's readers do, as events that wait in a buffer."""

import random
from collections.abc import Iterator
from itertools import accumulate

from sharekit.events import Event
from sharekit.keys import ArticleKey
from sharekit.tokens import ALPHABET

PER_SECOND = 300
"""Events of a second on the invented clock, which goes on from call to call."""
ARTICLES = 2000
RECENT = 20_000
"""Links that readers still come by."""
KINDS = {"reading": 62, "letter": 2, "short copy": 6, "act": 12, "visit": 18}
"""How many of 100 events are what: many read, some share, and some open what was shared."""
SOURCES = ("", "", "", "direct", "direct", "referral")
"""Sources of page views; "" is a page view within the site."""
LETTERS = "wwwweemnct"
BLOCKED = 0.05
"""The part of shares that never arrives here: their links are known only by their visits."""
PASSED_ON = 1 / 3
"""The part of shares by readers who came by a link themselves."""


class Traffic:
    """A site's endless events, the same for the same seed; articles by Zipf's law."""

    def __init__(self, *, seed: int, at: int, articles: int = ARTICLES) -> None:
        self._random = random.Random(seed)
        self._at = float(at)
        self._keys = [_make_key(number) for number in range(articles)]
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(articles)))
        self._links: list[Event] = []
        self._shared = 0

    def invent(self, number: int) -> Iterator[Event]:
        """Yield the next events."""
        kinds = self._random.choices(list(KINDS), list(KINDS.values()), k=number)
        articles = self._random.choices(self._keys, cum_weights=self._weights, k=number)
        for kind, article in zip(kinds, articles, strict=True):
            yield self._make(kind, article)

    def share(self, number: int) -> Iterator[Event]:
        """Yield only marked shares, as many of each article."""
        for count in range(number):
            yield self._share(self._keys[count % len(self._keys)], parent="")

    def _make(self, kind: str, article: ArticleKey) -> Event:
        link = self._random.choice(self._links) if self._links else None
        if kind == "visit" and link:
            return self._visit(link)
        if kind == "act":
            parent = link if self._random.random() < PASSED_ON else None
            share = self._share(
                parent.article if parent else article, parent.mark if parent else ""
            )
            if self._random.random() > BLOCKED:
                return share
        now = self._tick()
        if kind == "letter":
            mark = self._random.choice(LETTERS)
            return Event(
                kind="view", article=article, at=now, received=now, mark=mark, source="shared"
            )
        if kind == "short copy":
            return Event(kind="lookup", article=article, at=now, received=now, mark="t")
        source = self._random.choice(SOURCES)
        return Event(kind="view", article=article, at=now, received=now, source=source)

    def _share(self, article: ArticleKey, parent: str) -> Event:
        now = self._tick()
        letter = self._random.choice(LETTERS)
        share = Event(
            kind="copy" if letter in "ct" else "share",
            article=article,
            at=now,
            received=now,
            mark=letter + self._mint(10),
            parent=parent,
        )
        if len(self._links) < RECENT:
            self._links.append(share)
        else:
            self._links[self._shared % RECENT] = share
        self._shared += 1
        return share

    def _visit(self, link: Event) -> Event:
        now = self._tick()
        return Event(
            kind="view",
            article=link.article,
            at=now,
            received=now,
            mark=link.mark,
            name=self._mint(11),
            reader=f"{self._random.getrandbits(128):032x}",
            source="shared",
        )

    def _tick(self) -> int:
        self._at += 1000 / PER_SECOND
        return int(self._at)

    def _mint(self, length: int) -> str:
        return "".join(self._random.choices(ALPHABET, k=length))


def _make_key(number: int) -> ArticleKey:
    path = f"/2026/11/story-{number}-of-the-swifts-and-the-bridge/"
    title = f"Swifts & bridges, part {number}"
    return ArticleKey(f"magazine.story:{number}", f"https://news.example{path}", title)
