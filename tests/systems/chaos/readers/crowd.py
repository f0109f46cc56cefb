"""Readers of a site: what they do, in an order that a seed decides, and their ledger."""

from __future__ import annotations

import json
import random
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sharekit import keys
from sharekit.channels.find import get_all, get_slug
from sharekit.keys import ArticleKey
from sharekit.tokens import ALPHABET
from tests.systems.chaos.readers.ledger import Cell, Ledger

ARTICLES = 12
READERS = 300
LINKS = 400  # those that are passed around at a time
MOST_EVENTS = (8, 32)  # in one request
LATEST = 7 * 24 * 3_600_000 - 60_000  # milliseconds; a minute is left for sending again
SHARES = [channel for channel in get_all().values() if channel.makes == "share"]
COPIES = [channel for channel in get_all().values() if channel.makes == "copy"]

ACTS = {
    "share": 25,
    "copy": 12,
    "visit": 30,
    "visit an unknown link": 3,
    "read on": 2,
    "share without a token": 3,
    "copy a short text": 8,
    "view": 10,
    "enter": 5,
    "enter by a letter": 2,
}
"""What readers do, and how often of 100 times."""


@dataclass
class Link:
    """A token that readers pass on: its article, and the readers who came through it."""

    token: str
    article: ArticleKey
    is_shared: bool
    visitors: set[str] = field(default_factory=set)


class Sent(NamedTuple):
    """One event: as it goes over the wire, and the cells that it feeds where it has no name."""

    event: dict[str, Any]
    unnamed: tuple[Cell, ...] = ()


class Letter(NamedTuple):
    """One request: its sender, its article and its events."""

    reader: str
    article: str
    events: list[Sent]

    @property
    def body(self) -> bytes:
        """Return what goes over the wire."""
        events = [sent.event for sent in self.events]
        return json.dumps({"article": self.article, "events": events}).encode()

    def keep_named(self) -> Letter:
        """Return the letter that may be sent again: without what has no name."""
        return self._replace(events=[sent for sent in self.events if not sent.unnamed])


