"""The tables: what travels and how it was shared, the counts, and what waits to be counted."""

from sharekit.models.buffering import BufferedEvent, DailySalt, Notice, RejectedEvent, ShardCursor
from sharekit.models.counts import (
    MAY_SEE,
    ArticleChannelTotal,
    ArticleTotal,
    BlockRollup,
    ChannelTotal,
    Counts,
    LinkTotal,
    PreviewRollup,
    Report,
    Rollup,
    ShareRollup,
    SourceRollup,
    SourceTotal,
    Span,
    Total,
)
from sharekit.models.links import (
    CAMPAIGN_LENGTH,
    Article,
    Clickback,
    MadeLink,
    ShareLink,
    Withdrawal,
)
from sharekit.models.manager import WriterManager

__all__ = [
    "CAMPAIGN_LENGTH",
    "MAY_SEE",
    "Article",
    "ArticleChannelTotal",
    "ArticleTotal",
    "BlockRollup",
    "BufferedEvent",
    "ChannelTotal",
    "Clickback",
    "Counts",
    "DailySalt",
    "LinkTotal",
    "MadeLink",
    "Notice",
    "PreviewRollup",
    "RejectedEvent",
    "Report",
    "Rollup",
    "ShardCursor",
    "ShareLink",
    "ShareRollup",
    "SourceRollup",
    "SourceTotal",
    "Span",
    "Total",
    "Withdrawal",
    "WriterManager",
]
