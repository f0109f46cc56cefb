"""A world whose readers read, share and come back, and the requests of their browsers."""

from __future__ import annotations

import heapq
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial
from itertools import accumulate, count
from typing import Any, Final

from demo_site.traffic import letters
from demo_site.traffic.articles import is_front_page
from demo_site.traffic.habits import Chance, Habits, weigh_articles
from demo_site.traffic.letters import Letter
from demo_site.traffic.truth import Link, Reader, Truth
from sharekit.keys import ArticleKey

HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
LATEST: Final = 7 * DAY - HOUR
"""How late an event may be sent; events that are older than 7 days are ignored."""
SHORT, LOST, LATE, AGAIN, TWICE, BOTS = 0.02, 0.03, 0.04, 0.03, 0.04, 0.03
"""Probabilities: a reader copies a short text; an act is never reported, or late; a request is sent
again; a reader opens a link twice; a crawler comes by."""


class World:
    """Simulates days, and yields the requests of browsers in the order of their arrival.

    The same seed gives the same world. `truth` is complete when the last request was taken; there
    are about `events` requests, plus those of bots and repeated ones. `until` (milliseconds) ends
    the last day early.
    """

    def __init__(
        self,
        articles: Sequence[ArticleKey],
        habits: Habits,
        *,
        seed: int,
        first: date,
        days: int,
        events: int,
        zone: tzinfo,
        until: int | None = None,
    ) -> None:
        self.truth = Truth(zone)
        self.days = days
        self.articles = articles
        self.habits = habits
        self._chance = Chance(habits, seed=seed)
        self._random: random.Random = self._chance.random
        self._start = int(datetime.combine(first, time(), zone).timestamp() * 1000)
        end = datetime.combine(first + timedelta(days=days), time(), zone)
        self._end = min(int(end.timestamp() * 1000), until or sys.maxsize)
        self._coming: list[tuple[int, int, Letter | Callable[[int], None]]] = []
        self._number = count()
        self._appeals = {each.identity: self._chance.draw_appeals() for each in articles}
        self._hidden = {
            each.identity: habits.dark / 100 * self._chance.vary(habits.dark_differs)
            for each in articles
        }
        # Most articles appear during the simulated time, and interest fades.
        self._born = [
            self._random.randrange(-days, days) if rank else 0 for rank in range(len(articles))
        ]
        self._weights = weigh_articles(len(articles))
        # A page view sends one event, and its consequences a few more.
        acts = habits.passed_on / 100 / (1 - habits.growth)
        sent = 1 + SHORT + acts * (1 - habits.private / 100 + habits.visits)
        self._page_views = events / sent / days

    def live(self) -> Iterator[Letter]:
        """Yield the requests of all days; each is in the truth when the next one is requested."""
        for hour in range((self._end - self._start) // HOUR + 1):
            self._begin(hour)
            end = min(self._start + (hour + 1) * HOUR, self._end)
            while self._coming and self._coming[0][0] < end:
                at, _, coming = heapq.heappop(self._coming)
                if isinstance(coming, Letter):
                    coming.count()
                    yield coming
                else:
                    coming(at)

    def find_part(self, at: int) -> float:
        """Return the fraction of the time that has passed, 0 to 1."""
        return (at - self._start) / (self._end - self._start)

    def _begin(self, hour: int) -> None:
        """Let readers arrive in an hour."""
        day = hour // 24
        weights = [
            weight / (1 + day - born) if born <= day else 0.0
            for weight, born in zip(self._weights, self._born, strict=True)
        ]
        number = self._chance.count(
            self._page_views * letters.RHYTHM[hour % 24] / sum(letters.RHYTHM)
        )
        for article in self._random.choices(
            self.articles, cum_weights=list(accumulate(weights)), k=number
        ):
            at = self._start + hour * HOUR + self._random.randrange(HOUR)
            self._plan(at, partial(self._read, article))

    def _read(self, article: ArticleKey, at: int) -> None:
        """Read an article without a share."""
        reader = self._chance.draw_reader()
        hides = self._random.random() < self._hidden[article.identity]
        source = "dark" if hides else self._chance.choose(letters.SOURCES)
        self._enter(article, reader, source=source, at=at)
        if self._random.random() < BOTS:
            self._send(
                article, reader._replace(agent=letters.BOT), {"kind": "view", "entry": True}, at=at
            )
        if self._random.random() < SHORT:
            event = {"kind": "copy", "channel": "copy-text", "length": "short"}
            self._send(
                article,
                reader,
                event,
                at=at,
                enter=lambda _: self.truth.add_unmarked(
                    article, kind="lookup", channel="copy-text", at=at
                ),
            )
        for is_private, appeal in self._appeals[article.identity].items():
            if self._random.random() < self.habits.passed_on / 100 * appeal:
                self._pass_on(article, reader, parent="", at=at, is_private=is_private)

    def _enter(
        self,
        article: ArticleKey,
        reader: Reader,
        *,
        source: str,
        at: int,
        is_private: bool = False,
    ) -> None:
        """Send a page view without a mark."""
        event: dict[str, Any] = {"kind": "view", "entry": bool(source)}
        headers = {}
        if source in letters.REFERRERS:
            event["referrer"] = self._random.choice(letters.REFERRERS[source])
        elif source == "campaign":
            headers["referer"] = f"{article.address}?utm_source=letter"
        elif source == "app":
            reader = reader._replace(agent=letters.IN_APP)
        elif source == "dark" and is_front_page(article):
            source = "direct"
        self._send(
            article,
            reader,
            event,
            at=at,
            headers=headers,
            enter=lambda _: self.truth.add_view(
                article, source=source, at=at, is_private=is_private
            ),
        )

    def _pass_on(
        self, article: ArticleKey, reader: Reader, *, parent: str, at: int, is_private: bool
    ) -> None:
        """Share or copy, and let others visit through it."""
        at += self._random.randrange(1000, 300_000)
        letter = self._chance.choose(letters.LETTERS)
        link = None
        if not is_private and not reader.is_quiet:
            token = self._chance.draw_token(letter)
            link = Link(token, article, parent)
        if not is_private and self._random.random() > LOST:
            self._report(article, reader, link, letter=letter, at=at)
        for _ in range(self._chance.draw_visits()):
            # Most readers open a link within hours, some days later.
            delay = int(HOUR * self._random.lognormvariate(0, 1.5))
            if is_private:
                visit = lambda at: self._visit_privately(article, at)  # noqa: E731
            else:
                visit = lambda at: self._visit(article, link, letter=letter, at=at)  # noqa: E731
            self._plan(at + delay, visit)

    def _report(
        self, article: ArticleKey, reader: Reader, link: Link | None, *, letter: str, at: int
    ) -> None:
        """Send a share or copy, marked or not."""
        kind, channel = letters.CHANNELS[letter]
        event: dict[str, Any] = {"kind": kind, "channel": channel}
        if link is None:
            # The browser of a quiet reader creates no token; a token would be cut.
            event |= {"token": letter + "1" * 10} if self._random.random() < 0.5 else {}
            self._send(
                article,
                reader,
                event,
                at=at,
                enter=lambda _: self.truth.add_unmarked(article, kind=kind, channel=channel, at=at),
            )
            return
        event |= {"token": link.token} | ({"parent": link.parent} if link.parent else {})
        block = self._random.choice(letters.BLOCKS) if letter == "t" else ""
        event |= {"block": block} if block else {}
        late = self._random.random() < LATE
        self._send(
            article,
            reader,
            event,
            at=at,
            late=self._random.randrange(LATEST) if late else 0,
            enter=lambda _: self.truth.add_act(link, kind=kind, at=at, block=block),
        )

    def _visit(self, article: ArticleKey, link: Link | None, *, letter: str, at: int) -> None:
        """Open a link that carries a mark, and perhaps share it."""
        reader = self._chance.draw_reader()
        if link is None or reader.is_quiet:
            token = letter if link is None else link.token
            event = {
                "kind": "view",
                "entry": True,
                "token": token,
                "id": self._chance.draw_id(),
            }
            self._send(
                article,
                reader,
                event,
                at=at,
                enter=lambda _: self.truth.add_arrival(article, letter=letter, at=at),
            )
        else:
            self._open(link, reader, at=at)
            if self._random.random() < TWICE:
                self._open(link, reader, at=at + self._random.randrange(30 * HOUR))
        if self._chance.is_passed_on():
            parent = "" if link is None or reader.is_quiet else link.token
            is_private = self._chance.is_private()
            self._pass_on(article, reader, parent=parent, at=at, is_private=is_private)

    def _open(self, link: Link, reader: Reader, *, at: int) -> None:
        name = self._chance.draw_id()
        event = {"kind": "view", "entry": True, "token": link.token, "id": name}
        late = self._random.random() < LATE
        self._send(
            link.article,
            reader,
            event,
            at=at,
            late=self._random.randrange(LATEST) if late else 0,
            enter=lambda received: self.truth.add_visit(
                link, reader, name=name, at=at, received=received
            ),
        )

    def _visit_privately(self, article: ArticleKey, at: int) -> None:
        """Open an address that was sent without a mark."""
        reader = self._chance.draw_reader()
        self._enter(article, reader, source="dark", at=at, is_private=True)
        if self._chance.is_passed_on():
            self._pass_on(article, reader, parent="", at=at, is_private=self._chance.is_private())

    def _send(
        self,
        article: ArticleKey,
        reader: Reader,
        event: dict[str, Any],
        *,
        at: int,
        late: int = 0,
        headers: dict[str, str] | None = None,
        enter: Callable[[int], None] | None = None,
    ) -> None:
        """Let an event arrive, late or not, and a named one perhaps twice."""
        headers = {"user-agent": reader.agent, **(headers or {})}
        if reader.is_quiet:
            headers["sec-gpc"] = "1"
        has_name = "id" in event or "token" in event
        repeats = has_name and not reader.is_quiet and self._random.random() < AGAIN
        for again in range(2 if repeats else 1):
            wait = late + again * self._random.randrange(HOUR)
            received = at + wait
            kind = "bot" if enter is None else "again" if again else "new"

            def count(received: int = received, kind: str = kind) -> None:
                self.truth.sent[kind] += 1
                if enter:
                    enter(received)

            letter = Letter(
                received, article, {**event, "age": wait}, headers, reader.address, count
            )
            heapq.heappush(self._coming, (received, next(self._number), letter))

    def _plan(self, at: int, happening: Callable[[int], None]) -> None:
        if at < self._end:
            heapq.heappush(self._coming, (at, next(self._number), happening))
