"""What really happened in a world: what every report must find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from sharekit.channels import find_slug
from sharekit.keys import ArticleKey


class Cell(NamedTuple):
    """Names one count; `kind` is a channel where `table` is "channel", else a source or block."""

    table: str
    article: str
    kind: str
    day: date
    figure: str


class Reader(NamedTuple):
    """Somebody behind an address; a quiet one asks not to be followed (Global Privacy Control)."""

    address: str
    agent: str
    is_quiet: bool = False


@dataclass
class Link:
    """A marked act: its token, who came by it, and whether we were told of the act."""

    token: str
    article: ArticleKey
    parent: str = ""
    is_known: bool = False
    clickbacks: list[date] = field(default_factory=list)
    first_visit: date | None = None


class Truth:
    """Adds up what reached the site, in the order in which it did; days are on the site's clock."""

    def __init__(self, zone: tzinfo) -> None:
        self.counts: Counter[Cell] = Counter()
        self.links: dict[str, Link] = {}
        self.private: Counter[tuple[str, date]] = Counter()
        """Dark entries that somebody passed on in private, by article and day."""
        self.sent: Counter[str] = Counter()
        """Requests by what they were: "new", "again" (sent a second time), "bot"."""
        self._zone = zone
        self._seen: set[str] = set()
        self._readers: set[tuple[str, str, str, date]] = set()

    def find_day(self, at: int) -> date:
        """Return the day of a time in milliseconds."""
        return datetime.fromtimestamp(at / 1000, self._zone).date()

    def add_view(self, article: ArticleKey, *, source: str, at: int, is_private: bool) -> None:
        """Count a reading that has no name."""
        day = self.find_day(at)
        self._count("source", article, source, day, "views")
        if source:
            self._count("source", article, source, day, "entries")
        if is_private and source == "dark":
            self.private[article.identity, day] += 1

    def add_arrival(self, article: ArticleKey, *, letter: str, at: int) -> None:
        """Count a visit whose mark is a letter alone, or was cut to it."""
        self.add_view(article, source="shared", at=at, is_private=False)
        self._count("channel", article, find_slug(letter), self.find_day(at), "arrivals")

    def add_visit(self, link: Link, reader: Reader, *, name: str, at: int, received: int) -> None:
        """Count a marked visit: a visit from a share once for each reader, link and day."""
        if name in self._seen:
            return
        self._seen.add(name)
        self.add_view(link.article, source="shared", at=at, is_private=False)
        self.links.setdefault(link.token, link)
        link.first_visit = link.first_visit or self.find_day(at)
        today = datetime.fromtimestamp(received / 1000, UTC).date()
        who = (link.token, reader.address, reader.agent, today)
        if who not in self._readers:
            self._readers.add(who)
            day = self.find_day(at)
            link.clickbacks.append(day)
            self._count("channel", link.article, find_slug(link.token), day, "clickbacks")

    def add_act(self, link: Link, *, kind: str, at: int, block: str = "") -> None:
        """Count a marked share or copy, once."""
        if link.is_known:
            return
        link.is_known = True
        self.links.setdefault(link.token, link)
        self.add_unmarked(link.article, kind=kind, channel=find_slug(link.token), at=at)
        day = self.find_day(at)
        self._count("channel", link.article, find_slug(link.token), day, "marked")
        if link.parent:
            self._count("channel", link.article, find_slug(link.parent), day, "reshares")
        if block:
            self._count("block", link.article, block, day, "copies")

    def add_unmarked(self, article: ArticleKey, *, kind: str, channel: str, at: int) -> None:
        """Count a share or copy that carries no token."""
        figure = "shares" if kind == "share" else "copies"
        self._count("channel", article, channel, self.find_day(at), figure)

    def sum_up(self) -> Counter[Cell]:
        """Return all counts, with those of links that only their visits tell of."""
        counts = Counter(self.counts)
        for link in self.links.values():
            if link.is_known or link.first_visit is None:
                continue
            channel = find_slug(link.token)
            place = ("channel", link.article.identity, channel)
            counts[Cell(*place, link.first_visit, "inferred")] += 1
            for day in link.clickbacks:
                counts[Cell(*place, day, "inferred_clickbacks")] += 1
        return counts

    def count_dark(self) -> int:
        """Return how many entries hid where they came from, private ones among them."""
        return sum(
            number
            for cell, number in self.counts.items()
            if (cell.table, cell.kind, cell.figure) == ("source", "dark", "entries")
        )

    def find_generations(self, article: ArticleKey) -> Counter[int]:
        """Return how many of an article's links lie that many steps from the first of their chain.

        A link whose act nobody reported has no parent that anybody could know.
        """
        return Counter(
            self._find_generation(link)
            for link in self.links.values()
            if link.article.identity == article.identity
        )

    def _find_generation(self, link: Link) -> int:
        steps = 0
        while link.is_known and link.parent in self.links:
            link = self.links[link.parent]
            steps += 1
        return steps

    def _count(self, table: str, article: ArticleKey, kind: str, day: date, figure: str) -> None:
        self.counts[Cell(table, article.identity, kind, day, figure)] += 1
