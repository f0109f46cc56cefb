"""Days are those of the site's clock, also without USE_TZ."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from sharekit.contrib.promotions.marketing.decisions import approve
from sharekit.contrib.promotions.marketing.running import describe_state, start
from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.public import describe_referral
from sharekit.formats import get_local
from tests.unit.contrib.promotions.world import (
    make_advocate,
    make_promotion,
    make_user,
    read,
    refer,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False])
def evening(request: pytest.FixtureRequest, settings: Settings) -> datetime:
    """Return an evening to come that is another day in the site's time zone than in UTC."""
    settings.TIME_ZONE = "Pacific/Auckland"
    settings.USE_TZ = request.param
    now = get_local(timezone.now())
    return (now + timedelta(days=30)).replace(hour=2, minute=0)


def test_friend_and_marketer_read_the_same_day(evening: datetime) -> None:
    advocate = make_advocate(make_promotion(), same=["card"])
    waiting = refer(advocate)
    flagged = refer(advocate, same=["card"])
    Referral.objects.update(hold_until=evening)

    assert date_format(evening, "MONTH_DAY_FORMAT") in describe_referral(read(waiting))
    assert date_format(evening) in approve(flagged, by=make_user()).sentence


def test_a_start_to_come_and_an_end_that_is_over_are_named(evening: datetime) -> None:
    promotion = make_promotion(state="draft", starts_at=evening)
    assert date_format(evening) in start(promotion).sentence
    assert date_format(evening) in describe_state(promotion)

    over = evening - timedelta(days=60)
    assert date_format(over) in describe_state(make_promotion(ends_at=over))
