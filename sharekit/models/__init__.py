"""The tables: what travels and how it was shared, the counts, and what waits to be counted."""

from sharekit.models.buffering import BufferedEvent, DailySalt, RejectedEvent, ShardCursor
from sharekit.models.counts import (
    MAY_SEE,
    ArticleMonth,
    ArticleTotal,
    BlockRollup,
    ChannelTotal,
    Counts,
    PreviewRollup,
    Report,
    Rollup,
    ShareRollup,
    SourceRollup,
    SourceTotal,
)
from sharekit.models.links import Article, Clickback, ShareLink
from sharekit.models.manager import WriterManager

__all__ = [
    "MAY_SEE",
    "Article",
    "ArticleMonth",
    "ArticleTotal",
    "BlockRollup",
    "BufferedEvent",
    "ChannelTotal",
    "Clickback",
    "Counts",
    "DailySalt",
    "PreviewRollup",
    "RejectedEvent",
    "Report",
    "Rollup",
    "ShardCursor",
    "ShareLink",
    "ShareRollup",
    "SourceRollup",
    "SourceTotal",
    "WriterManager",
]
