"""Whether a message may be sent, as it is at the moment of sending."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail, Message, Subscription, Suppression
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.contrib.mails.subscribing.permission import OBSTACLES, REASONS, find_obstacle
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.subscribing.making import (
    ADDRESS,
    SITE,
    make_mail,
    make_message,
    make_subscription,
)

pytestmark = pytest.mark.django_db

State = Subscription.State
Cause = Suppression.Cause


def make_service(**values: Any) -> Message:
    return make_message(make_mail(kind=Mail.Kind.SERVICE, topic=""), **values)


def test_a_confirmed_subscriber_gets_marketing() -> None:
    make_subscription()

    assert find_obstacle(make_message()) == ""
    assert find_obstacle(make_message(address=ADDRESS.title())) == ""


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"state": State.ASKED}, "not-confirmed"),
        ({"state": State.STOPPED}, "stopped"),
        ({"topic": "offers"}, "not-subscribed"),
        ({"site": "other.example"}, "not-subscribed"),
        # A tag may lead to another person's mailbox, so consent holds for one address.
        ({"address": "anna+news@example.org"}, "not-subscribed"),
    ],
)
def test_nobody_else_does(values: dict[str, str], reason: str) -> None:
    make_subscription(**values)

    assert find_obstacle(make_message()) == reason


def test_a_service_mail_needs_no_subscription() -> None:
    assert find_obstacle(make_service()) == ""


@pytest.mark.parametrize("cause", Cause.values)
def test_a_bounce_stops_all_mails_and_other_causes_only_marketing(cause: str) -> None:
    make_subscription()
    suppress("Anna@Example.org", cause)

    assert find_obstacle(make_message()) == cause
    assert find_obstacle(make_service()) == ("bounce" if cause == "bounce" else "")


def test_a_mail_that_was_switched_off_is_not_sent() -> None:
    make_subscription()
    message = make_message()
    Mail.objects.filter(pk=message.mail_id).update(is_on=False)

    assert find_obstacle(message) == "off"


def test_a_mail_that_is_late_is_not_sent() -> None:
    assert find_obstacle(make_service(expires_at=timezone.now())) == "expired"


def test_a_person_gets_two_marketing_mails_a_week() -> None:
    make_subscription()
    now = timezone.now()
    for days in (8, 6, 1):
        make_message(state=Message.State.SENT, claimed_at=now - timedelta(days=days))

    assert find_obstacle(make_message()) == "cap"
    assert find_obstacle(make_service()) == ""


def test_only_mails_that_may_have_arrived_count() -> None:
    make_subscription()
    for state in (Message.State.SKIPPED, Message.State.FAILED, Message.State.WAITING):
        make_message(state=state)
    make_service(state=Message.State.SENT)

    assert find_obstacle(make_message()) == ""
    make_message(state=Message.State.UNKNOWN)
    make_message(state=Message.State.SENT)
    assert find_obstacle(make_message()) == "cap"


def test_two_workers_agree_which_of_the_last_two_mails_is_sent(settings: Settings) -> None:
    settings.SHAREKIT = SITE | {"MAILS": {"CAP": "1/day"}}
    make_subscription()
    now = timezone.now()
    first, second = (make_message(claimed_at=now) for _ in range(2))

    assert [find_obstacle(each) for each in (second, first)] == ["cap", ""]


def test_a_confirmation_is_only_sent_while_it_is_asked_for() -> None:
    row = make_subscription(state=State.ASKED)
    mail = make_mail(slug=CONFIRMATION, kind=Mail.Kind.SERVICE, topic="")
    message = make_message(mail, facts={"subscription": row.pk})
    assert find_obstacle(message) == ""

    row.state = State.CONFIRMED
    row.save()
    assert find_obstacle(message) == "answered"
    row.delete()
    assert find_obstacle(message) == "answered"


def test_an_app_decides_about_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OBSTACLES, "alert", lambda message: "not watched")

    assert find_obstacle(make_message(make_mail(kind="alert", topic=""))) == "not watched"


def test_every_cause_has_a_sentence() -> None:
    assert set(Cause.values) <= set(REASONS)
