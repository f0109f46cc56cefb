"""The counts of one batch, gathered in memory and added to the tables at its end."""

from __future__ import annotations

from collections import Counter

from sharekit.aggregate import sql
from sharekit.aggregate.clock import find_hour, read_hour
from sharekit.channels import find_slug
from sharekit.events import Event
from sharekit.models import ShareLink, ShareRollup, SourceRollup
from sharekit.tokens import is_token


class Rollups:
    """Increments by cell and column; `articles` gives the ids of the batch's identities."""

    def __init__(self, articles: dict[str, int]) -> None:
        self._articles = articles
        self._shares: dict[sql.Cell, Counter[str]] = {}
        self._sources: dict[sql.Cell, Counter[str]] = {}

    def find_article(self, event: Event) -> int:
        """Return the id of an event's article."""
        return self._articles[event.article.identity]

    def add_act(self, event: Event) -> None:
        """Count a share or copy, and a reshare where it has a parent."""
        slug = find_slug(event.mark)
        column = "shares" if event.kind == "share" else "copies"
        self._add_share(event, slug, column)
        if is_token(event.mark):
            self._add_share(event, slug, "marked")
        if event.parent:
            self._add_share(event, find_slug(event.parent), "reshares")

    def add_view(self, event: Event) -> None:
        """Count a reading, an entry where it came from outside, and a letter's arrival."""
        hour = find_hour(event.at)
        cell = (self.find_article(event), event.source, *hour)
        counts = self._sources.setdefault(cell, Counter())
        counts["views"] += 1
        if event.source:
            counts["entries"] += 1
            if len(event.mark) == 1:
                self._add_share(event, find_slug(event.mark), "arrivals")

    def add_clickback(self, event: Event) -> None:
        """Count a visit from a share."""
        self._add_share(event, find_slug(event.mark), "clickbacks")

    def add_inferred(self, event: Event) -> None:
        """Count a link that is known only by its visit."""
        self._add_share(event, find_slug(event.mark), "inferred")

    def take_inferred(self, link: ShareLink) -> None:
        """Take back such a count where it was made: the link's share arrived after all."""
        cell = (link.article_id, link.channel, *read_hour(link.at))
        self._shares.setdefault(cell, Counter())["inferred"] -= 1

    def write(self) -> None:
        """Add everything to the tables."""
        sql.increment(ShareRollup, self._shares)
        sql.increment(SourceRollup, self._sources)

    def _add_share(self, event: Event, slug: str, column: str) -> None:
        cell = (self.find_article(event), slug, *find_hour(event.at))
        self._shares.setdefault(cell, Counter())[column] += 1