class Crowd:
    """Writes letters for any number of senders, one at a time.

    What has a name is sent until it is answered, so it is in the ledger at once; the rest when
    its fate is known. Shares come before or after the visits to their links, and some links are
    never shared at all.
    """

    def __init__(self, seed: int) -> None:
        self.ledger = Ledger()
        self.written = 0
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        # Articles of its own: several crowds may read one site, one after another.
        self._articles = [_make_article(f"{seed}-{number}") for number in range(ARTICLES)]
        self.addresses = {article.address for article in self._articles}
        self._keys = {article: keys.sign(article) for article in self._articles}
        self._links: deque[Link] = deque(maxlen=LINKS)
        self._unshared: deque[Link] = deque()
        self._last: dict[str, Link] = {}

    def write(self, events: int | None = None) -> Letter:
        """Write the next letter, of that many events."""
        with self._lock:
            reader = f"10.0.{self._chance.randrange(READERS) // 250}.{self._chance.randrange(250)}"
            article = self._chance.choice(self._articles)
            count = events or self._chance.randint(*MOST_EVENTS)
            acts = self._chance.choices(list(ACTS), list(ACTS.values()), k=count)
            written = [self._act(act, reader, article) for act in acts]
            self.written += count
            return Letter(reader, self._keys[article], written)

    def close(self, letter: Letter, *, is_answered: bool) -> None:
        """Enter what has no name in the ledger, when its letter was answered or never will be."""
        with self._lock:
            counts = self.ledger.sure if is_answered else self.ledger.unsure
            for sent in letter.events:
                counts.update(sent.unnamed)

    def _act(self, act: str, reader: str, article: ArticleKey) -> Sent:
        match act:
            case "share" | "copy":
                return self._pass_on(act, reader, article)
            case "visit" | "visit an unknown link":
                return self._visit(act, reader, article)
            case "read on":
                return self._read_on(article)
            case "share without a token":
                channel = self._chance.choice(SHARES).slug
                shared = {"kind": "share", "channel": channel, "age": self._draw_age()}
                return Sent(shared, (Cell(article.address, channel, "shares"),))
            case "copy a short text":
                copied = {"kind": "copy", "channel": "copy-text", "length": "short"}
                cell = Cell(article.address, "", "lookups")
                return Sent(copied | {"age": self._draw_age()}, (cell,))
        event: dict[str, Any] = {"kind": "view", "age": self._draw_age()}
        cells = [Cell(article.address, "", "views")]
        if act != "view":
            event |= {"entry": True, "referrer": self._chance.choice(["", "https://a.example"])}
            cells.append(Cell(article.address, "", "entries"))
        if act == "enter by a letter":
            event["token"] = self._chance.choice(SHARES + COPIES).letter
        return Sent(event, tuple(cells))

    def _pass_on(self, kind: str, reader: str, article: ArticleKey) -> Sent:
        """Share or copy with a token; now and then a link that goes around already."""
        channel = self._chance.choice(SHARES if kind == "share" else COPIES)
        if self._unshared and self._chance.random() < 0.5:
            link = self._unshared.popleft()
            link.is_shared = True
            channel = get_all()[get_slug(link.token)]
            if link.visitors:
                self.ledger.sure[Cell(link.article.address, "", "inferred")] -= 1
        else:
            link = Link(self._make_token(channel.letter), article, is_shared=True)
            self._links.append(link)
        event = self._name_article(link.article, than=article) | {
            "kind": channel.makes,
            "channel": channel.slug,
            "token": link.token,
            "age": self._draw_age(is_named=True),
        }
        address = link.article.address
        self.ledger.sure[
            Cell(address, channel.slug, "shares" if channel.makes == "share" else "copies")
        ] += 1
        self.ledger.sure[Cell(address, "", "marked")] += 1
        parent = self._last.get(reader)
        if parent and parent is not link and self._chance.random() < 0.4:
            event["parent"] = parent.token
            self.ledger.sure[Cell(address, get_slug(parent.token), "reshares")] += 1
        return Sent(event)

    def _visit(self, act: str, reader: str, article: ArticleKey) -> Sent:
        link = self._choose_link(reader)
        if link is None or act != "visit" or self._chance.random() < 0.1:
            letter = self._chance.choice(SHARES + COPIES).letter
            link = Link(self._make_token(letter), article, is_shared=False)
            self._links.append(link)
            if act == "visit":
                self._unshared.append(link)
        address = link.article.address
        if not link.visitors and not link.is_shared:
            self.ledger.sure[Cell(address, "", "inferred")] += 1
        if reader not in link.visitors:
            link.visitors.add(reader)
            self.ledger.sure[Cell(address, get_slug(link.token), "clickbacks")] += 1
        self._last[reader] = link
        return self._view(link, article, entry=True)

    def _choose_link(self, reader: str) -> Link | None:
        """Choose a link that goes around; one time in five the one that the reader came by."""
        if self._chance.random() < 0.2 and reader in self._last:
            return self._last[reader]
        return self._chance.choice(self._links) if self._links else None

    def _read_on(self, article: ArticleKey) -> Sent:
        """Read a marked page without a visit from outside: a reading that has a name."""
        token = self._make_token(self._chance.choice(SHARES).letter)
        return self._view(Link(token, article, is_shared=False), article, entry=False)

    def _view(self, link: Link, article: ArticleKey, *, entry: bool) -> Sent:
        address = link.article.address
        self.ledger.sure[Cell(address, "", "views")] += 1
        self.ledger.sure[Cell(address, "", "entries")] += entry
        event = {"kind": "view", "entry": entry, "token": link.token}
        event |= {"id": self._make_token("x"), "age": self._draw_age(is_named=True)}
        return Sent(event | self._name_article(link.article, than=article))

    def _name_article(self, article: ArticleKey, *, than: ArticleKey) -> dict[str, Any]:
        return {} if article == than else {"article": self._keys[article]}

    def _draw_age(self, *, is_named: bool = False) -> int:
        """Return milliseconds: most events are fresh, some that a device kept come days late."""
        if is_named and self._chance.random() < 0.05:
            return self._chance.randrange(LATEST)
        return self._chance.randrange(900)

    def _make_token(self, letter: str) -> str:
        return letter + "".join(self._chance.choices(ALPHABET, k=10))


def _make_article(name: str) -> ArticleKey:
    path = f"/stories/{name}/"
    return ArticleKey(path, f"https://news.example{path}", f"Story {name}")
