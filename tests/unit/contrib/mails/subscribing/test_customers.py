"""Customers are subscribed without a confirmation, unless they stopped before."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from sharekit.contrib.mails.models import Message, Subscription
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.subscribing.making import ADDRESS, WORDING, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State


def order(topic: str = "weekly") -> Subscription:
    return subscribe(ADDRESS, topic, wording=WORDING, ground="customer")


def test_a_customer_is_subscribed_at_once() -> None:
    user = User.objects.create_user("anna", ADDRESS)

    row = subscribe(ADDRESS, "offers", wording=WORDING, ground="customer", user=user)

    assert (row.state, row.ground, row.user) == (State.CONFIRMED, "customer", user)
    assert not Message.objects.exists()


def test_a_customer_who_did_not_confirm_before_is_subscribed() -> None:
    subscribe(ADDRESS, "weekly", wording=WORDING)

    row = order()

    assert (row.state, row.ground) == (State.CONFIRMED, "customer")


@pytest.mark.parametrize("cause", ["asked", "staff", "complaint"])
def test_a_customer_who_gets_no_marketing_is_not_subscribed(cause: str) -> None:
    suppress(ADDRESS, cause)

    row = order()

    assert (row.state, row.how) == (State.STOPPED, "suppressed")
    assert order().state == State.STOPPED


def test_a_customer_who_stopped_is_not_subscribed_by_the_next_order() -> None:
    make_subscription()
    stop(ADDRESS, "weekly")
    assert order().state == State.STOPPED

    # Nor after somebody has typed the address.
    assert subscribe(ADDRESS, "weekly", wording=WORDING).state == State.ASKED
    assert order().state == State.ASKED


def test_a_customer_who_objected_before_is_not_subscribed() -> None:
    assert stop(ADDRESS, "offers") == 1

    assert order("offers").state == State.STOPPED
    assert order().state == State.CONFIRMED
