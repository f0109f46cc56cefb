"""One answer of each address, for the OpenAPI description and docs/api.md."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from sharekit.api.answers import (
    Answer,
    ArticleAnswer,
    ArticlesAnswer,
    ChainAnswer,
    Named,
    Previous,
    SeriesAnswer,
    SourcesAnswer,
    SummaryAnswer,
)
from sharekit.reports.figures.articles.sums import ArticleCounts
from sharekit.reports.figures.chains import Block, Chains, Generation, Node
from sharekit.reports.figures.estimate import Estimate
from sharekit.reports.figures.ratios import Ratios
from sharekit.reports.figures.series import Series
from sharekit.reports.figures.sources import Sign, Source
from sharekit.reports.figures.summary import ChannelCounts, Summary

_HEAD: Final = (
    datetime(2026, 11, 30, 12, 4, tzinfo=UTC),
    date(2026, 11, 29),
    date(2026, 11, 30),
)
_SWIFTS: Final = Named(7, "https://news.example/swifts/", "Swifts of the city")
_WHATSAPP: Final = {"shares": 30, "copies": 0, "clickbacks": 18, "reshares": 3}
_COPIED: Final = {"shares": 0, "copies": 10, "clickbacks": 6, "reshares": 1}
_SUMMARY: Final = Summary(
    counts={
        "views": 900,
        "entries": 410,
        "dark": 120,
        "shares": 30,
        "copies": 10,
        "marked": 40,
        "clickbacks": 24,
        "inferred": 2,
        "inferred_clickbacks": 4,
        "reshares": 4,
        "arrivals": 1,
    },
    ratios=Ratios(visits_per_share=0.5, reshares_per_100_shares=10.0, lift=0.0625),
    private_share=1.0,
    private_share_of_buttons=1.0,
    channels=[
        ChannelCounts(
            "whatsapp",
            is_private=True,
            marked=30,
            inferred=2,
            inferred_clickbacks=4,
            arrivals=1,
            **_WHATSAPP,
        ),
        ChannelCounts(
            "copy-link",
            is_private=True,
            marked=10,
            inferred=0,
            inferred_clickbacks=0,
            arrivals=0,
            **_COPIED,
        ),
    ],
)

EXAMPLES: Final[dict[type[Answer], Answer]] = {
    type(answer): answer
    for answer in (
        ArticlesAnswer(
            *_HEAD,
            next="https://news.example/sharekit/api/articles/?days=2&limit=1&cursor=W1si…",
            articles=[
                ArticleCounts(
                    id=_SWIFTS.id,
                    url=_SWIFTS.url,
                    title=_SWIFTS.title,
                    views=900,
                    entries=410,
                    shares=30,
                    copies=10,
                    marked=40,
                    clickbacks=24,
                    inferred=2,
                    reshares=4,
                    channels={"copy-link": _COPIED, "whatsapp": _WHATSAPP},
                )
            ],
        ),
        ArticleAnswer(*_HEAD, article=_SWIFTS, summary=_SUMMARY, blocks=[Block("nests", 6)]),
        ChainAnswer(
            _HEAD[0],
            None,
            None,
            article=_SWIFTS,
            chains=Chains(
                links=42,
                is_cut=False,
                chains=39,
                size=3,
                generations=[Generation(0, 39, 20), Generation(1, 2, 3), Generation(2, 1, 1)],
                longest=[
                    Node("whatsapp", generation=0, clickbacks=4, parent=None),
                    Node("copy-link", generation=1, clickbacks=2, parent=0),
                    Node("whatsapp", generation=2, clickbacks=1, parent=1),
                ],
            ),
            reason=None,
        ),
        SeriesAnswer(
            *_HEAD,
            article=None,
            series=Series(
                days=[date(2026, 11, 29), date(2026, 11, 30)],
                views=[500, 400],
                entries=[220, 190],
                channels={
                    "whatsapp": {
                        "shares": [20, 10],
                        "copies": [0, 0],
                        "clickbacks": [11, 7],
                        "reshares": [1, 2],
                    }
                },
            ),
        ),
        SourcesAnswer(
            *_HEAD,
            article=None,
            sources=[
                Source("search", views=150, entries=150),
                Source("dark", views=120, entries=120),
                Source("", views=490, entries=0),
            ],
            signs=[Sign("whatsapp", 12)],
            estimate=Estimate(dark=120, low=60, likely=84, high=110),
            assumption="What the estimate rests on, in one sentence.",
        ),
        SummaryAnswer(
            *_HEAD,
            article=None,
            summary=_SUMMARY,
            previous=Previous(date(2026, 11, 27), date(2026, 11, 28), _SUMMARY),
        ),
    )
}
"""An example answer by its struct."""
