"""An article is going up if its last 24 hours exceed what is usual by more than chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.withdraw import Hours, forget_hours
from sharekit.keys import ArticleKey
from sharekit.models import Article
from sharekit.reports.figures.tips.best_channel import BestChannel
from sharekit.reports.figures.tips.rising import has_history, list_rising
from sharekit.reports.period.days import Period
from sharekit.reports.words.reasons import format_rising
from tests.support.clock import stop_clock
from tests.support.traffic import BRIDGE, SWIFTS, stamped

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 14, 20, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
BLOG = replace(BRIDGE, address="https://blog.example/bridge/")


def store(
    times: int, *, ago: timedelta, article: ArticleKey = SWIFTS, mark: str = "w", **more: Any
) -> None:
    """Store an act, or another event, so many times, so long before NOW, to be counted later."""
    at = round((NOW - ago).timestamp() * 1000)
    given: dict[str, Any] = {"kind": "share", "article": article, "at": at, "received": at, **more}
    DatabaseBuffer().append([stamped(mark=tokens.mint(mark), **given) for _ in range(times)])


def happen(
    times: int, *, ago: timedelta, article: ArticleKey = SWIFTS, mark: str = "w", **more: Any
) -> None:
    """Let an act, or another event, happen so many times, so long before NOW."""
    store(times, ago=ago, article=article, mark=mark, **more)
    drain()


def live(times: int, *, article: ArticleKey = SWIFTS, days: int = 7) -> None:
    """Let an article be shared so many times on each day of the week before the last 24 hours."""
    for ago in range(1, days + 1):
        store(times, ago=timedelta(days=ago, hours=3), article=article)
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
        "30 shares and copies in the last 24 hours, usually 2. Best so far: WhatsApp."
    )
    assert format_rising(replace(found, best=BestChannel("email", 1.5))) == (
        "30 shares and copies in the last 24 hours, usually 2. Best channel: Email (1.50 visits "
        "per share)."
    )


def test_visits_from_shares_go_up_without_a_share() -> None:
    live(1)
    for number in range(1, 13):
        store(1, ago=timedelta(hours=number), kind="view", name=tokens.mint("x"), source="shared")
    drain()

    (found,) = list_rising(now=NOW)

    assert (found.figure, found.count, found.factor) == ("clickbacks", 12, None)
    assert format_rising(found) == (
        "12 visits from shares in the last 24 hours, usually fewer than 1. Best so far: "
        "WhatsApp (12 visits)."
    )


def test_an_article_that_nobody_shared_for_long_is_not_new() -> None:
    live(3, article=BRIDGE)
    happen(1, ago=timedelta(days=40))
    happen(8, ago=timedelta(hours=5))

    (found,) = list_rising(now=NOW)

    assert (found.title, found.count, found.factor) == (SWIFTS.title, 8, None)
    assert found.usual < 1


def test_a_new_article_is_compared_with_the_first_days_of_others() -> None:
    for number in range(1, 8):
        for ago in range(number):
            store(12 // (number - ago), ago=timedelta(days=ago, hours=2), article=name(number))
    usual, special = name(100), name(101)
    happen(13, ago=timedelta(hours=2), article=usual)
    assert list_rising(now=NOW) == []

    happen(200, ago=timedelta(hours=2), article=special)

    assert [each.title for each in list_rising(now=NOW)] == [special.title]


def name(number: int) -> ArticleKey:
    return ArticleKey(f"/{number}/", f"https://news.example/{number}/", f"Story {number}")


@pytest.mark.parametrize("age", [1, 2, 5])
def test_what_is_left_of_the_first_days_is_usual_for_a_young_article(age: int) -> None:
    def begin(article: ArticleKey, *, days: int) -> None:
        for ago in range(1, days + 1):
            store(32 // (1 + days - ago), ago=timedelta(days=ago, hours=2), article=article)

    for number in range(2, 8):
        begin(name(number), days=number)
    begin(SWIFTS, days=age)
    happen(32 // (1 + age), ago=timedelta(hours=2))
    assert list_rising(now=NOW) == []

    happen(250, ago=timedelta(hours=2))

    (found,) = list_rising(now=NOW)
    assert found.title == SWIFTS.title
    assert found.usual < 35


def test_fewer_than_five_never_go_up() -> None:
    live(1, article=BRIDGE)
    happen(1, ago=timedelta(days=40))
    happen(4, ago=timedelta(hours=1))

    assert list_rising(now=NOW) == []


def test_words_copied_never_count() -> None:
    live(1)
    happen(50, ago=timedelta(hours=1), kind="lookup", mark="t")

    assert list_rising(now=NOW) == []


def test_the_first_two_days_have_too_little_to_compare_with() -> None:
    happen(50, ago=timedelta(hours=1))
    assert list_rising(now=NOW) == []
    assert not has_history(now=NOW)

    # Counting may have begun late on the day before.
    happen(1, ago=timedelta(hours=30), article=BRIDGE)
    assert list_rising(now=NOW) == []


@pytest.mark.parametrize(
    ("ago", "is_last"),
    [
        (timedelta(minutes=5), True),
        # 15:00 yesterday is the first of the 24 hours up to 14:20.
        (timedelta(hours=23, minutes=20), True),
        (timedelta(hours=23, minutes=21), False),
    ],
)
def test_the_last_24_hours_are_those_of_the_clock(ago: timedelta, is_last: bool) -> None:
    live(1)
    happen(40, ago=ago)

    assert bool(list_rising(now=NOW)) is is_last


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("hour", [0, 2, 12, 23])
def test_days_on_which_clocks_change_count_once(
    day: str, hour: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIME_ZONE = BERLIN.key
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=BERLIN).astimezone(UTC)
    monkeypatch.setattr("tests.unit.reports.figures.test_rising.NOW", noon)
    live(3)
    live(3, article=BRIDGE)
    moment = datetime.fromisoformat(f"{day}T{hour:02}:30").replace(tzinfo=BERLIN)
    happen(40, ago=noon - moment.astimezone(UTC))
    found = list_rising(now=moment.astimezone(UTC) + timedelta(hours=1))

    # What is usual may have happened in these hours, too.
    assert [(each.title, each.count in {40, 43}) for each in found] == [(SWIFTS.title, True)]


def test_a_site_has_its_own_list() -> None:
    for article in (SWIFTS, BLOG):
        live(1, article=article)
        happen(40, ago=timedelta(hours=2), article=article)

    assert {each.url for each in list_rising(now=NOW)} == {SWIFTS.address, BLOG.address}
    assert [each.url for each in list_rising(Period(site="blog.example"), now=NOW)] == [
        BLOG.address
    ]
    assert list_rising(Period(site="unknown.example"), now=NOW) == []


def test_the_most_surprising_article_comes_first() -> None:
    for article, times in ((SWIFTS, 25), (BRIDGE, 60)):
        live(1, article=article)
        happen(times, ago=timedelta(hours=2), article=article)
    found = list_rising(now=NOW)

    assert [each.count for each in found] == [60, 25]
    assert found[0].surprise > found[1].surprise
    assert list_rising(now=NOW, limit=1) == found[:1]


def test_a_busy_day_of_the_whole_site_makes_no_article_go_up() -> None:
    for number in range(20):
        live(6, article=name(number))
        store(13, ago=timedelta(hours=2), article=name(number))
    drain()

    assert list_rising(now=NOW) == []


def test_folding_old_hours_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    live(2, days=12)
    happen(40, ago=timedelta(hours=2))
    found = list_rising(now=NOW)
    assert found

    stop_clock(monkeypatch, NOW)
    assert fold() > 0

    assert list_rising(now=NOW) == found


def test_hours_that_were_taken_out_do_not_go_up() -> None:
    live(1)
    happen(40, ago=timedelta(hours=2))
    assert list_rising(now=NOW)

    moment = (NOW - timedelta(hours=2)).astimezone(timezone.get_default_timezone())
    hour = moment.replace(minute=0, tzinfo=None)
    forget_hours(Hours(Article.objects.get(url=SWIFTS.address), first=hour, last=hour))

    assert list_rising(now=NOW) == []


@pytest.mark.parametrize(
    ("ago", "is_known"),
    [
        # 15:00 three days ago is the first hour of the second span before the last 24 hours.
        (timedelta(hours=47, minutes=20), False),
        (timedelta(hours=47, minutes=21), True),
        (timedelta(hours=191, minutes=20), True),
        (timedelta(hours=191, minutes=21), False),
    ],
)
def test_two_to_seven_spans_before_are_compared(ago: timedelta, is_known: bool) -> None:
    happen(1, ago=ago, article=BRIDGE)
    happen(40, ago=timedelta(hours=1))

    assert has_history(now=NOW) is is_known
    assert bool(list_rising(now=NOW)) is is_known
    assert not has_history(Period(site="unknown.example"), now=NOW)


def test_an_empty_site_has_nothing_that_goes_up() -> None:
    assert list_rising(now=NOW) == []
    assert list_rising() == []
