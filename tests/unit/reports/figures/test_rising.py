"""An article is going up if its last 24 hours exceed what is usual by more than chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keys import ArticleKey
from sharekit.reports.figures.rising import list_rising
from sharekit.reports.words.reasons import format_rising
from tests.support.traffic import BRIDGE, SWIFTS, stamped

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 14, 20, tzinfo=UTC)
BLOG = replace(BRIDGE, address="https://blog.example/bridge/")


def happen(
    times: int, *, ago: timedelta, article: ArticleKey = SWIFTS, mark: str = "w", **more: Any
) -> None:
    """Let an act, or another event, happen so many times, so long before NOW."""
    at = round((NOW - ago).timestamp() * 1000)
    given: dict[str, Any] = {"kind": "share", "article": article, "at": at, "received": at, **more}
    DatabaseBuffer().append([stamped(mark=tokens.mint(mark), **given) for _ in range(times)])
    drain()


def live(times: int, *, article: ArticleKey = SWIFTS, days: int = 7) -> None:
    """Let an article be shared so many times on each day of the week before the last 24 hours."""
    for ago in range(1, days + 1):
        happen(times, ago=timedelta(days=ago, hours=3), article=article)
    happen(1, ago=timedelta(days=30), article=article)


def test_more_than_usual_in_the_last_24_hours_goes_up() -> None:
    live(2)
    live(20, article=BRIDGE)
    happen(30, ago=timedelta(hours=2))
    happen(22, ago=timedelta(hours=2), article=BRIDGE)

    (found,) = list_rising(now=NOW)

    assert (found.title, found.url) == (SWIFTS.title, SWIFTS.address)
    assert (found.figure, found.count, round(found.usual)) == ("acts", 30, 2)
    assert found.factor == pytest.approx(found.count / found.usual)
    assert found.best.channel == "whatsapp"
    assert format_rising(found) == (
        "30 shares and copies in the last 24 hours, usually 2; most through WhatsApp."
    )


def test_an_empty_site_has_nothing_that_goes_up() -> None:
    assert list_rising(now=NOW) == []
    assert list_rising() == []
