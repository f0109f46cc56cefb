"""Conversions are emptied and deleted in time, and forget articles, hours and links."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.models import Conversion, ShareSum
from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.keeping.forget import count_traces, forget_article, forget_link
from sharekit.keeping.prune import prune
from sharekit.keeping.withdraw import Hours, forget_hours
from sharekit.models import Article
from sharekit.privacy.page import describe_privacy, render_privacy
from sharekit.reports.period.days import localise
from tests.support.traffic import BRIDGE, SWIFTS
from tests.unit.aggregate.together import run_together
from tests.unit.contrib.conversions.orders import (
    BY_READER,
    CAMPAIGN,
    State,
    count_exactly,
    count_released,
    get_total,
    order,
    order_and_credit,
    put_link,
)

TURNS = 5

pytestmark = pytest.mark.django_db(transaction=True)


def pass_days(days: int) -> None:
    """Let so many days pass for what was recorded."""
    for row in Conversion.objects.all():
        row.day -= timedelta(days=days)
        row.at = row.at and row.at - timedelta(days=days)
        row.save()


def test_after_keep_days_only_the_hash_and_the_state_are_left(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "KEEP_DAYS": 30}
    put_link(CAMPAIGN, state=State.CAMPAIGN)
    order_and_credit(1, 2, token=CAMPAIGN)
    pass_days(30)
    assert "Conversions" not in prune().optional
    pass_days(1)
    hashes = set(Conversion.objects.values_list("key_hash", flat=True))
    assert prune().optional["Conversions"] == 2

    rows = Conversion.objects.all()
    assert {row.key_hash for row in rows} == hashes
    facts = {(row.article, row.channel, row.link, row.token, row.value, row.at) for row in rows}
    assert facts == {(None, "", None, "", None, None)}
    assert {row.state for row in rows} == {"recorded"}
    assert get_total() == (2, 0, 20)
    assert "Conversions" not in prune().optional


def test_an_emptied_conversion_counts_no_second_time_but_can_be_reversed() -> None:
    put_link()
    order_and_credit(1)
    pass_days(91)
    prune()
    order_and_credit(1)
    assert get_total() == (1, 0, 10)
    reverse_conversion("order", 1)
    order_and_credit(1)

    assert get_total() == (1, 0, 10)
    row = Conversion.objects.get()
    assert (row.state, row.due, row.at) == ("reversed", False, None)


def test_a_reversal_that_waited_for_long_still_meets_its_conversion() -> None:
    reverse_conversion("order", 1)
    pass_days(400)
    prune()
    order_and_credit(1, token="w")

    assert get_total() == (1, 1, 0)


def test_the_hash_goes_after_two_years() -> None:
    order_and_credit(1, token="w")
    order(2)
    pass_days(731)
    prune()

    # One that was never counted stays until it is.
    assert Conversion.objects.get().due
    credit()
    prune()
    assert not Conversion.objects.exists()
    assert get_total()[0] == 2


def test_a_forgotten_article_takes_its_sums_along() -> None:
    put_link()
    put_link(CAMPAIGN, state=State.CAMPAIGN)
    order_and_credit(*range(5))
    order_and_credit(5, token=CAMPAIGN)
    order(6, 7)
    forget_article(SWIFTS)

    assert not Article.objects.exists()
    assert not ShareSum.objects.filter(article__isnull=False).exists()
    # A token of its links is gone, too; the channel's letter stays.
    assert set(Conversion.objects.filter(due=True).values_list("token", flat=True)) == {"w"}
    credit()
    for number in (0, 5):
        reverse_conversion("order", number)
    credit()
    assert count_exactly() == {"all": 6, "whatsapp": 6}
    assert count_released() == {"all": 5, "whatsapp": 5}
    assert get_total() == (8, 2, 60)


def test_a_forgotten_link_takes_its_sum_and_tokens_along() -> None:
    put_link(CAMPAIGN, state=State.CAMPAIGN)
    order_and_credit(1, 2, token=CAMPAIGN)
    order(3, token=CAMPAIGN)
    traces = count_traces(CAMPAIGN)
    assert Conversion.objects.filter(token=CAMPAIGN).exists()
    assert forget_link(CAMPAIGN).optional == traces.optional == {"Conversions": 4}

    assert Conversion.objects.get(due=True).token == "e"
    assert not Conversion.objects.filter(link__isnull=False).exists()
    credit()
    reverse_conversion("order", 1)
    credit()
    article = "article Swifts of the city"
    assert count_exactly() == {"all": 2, "email": 2, article: 1, f"{article}, email": 1}


def withdraw(channel: str = "") -> None:
    """Remove this hour of the article from the counts."""
    hour = localise(timezone.now()).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    forget_hours(Hours(Article.objects.get(identity=SWIFTS.identity), hour, hour, channel))


def test_removed_hours_count_as_conversions_without_a_share() -> None:
    put_link()
    put_link("c2222222222", article=BRIDGE)
    order_and_credit(*range(6))
    order_and_credit(*range(6, 12), token="c2222222222")
    assert count_released()["all"] == 10
    reverse_conversion("order", 5)
    withdraw()
    credit()

    bridge = {"article The bridge": 6, "article The bridge, whatsapp": 6}
    assert count_exactly() == {"all": 6, "whatsapp": 6, **bridge}
    assert count_released() == dict.fromkeys(("all", "whatsapp", *bridge), 5)
    assert get_total() == (12, 1, 110)


def test_only_the_removed_channel_is_subtracted() -> None:
    put_link()
    put_link(CAMPAIGN, state=State.CAMPAIGN)
    order_and_credit(1, 2)
    order_and_credit(3, token=CAMPAIGN)
    withdraw("whatsapp")

    assert count_exactly()["all"] == 1
    assert set(Conversion.objects.values_list("channel", flat=True)) == {"", "email"}


@pytest.mark.usefixtures("skip_sqlite")
def test_articles_are_forgotten_while_their_conversions_are_credited() -> None:
    for turn in range(TURNS):
        put_link()
        order(*range(turn * 20, turn * 20 + 20))
        run_together(credit, partial(forget_article, SWIFTS), credit)
        assert not Article.objects.exists()
    Conversion.objects.filter(due=True).update(token="w")
    credit()

    assert get_total() == (20 * TURNS, 0, 200 * TURNS)
    assert count_exactly() == dict.fromkeys(("all", "whatsapp"), 20 * TURNS)


def test_the_privacy_page_says_what_is_kept_of_an_order() -> None:
    text = render_privacy(describe_privacy())

    assert "| `key_hash` | A keyed hash of the shop's number" in text
    assert "| `value` | Its value, to sum it | 90 days |" in text
    assert "order, signup" in text


def test_no_row_names_a_readers_own_link() -> None:
    put_link(BY_READER)
    order_and_credit(1)

    columns = Conversion.objects.values().get().values()
    assert BY_READER not in columns
    assert Conversion.objects.get().link is None
