"""An article is worth pushing if it is shared much more often than its page views let expect."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from sharekit.models import Article
from sharekit.reports.figures.promising import list_promising
from sharekit.reports.period.days import Period
from sharekit.reports.words.reasons import format_promising
from tests.support.counts import add, get_article

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
PERIOD = Period(DAY, DAY)


def count(
    name: str,
    *,
    views: int,
    acts: int,
    day: date = DAY,
    site: str = "news.example",
    **channels: dict[str, int],
) -> Article:
    """Count an article's page views and shares by WhatsApp on a day, and counts of channels."""
    article = get_article(name, site=site)
    by_channel = {"whatsapp": {"shares": acts}, **channels}
    add(
        article,
        acts={(slug.replace("_", "-"), day, 12): counts for slug, counts in by_channel.items()},
        views={("search", day, 12): views},
    )
    return article


def fill() -> None:
    """Let a site have articles of all sizes that are shared as usual: once in 50 page views."""
    for number in range(1, 21):
        count(f"usual-{number}", views=10_000 // number, acts=200 // number)


def test_an_article_that_few_read_and_many_of_them_share_is_worth_pushing() -> None:
    fill()
    article = count("swifts", views=200, acts=40)

    (found,) = list_promising(PERIOD)

    assert (found.id, found.title, found.acts, found.views) == (article.pk, "swifts", 40, 200)
    assert 2 < found.factor < 10
    assert found.best.channel == "whatsapp"
    assert format_promising(replace(found, factor=6.24)) == (
        "40 shares and copies in 200 page views, 6.2 times as often as usual; most through "
        "WhatsApp."
    )


def test_an_empty_site_has_nothing_to_push() -> None:
    assert list_promising(Period()) == []
