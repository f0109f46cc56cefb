"""The tables: articles, links and visits, the counts, and the events that wait."""

from sharekit.models.buffering import (
    READER_DAYS,
    BufferedEvent,
    DailySalt,
    Notice,
    RejectedEvent,
    ShardCursor,
)
from sharekit.models.counts import (
    MAY_SEE,
    BlockRollup,
    Counts,
    PreviewRollup,
    Rollup,
    ShareRollup,
    SourceRollup,
)
from sharekit.models.groups import NAME_LENGTH, ArticleGroup, Kind
from sharekit.models.links import (
    CAMPAIGN_LENGTH,
    Article,
    CampaignLink,
    Clickback,
    ForgottenArticle,
    ShareLink,
    Withdrawal,
)
from sharekit.models.manager import WriterManager
from sharekit.models.totals import (
    ArticleChannelTotal,
    ArticleTotal,
    ChannelTotal,
    LinkTotal,
    Report,
    SourceTotal,
    Span,
    Total,
)

__all__ = [
    "CAMPAIGN_LENGTH",
    "MAY_SEE",
    "NAME_LENGTH",
    "READER_DAYS",
    "Article",
    "ArticleChannelTotal",
    "ArticleGroup",
    "ArticleTotal",
    "BlockRollup",
    "BufferedEvent",
    "CampaignLink",
    "ChannelTotal",
    "Clickback",
    "Counts",
    "DailySalt",
    "ForgottenArticle",
    "Kind",
    "LinkTotal",
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
