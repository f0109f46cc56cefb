"""What the readers know must have been counted, and how a report differs from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """Names one figure of the report: of an article, or ("" where it has none) of its channel."""

    article: str
    channel: str
    figure: str


ARTICLE_FIGURES = ("views", "entries", "marked", "inferred", "lookups")
CHANNEL_FIGURES = ("shares", "copies", "clickbacks", "reshares")


class Ledger:
    """Holds what was `sure`ly stored and what may have been (`unsure`), by cell.

    Only what has no name may be unsure: it was sent once, and no answer came, or 503.
    """

    def __init__(self) -> None:
        self.sure: Counter[Cell] = Counter()
        self.unsure: Counter[Cell] = Counter()

    def compare(self, report: dict[str, Any]) -> Difference:
        """Hold a report against the ledger, cell by cell."""
        found = read_report(report)
        difference = Difference(Counter(), Counter(), Counter(), Counter())
        for cell in sorted({*self.sure, *self.unsure, *found}):
            least, count = self.sure[cell], found[cell]
            most = least + self.unsure[cell]
            difference.expected[cell.figure] += least
            difference.found[cell.figure] += count
            difference.lost[cell.figure] += max(0, least - count)
            difference.doubled[cell.figure] += max(0, count - most)
        return difference


class Difference(NamedTuple):
    """Shows, by figure, what was expected at least, found, lost and doubled, summed over cells.

    An event that feeds several figures (a marked share: `shares` and `marked`) is in each.
    """

    expected: Counter[str]
    found: Counter[str]
    lost: Counter[str]
    doubled: Counter[str]

    @property
    def verdict(self) -> str:
        """Say it in a line."""
        return f"{self.lost.total()} lost, {self.doubled.total()} doubled"

    @property
    def is_nothing(self) -> bool:
        """Return whether nothing was lost and nothing doubled."""
        return not self.lost.total() and not self.doubled.total()


def read_report(report: dict[str, Any]) -> Counter[Cell]:
    """Read the JSON of `sharekit_report`, each event's figure in one cell."""
    return Counter(dict(_read_cells(report["articles"])))


def _read_cells(articles: Iterable[dict[str, Any]]) -> Iterable[tuple[Cell, int]]:
    for article in articles:
        for figure in ARTICLE_FIGURES:
            yield Cell(article["url"], "", figure), article[figure]
        for channel, counts in article["channels"].items():
            for figure in CHANNEL_FIGURES:
                yield Cell(article["url"], channel, figure), counts[figure]
