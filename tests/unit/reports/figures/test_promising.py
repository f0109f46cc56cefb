"""An article is worth pushing if it is shared much more often than its page views let expect."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from sharekit.models import Article
from sharekit.reports.figures.tips.promising import list_promising
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
    assert found.factor == pytest.approx(found.acts / found.usual)
    assert found.best.channel == "whatsapp"
    assert format_promising(replace(found, usual=6.4, factor=6.25)) == (
        "40 shares and copies in 200 page views, usually 6. Best so far: WhatsApp."
    )


def test_fewer_than_five_are_never_worth_pushing() -> None:
    fill()
    count("swifts", views=10, acts=4)

    assert list_promising(PERIOD) == []


def test_what_everybody_reads_already_is_not_worth_pushing() -> None:
    fill()
    count("swifts", views=30_000, acts=6_000)

    assert list_promising(PERIOD) == []


def test_more_shares_than_page_views_are_not_believed() -> None:
    fill()
    count("swifts", views=39, acts=40)

    assert list_promising(PERIOD) == []


def test_words_copied_never_count() -> None:
    fill()
    count("swifts", views=200, acts=4, copy_text={"lookups": 100})

    assert list_promising(PERIOD) == []


def test_copied_links_count_as_shares_do() -> None:
    fill()
    count("swifts", views=200, acts=4, copy_link={"copies": 36})

    (found,) = list_promising(PERIOD)

    assert (found.acts, found.best.channel) == (40, "whatsapp")


def test_only_the_period_counts() -> None:
    fill()
    count("swifts", views=200, acts=40, day=DAY - timedelta(days=1))
    count("swifts", views=200, acts=4)

    assert list_promising(PERIOD) == []
    assert len(list_promising(Period(DAY - timedelta(days=1), DAY))) == 1


def test_each_site_has_its_own_usual_rate() -> None:
    fill()
    # As usual on a site whose readers share ten times as much.
    for number in range(1, 21):
        count(f"usual-{number}", views=10_000 // number, acts=2_000 // number, site="blog.example")
    count("swifts", views=200, acts=40)

    (found,) = list_promising(PERIOD)

    assert found.url == "https://news.example/swifts/"
    assert list_promising(replace(PERIOD, site="news.example")) == [found]
    assert list_promising(replace(PERIOD, site="blog.example")) == []


def test_the_best_channel_brings_the_most_visits_per_share() -> None:
    fill()
    count(
        "swifts",
        views=500,
        acts=0,
        whatsapp={"shares": 60, "marked": 60, "clickbacks": 30},
        email={"shares": 20, "marked": 20, "clickbacks": 40, "inferred_clickbacks": 10},
        native={"shares": 19, "marked": 19, "clickbacks": 90},
    )

    (found,) = list_promising(PERIOD)

    assert (found.best.channel, found.best.visits_per_share) == ("email", 1.5)
    assert format_promising(found).endswith(" Best channel: Email (1.50 visits per share).")


@pytest.mark.parametrize(
    ("sms", "email", "expected", "words"),
    [
        ((30, 4), (60, 0), "sms", "Best so far: SMS (4 visits)."),
        ((30, 1), (60, 0), "sms", "Best so far: SMS (1 visit)."),
        ((30, 4), (60, 5), "email", "Best so far: Email (5 visits)."),
        ((60, 4), (30, 4), "sms", "Best so far: SMS (4 visits)."),
        ((60, 0), (30, 0), "sms", "Best so far: SMS."),
        ((60, 0), (60, 0), "email", "Best so far: Email."),
    ],
)
def test_without_enough_tracked_shares_visits_decide_and_then_shares(
    sms: tuple[int, int], email: tuple[int, int], expected: str, words: str
) -> None:
    fill()
    first, second = (
        {"shares": shares, "marked": 19, "clickbacks": visits} for shares, visits in (sms, email)
    )
    most = {"shares": 90, "marked": 19, "clickbacks": 90}
    count("swifts", views=500, acts=0, sms=first, email=second, native=most)

    (found,) = list_promising(PERIOD)

    assert (found.best.channel, found.best.visits_per_share) == (expected, None)
    assert format_promising(found).endswith(f" {words}")


def test_an_article_that_was_only_copied_has_no_channel_to_push_by() -> None:
    fill()
    count("swifts", views=500, acts=0, copy_link={"copies": 60, "marked": 60})

    (found,) = list_promising(PERIOD)

    assert format_promising(found).endswith(" Passed on by: Copied link.")


def test_small_numbers_come_later_than_their_factor_suggests() -> None:
    fill()
    count("few", views=20, acts=6)
    count("many", views=400, acts=80)

    first, second = list_promising(PERIOD)

    assert (first.title, second.title) == ("many", "few")
    assert first.factor < second.factor


def test_the_list_is_ordered_and_cut() -> None:
    fill()
    for number in range(4):
        count(f"good-{number}", views=200, acts=30 + number)

    assert [each.acts for each in list_promising(PERIOD, limit=3)] == [33, 32, 31]


def test_an_empty_site_has_nothing_to_push() -> None:
    assert list_promising(Period()) == []
