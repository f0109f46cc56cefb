"""A person stops, by code and by the mail server's reports."""

from __future__ import annotations

import pytest

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.public import stop
from sharekit.contrib.mails.subscribing.permission import find_obstacle
from sharekit.contrib.mails.subscribing.stop import has_others, stop_all_of, stop_one
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.subscribing.making import ADDRESS, make_message, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State
Cause = Suppression.Cause


def read_states() -> dict[str, str]:
    return dict(Subscription.objects.values_list("topic", "state"))


def test_a_topic_is_stopped_and_the_others_go_on() -> None:
    make_subscription()
    make_subscription(topic="offers")

    assert stop(ADDRESS.upper(), "weekly") == 1

    assert read_states() == {"weekly": State.STOPPED, "offers": State.CONFIRMED}
    row = Subscription.objects.get(topic="weekly")
    assert (row.how, row.stopped_at is not None) == ("code", True)
    assert stop(ADDRESS, "weekly") == 0


def test_a_message_that_waits_is_skipped() -> None:
    make_subscription()
    message = make_message()

    stop(ADDRESS)

    assert find_obstacle(message) == "asked"


def test_without_a_topic_all_marketing_ends() -> None:
    make_subscription()
    make_subscription(topic="offers")

    assert stop(ADDRESS) == 2

    assert set(read_states().values()) == {State.STOPPED}
    assert Suppression.objects.get().cause == Cause.ASKED


def test_an_unknown_topic_or_address_is_an_error() -> None:
    with pytest.raises(ValueError, match="Did you mean 'weekly'"):
        stop(ADDRESS, "weakly")
    with pytest.raises(ValueError, match="not a mail address"):
        stop("anna")

    assert not Subscription.objects.exists()


def test_a_reader_stops_one_or_all_of_a_site() -> None:
    row = make_subscription()
    make_subscription(topic="offers")
    make_subscription(site="other.example")
    make_subscription(address="ben@example.org")
    assert has_others(row)

    assert stop_one(row, how="page")
    assert not stop_one(row, how="page")
    assert stop_all_of(row, how="page") == 1

    assert not has_others(row)
    assert Subscription.objects.filter(state=State.CONFIRMED).count() == 2


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("asked", "staff", "staff"),
        ("staff", "complaint", "complaint"),
        ("complaint", "staff", "complaint"),
        ("asked", "asked", "asked"),
    ],
)
def test_the_stronger_cause_stays(first: str, second: str, kept: str) -> None:
    suppress(ADDRESS, first)
    suppress("anna+x@example.org", second)

    assert Suppression.objects.get().cause == kept


def test_what_is_not_an_address_is_not_suppressed() -> None:
    suppress("nobody", Cause.BOUNCE)

    assert not Suppression.objects.exists()
