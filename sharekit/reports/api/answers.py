"""What each address answers. What is on the wire is never renamed; add."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from sharekit.models import Article
from sharekit.reports import (
    ArticleCounts,
    Block,
    Chains,
    Estimate,
    Series,
    Sign,
    Source,
    Summary,
)


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


class Previous(msgspec.Struct, frozen=True):
    """The summary of as many days right before the period."""

    since: date | None
    until: date | None
    summary: Summary


class ArticlesAnswer(Answer, frozen=True):
    """A page of articles; `next` is the address of the following one, null on the last."""

    next: str | None
    articles: list[ArticleCounts]


class ArticleAnswer(Answer, frozen=True):
    """One article's summary, and the blocks of its page that were copied most."""

    article: Named
    summary: Summary
    blocks: list[Block]


class ChainAnswer(Answer, frozen=True):
    """One article's chains of shares over the time that links are kept.

    `chains` is null where `reason` says why: with too few links a single one could be somebody's.
    """

    article: Named
    chains: Chains | None
    reason: str | None


class SeriesAnswer(Answer, frozen=True):
    """Counts day by day, of all articles or of `article`."""

    article: Named | None
    series: Series


class SourcesAnswer(Answer, frozen=True):
    """Where readings came from (measured and hinted), and signs that links were posted (hinted).

    `estimate` is how many of the dark entries were private, and rests on what `assumption` says;
    both are null for one article, and where too little was measured.
    """

    article: Named | None
    sources: list[Source]
    signs: list[Sign]
    estimate: Estimate | None
    assumption: str | None


class SummaryAnswer(Answer, frozen=True):
    """The summary of all articles or of `article`, and that of as many days before.

    `previous` is null where a side of the period is open.
    """

    article: Named | None
    summary: Summary
    previous: Previous | None


class Refusal(msgspec.Struct, frozen=True):
    """Why there is no answer, in one sentence."""

    error: str


def name(article: Article) -> Named:
    """Return an article as answers name it."""
    return Named(article.pk, article.url, article.title)
