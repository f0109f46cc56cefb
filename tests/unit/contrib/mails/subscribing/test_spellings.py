"""One mailbox has many spellings: a stop holds for all, a bounce for the one that bounced."""

from __future__ import annotations

from typing import Any

import pytest
from django import VERSION
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import Settings

from sharekit.contrib.mails.models import Message, Subscription, Suppression
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.mails.subscribing.consent import clean_address
from sharekit.contrib.mails.subscribing.permission import find_obstacle
from sharekit.contrib.mails.subscribing.stop import has_others, stop_all_of, stop_one
from sharekit.contrib.mails.subscribing.subscribe import confirm
from sharekit.contrib.mails.subscribing.suppression import find_cause, suppress
from tests.unit.contrib.mails.subscribing.making import (
    ADDRESS,
    SITE,
    WORDING,
    make_mail,
    make_message,
    make_subscription,
)

pytestmark = pytest.mark.django_db

TAGGED = "anna+shop@example.org"
State = Subscription.State
# Django's backends send these to anna@example.org, or not at all.
TRICKS = (
    '"anna"@example.org',
    r'"\anna"@example.org',
    r'"a\nna"@example.org',
    '"an na"@example.org',
    "=?utf-8?q?anna?=@example.org",
    "=?utf-8?q?=61nna?=@example.org",
    "an=?utf-8?q?na?=@example.org",
    "\uff1d?utf-8?q?anna?=@example.org",
    "a<anna@example.org",
    "(c)anna@example.org",
    "an,na@example.org",
    "anna@[127.0.0.1]",
    "anna@[::1]",
    "anna@[ipv6:::1]",
)
LETTERS = "an.+\"\\=?-_'!,:;<>()[]@ \tbuüQ"


class Recorder:
    """A connection to a mail server, which notes for whom mails are."""

    def __init__(self) -> None:
        self.recipients: list[str] = []

    def sendmail(self, sender: str, recipients: list[str], *args: Any, **kwargs: Any) -> None:
        self.recipients += recipients


def deliver(address: str) -> list[str]:
    """Return what Django's backend gives the mail server as recipients of a mail."""
    options: Any = {"alias": "default", "host": "127.0.0.1"} if VERSION >= (6, 1) else {}
    backend = EmailBackend(**options)
    backend.connection = recorder = Recorder()  # type: ignore[assignment]
    backend.send_messages([EmailMessage("Hello", "Text", "desk@news.example", [address])])
    return recorder.recipients


def order(address: str, topic: str = "weekly") -> Subscription:
    return subscribe(address, topic, wording=WORDING, ground="customer")


def ask(address: str, **values: Any) -> Subscription:
    return subscribe(address, "weekly", wording=WORDING, **values)


@pytest.mark.parametrize("spelling", TRICKS)
def test_a_spelling_that_a_mail_server_reads_as_another_mailbox_is_refused(spelling: str) -> None:
    with pytest.raises(ValueError, match="not a mail address"):
        ask(spelling)


@given(st.text(LETTERS, min_size=1, max_size=12))
@example("a..nna")
@example("anna.")
@example("=?utf-8?q?anna?=")
def test_a_mail_goes_to_the_address_that_was_accepted_and_to_no_other(name: str) -> None:
    address = clean_address(f"{name}@example.org")

    assert not address or deliver(address) == [address]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "[127.0.0.1]"])
def test_nobody_subscribes_an_account_of_the_mail_server_itself(host: str) -> None:
    with pytest.raises(ValueError, match="not a mail address"):
        ask(f"root@{host}")


def test_three_confirmations_a_week_are_for_all_sites_together(settings: Settings) -> None:
    names = ("a.example", "b.example", "c.example")
    sites = {name: f"https://{name}" for name in names}
    settings.SHAREKIT = {**SITE, "SITE_URL": "", "SITES": sites}
    for site in names:
        for topic in ("weekly", "offers"):
            subscribe(ADDRESS, topic, wording=WORDING, site=site)
            Message.objects.update(state=Message.State.SENT)

    assert Message.objects.count() == 3


def test_a_bounce_of_one_spelling_stops_no_other() -> None:
    suppress(TAGGED, Suppression.Cause.BOUNCE)
    mail = make_mail(kind="service", topic="")

    assert find_obstacle(make_message(mail, address=TAGGED)) == "bounce"
    assert find_obstacle(make_message(mail, address=TAGGED.upper())) == "bounce"
    assert find_obstacle(make_message(mail)) == ""
    assert (find_cause(TAGGED), find_cause(ADDRESS)) == ("bounce", "")
    assert order(ADDRESS).state == State.CONFIRMED


def test_a_bounce_does_not_hide_what_the_person_said() -> None:
    suppress(ADDRESS, Suppression.Cause.ASKED)
    suppress(TAGGED, Suppression.Cause.BOUNCE)

    assert (find_cause(TAGGED), find_cause(ADDRESS)) == ("bounce", "asked")
    assert order(TAGGED).state == State.STOPPED


def test_an_objection_holds_for_an_order_with_another_spelling() -> None:
    stop(ADDRESS, "offers")

    row = order(TAGGED, "offers")

    assert (row.state, row.how) == (State.STOPPED, "suppressed")
    assert order(TAGGED, "offers").state == State.STOPPED
    assert order(TAGGED, "weekly").state == State.CONFIRMED


def test_an_objection_holds_for_a_spelling_that_nobody_confirmed() -> None:
    assert ask(TAGGED).state == State.ASKED
    stop(ADDRESS, "weekly")

    assert Subscription.objects.get(address=TAGGED).state == State.STOPPED
    # Somebody types it again, and orders.
    assert ask(TAGGED).state == State.ASKED
    assert order(TAGGED).state == State.ASKED
    assert order("anna+more@example.org").state == State.STOPPED


def test_the_link_of_one_spelling_stops_all_of_its_topic() -> None:
    row, tagged = make_subscription(), make_subscription(address=TAGGED)
    other = make_subscription(address=TAGGED, topic="offers")
    assert has_others(row)

    assert stop_one(row, how="one-click")

    states = dict(Subscription.objects.values_list("pk", "state"))
    assert states == {row.pk: State.STOPPED, tagged.pk: State.STOPPED, other.pk: State.CONFIRMED}
    assert stop_all_of(row, how="page") == 1
    assert not has_others(row)


def test_stopping_again_by_another_spelling_reports_what_it_stopped() -> None:
    make_subscription(address=TAGGED)

    assert (stop(ADDRESS, "weekly"), stop(ADDRESS, "weekly")) == (1, 0)


def test_confirming_one_topic_brings_no_other_back() -> None:
    offers = order(TAGGED, "offers")
    assert stop(ADDRESS) == 1

    confirm(ask(ADDRESS))

    offers.refresh_from_db()
    assert offers.state == State.STOPPED
    message = make_message(make_mail(topic="offers"), address=TAGGED)
    assert find_obstacle(message) == "stopped"


def test_a_person_may_confirm_another_spelling_after_a_stop() -> None:
    make_subscription()
    stop(ADDRESS, "weekly")
    row = ask(TAGGED)

    assert confirm(row)
    assert find_obstacle(make_message(address=TAGGED)) == ""
    assert find_obstacle(make_message()) == "stopped"
