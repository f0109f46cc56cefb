"""The answers of each address. Never rename a field after its release; add a new one."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sharekit.models import Article
from sharekit.reports.figures.articles.sums import ArticleCounts, Channels
from sharekit.reports.figures.chains import Block, Chains
from sharekit.reports.figures.estimate import Estimate
from sharekit.reports.figures.ratios import Ratios
from sharekit.reports.figures.series import Series
from sharekit.reports.figures.sources import Sign, Source
from sharekit.reports.figures.summary import ChannelCounts, Summary


class Answer(msgspec.Struct, frozen=True):
    """The time before which everything is counted, and the period, both days included.

    An open side of the period is null.
    """

    counted_up_to: datetime
    since: date | None
    until: date | None


class Named(msgspec.Struct, frozen=True):
    """An article by its id, address and title."""

    id: int
    url: str
    title: str


_ArticleRow = msgspec.defstruct(
    "_ArticleRow",
    [
        ("id", int),
        ("url", str),
        ("title", str),
        *((name, int) for name in ArticleCounts.COUNTS),
        ("channels", Channels),
    ],
    frozen=True,
)
_ChannelRow = msgspec.defstruct(
    "_ChannelRow",
    [("channel", str), ("is_private", bool), *((name, int) for name in ChannelCounts.COUNTS)],
    frozen=True,
)


class ArticleRow(_ArticleRow, frozen=True):  # type: ignore[call-arg, misc, valid-type] # by the catalogue
    """An article with its figures, and its channels' figures by slug."""


class ChannelRow(_ChannelRow, frozen=True):  # type: ignore[call-arg, misc, valid-type] # by the catalogue
    """A channel with its counts."""


class SummaryRow(msgspec.Struct, frozen=True):
    """The counts of a period, their ratios, and the channels."""

    counts: dict[str, int]
    ratios: Ratios
    private_share: float | None
    private_share_of_buttons: float | None
    channels: list[ChannelRow]


class Previous(msgspec.Struct, frozen=True):
    """The summary of the same number of days directly before the period."""

    since: date | None
    until: date | None
    summary: SummaryRow


class ArticlesAnswer(Answer, frozen=True):
    """A page of articles; `next` is the address of the next page, null on the last one."""

    next: str | None
    articles: list[ArticleRow]


class ArticleAnswer(Answer, frozen=True):
    """One article's summary, and its most copied blocks."""

    article: Named
    summary: SummaryRow
    blocks: list[Block]


class ChainAnswer(Answer, frozen=True):
    """One article's share chains over the time that links are kept.

    If `chains` is null, `reason` says why: a single link could be traced to a reader.
    """

    article: Named
    chains: Chains | None
    reason: str | None


class SeriesAnswer(Answer, frozen=True):
    """Counts day by day, for all articles or for `article`."""

    article: Named | None
    series: Series


class SourcesAnswer(Answer, frozen=True):
    """Where page views came from (measured and hinted), and previews of posted links (hinted).

    `estimate` is the number of dark entries that were private, and rests on `assumption`; both are
    null for one article, and if too little was measured.
    """

    article: Named | None
    sources: list[Source]
    signs: list[Sign]
    estimate: Estimate | None
    assumption: str | None


class SummaryAnswer(Answer, frozen=True):
    """The summary of all articles or of `article`, and of the same number of days before.

    `previous` is null if a side of the period is open.
    """

    article: Named | None
    summary: SummaryRow
    previous: Previous | None


class Refusal(msgspec.Struct, frozen=True):
    """The reason for an error, in one sentence."""

    error: str


def flatten(summary: Summary) -> SummaryRow:
    """Return a summary in the form that answers use."""
    values = {name: getattr(summary, name) for name in Summary.__struct_fields__}
    return SummaryRow(
        **values | {"channels": [ChannelRow(**each.flatten()) for each in summary.channels]}
    )


def name(article: Article) -> Named:
    """Return an article in the form that answers use."""
    return Named(article.pk, article.url, article.title)
