"""One answer of each address, for the OpenAPI description and docs/api.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from sharekit.api.answers import (
    Answer,
    ArticleAnswer,
    ArticleRow,
    ArticlesAnswer,
    ChainAnswer,
    ChannelRow,
    Named,
    Previous,
    SeriesAnswer,
    SourcesAnswer,
    SummaryAnswer,
    SummaryRow,
)
from sharekit.figures import OF_ARTICLES, OF_CHANNELS, STORED
from sharekit.reports.figures.chains import Block, Chains, Generation, Node
from sharekit.reports.figures.estimate import Estimate
from sharekit.reports.figures.ratios import Ratios
from sharekit.reports.figures.series import Series
from sharekit.reports.figures.sources import Sign, Source
from sharekit.reports.figures.summary import ChannelCounts

_HEAD: Final = (
    datetime(2026, 11, 30, 12, 4, tzinfo=UTC),
    date(2026, 11, 29),
    date(2026, 11, 30),
)
_SWIFTS: Final = Named(7, "https://news.example/swifts/", "Swifts of the city")
_WHATSAPP: Final = {
    "shares": 30,
    "clickbacks": 18,
    "reshares": 3,
    "marked": 30,
    "inferred": 2,
    "inferred_clickbacks": 4,
    "arrivals": 1,
}
_COPIED: Final = {"copies": 10, "clickbacks": 6, "reshares": 1, "marked": 10}
_VIEWS: Final = {"views": 900, "entries": 410, "dark": 120}


def _add_up(names: Iterable[str], *parts: dict[str, int]) -> dict[str, int]:
    """Return the sums of counts by name; a figure that no part has is 0."""
    return {name: sum(part.get(name, 0) for part in parts) for name in names}


_SUMMARY: Final = SummaryRow(
    counts=_add_up(STORED, _WHATSAPP, _COPIED, _VIEWS),
    ratios=Ratios(visits_per_share=0.5, reshares_per_100_shares=10.0, lift=0.0625),
    private_share=1.0,
    private_share_of_buttons=1.0,
    channels=[
        ChannelRow(channel=slug, is_private=True, **_add_up(ChannelCounts.COUNTS, counts))
        for slug, counts in (("whatsapp", _WHATSAPP), ("copy-link", _COPIED))
    ],
)

EXAMPLES: Final[dict[type[Answer], Answer]] = {
    type(answer): answer
    for answer in (
        ArticlesAnswer(
            *_HEAD,
            next="https://news.example/sharekit/api/articles/?days=2&limit=1&cursor=W1si…",
            articles=[
                ArticleRow(
                    id=_SWIFTS.id,
                    url=_SWIFTS.url,
                    title=_SWIFTS.title,
                    **_add_up(OF_ARTICLES, _WHATSAPP, _COPIED, _VIEWS),
                    channels={
                        "copy-link": _add_up(OF_CHANNELS, _COPIED),
                        "whatsapp": _add_up(OF_CHANNELS, _WHATSAPP),
                    },
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
