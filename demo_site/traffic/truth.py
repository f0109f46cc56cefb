"""What really happened in a world, which every report must find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Final, NamedTuple

from sharekit.channels.find import get_slug
from sharekit.keys import ArticleKey

_FIGURES: Final = {"share": "shares", "copy": "copies", "lookup": "lookups"}


class Cell(NamedTuple):
    """Names one count; `kind` is a channel if `table` is "channel", otherwise a source or block."""

    table: str
    article: str
    kind: str
    day: date
    figure: str


class Reader(NamedTuple):
    """A person behind an address; a quiet one sends Global Privacy Control."""

    address: str
    agent: str
    is_quiet: bool = False


@dataclass
class Link:
    """A marked act: its token, its visitors, and whether the site received the act."""

    token: str
    article: ArticleKey
    parent: str = ""
    is_known: bool = False
    clickbacks: list[date] = field(default_factory=list)
    first_visit: date | None = None


class Truth:
    """Sums up the requests that reached the site, in their order; days are on the site's clock."""

    def __init__(self, zone: tzinfo) -> None:
        self.counts: Counter[Cell] = Counter()
        self.links: dict[str, Link] = {}
        self.private: Counter[tuple[str, date]] = Counter()
        """Dark entries from private sharing, by article and day."""
        self.sent: Counter[str] = Counter()
        """Requests by kind: "new", "again" (sent a second time), "bot"."""
        self._zone = zone
        self._seen: set[str] = set()
        self._readers: set[tuple[str, str, str, date]] = set()

    def get_day(self, at: int) -> date:
        """Return the day of a time in milliseconds."""
        return datetime.fromtimestamp(at / 1000, self._zone).date()

    def add_view(self, article: ArticleKey, *, source: str, at: int, is_private: bool) -> None:
        """Count a page view that has no name."""
        day = self.get_day(at)
        self._count("source", article, source, day, "views")
        if source:
            self._count("source", article, source, day, "entries")
        if is_private and source == "dark":
            self.private[article.identity, day] += 1

    def add_arrival(self, article: ArticleKey, *, letter: str, at: int) -> None:
        """Count a visit whose mark is only a letter, or was cut to it."""
        self.add_view(article, source="shared", at=at, is_private=False)
        self._count("channel", article, get_slug(letter), self.get_day(at), "arrivals")

    def add_visit(self, link: Link, reader: Reader, *, name: str, at: int, received: int) -> None:
        """Count a marked visit: a visit from a share once for each reader, link and day."""
        if name in self._seen:
            return
        self._seen.add(name)
        self.add_view(link.article, source="shared", at=at, is_private=False)
        self.links.setdefault(link.token, link)
        link.first_visit = link.first_visit or self.get_day(at)
        today = datetime.fromtimestamp(received / 1000, UTC).date()
        who = (link.token, reader.address, reader.agent, today)
        if who not in self._readers:
            self._readers.add(who)
            day = self.get_day(at)
            link.clickbacks.append(day)
            self._count("channel", link.article, get_slug(link.token), day, "clickbacks")

    def add_act(self, link: Link, *, kind: str, at: int, block: str = "") -> None:
        """Count a marked share or copy, once."""
        if link.is_known:
            return
        link.is_known = True
        self.links.setdefault(link.token, link)
        self.add_unmarked(link.article, kind=kind, channel=get_slug(link.token), at=at)
        day = self.get_day(at)
        self._count("channel", link.article, get_slug(link.token), day, "marked")
        if link.parent:
            self._count("channel", link.article, get_slug(link.parent), day, "reshares")
        if block:
            self._count("block", link.article, block, day, "copies")

    def add_unmarked(self, article: ArticleKey, *, kind: str, channel: str, at: int) -> None:
        """Count a share, copy or lookup without a token."""
        self._count("channel", article, channel, self.get_day(at), _FIGURES[kind])

    def sum_up(self) -> Counter[Cell]:
        """Return all counts, including those of links that are known only by their visits."""
        counts = Counter(self.counts)
        for link in self.links.values():
            if link.is_known or link.first_visit is None:
                continue
            channel = get_slug(link.token)
            place = ("channel", link.article.identity, channel)
            counts[Cell(*place, link.first_visit, "inferred")] += 1
            for day in link.clickbacks:
                counts[Cell(*place, day, "inferred_clickbacks")] += 1
        return counts

    def count_dark(self) -> int:
        """Return how many entries had no referrer, including private ones."""
        return sum(
            number
            for cell, number in self.counts.items()
            if (cell.table, cell.kind, cell.figure) == ("source", "dark", "entries")
        )

    def count_generations(self, article: ArticleKey) -> Counter[int]:
        """Return how many of an article's links are that many steps from the first of their chain.

        A link whose act was not reported has no known parent.
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
