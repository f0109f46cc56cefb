"""A person subscribes, confirms, and comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override
from pytest_django import Settings

from sharekit.contrib.mails.keeping import MailKeeper
from sharekit.contrib.mails.models import Message, Subscription, Suppression
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.mails.subscribing.subscribe import confirm
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.unit.contrib.mails.subscribing.making import (
    ADDRESS,
    SITE,
    WORDING,
    Clock,
    make_mail,
    make_subscription,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)
State = Subscription.State
Cause = Suppression.Cause


def ask(address: str = ADDRESS, topic: str = "weekly", **values: Any) -> Subscription:
    return subscribe(address, topic, **{"wording": WORDING} | values)


def count_letters() -> int:
    return Message.objects.filter(mail__slug="confirmation").count()


def answer_all() -> None:
    Message.objects.update(state=Message.State.SENT)


def test_a_declaration_waits_until_it_is_confirmed() -> None:
    with override("de"):
        row = ask(" Anna@Example.ORG ", source="/story/")

    assert (row.state, row.address, row.language) == (State.ASKED, ADDRESS, "de")
    assert (row.wording, row.source, row.confirmed_at) == (WORDING, "/story/", None)
    letter = Message.objects.get()
    assert (letter.address, letter.state, letter.language) == (ADDRESS, "waiting", "de")
    assert letter.facts["subscription"] == row.pk
    assert letter.message_id.endswith("@news.example>")

    assert confirm(row)
    row.refresh_from_db()
    assert row.state == State.CONFIRMED
    assert row.confirmed_at is not None
    assert not confirm(row)


def test_a_second_click_makes_neither_a_second_row_nor_a_second_mail() -> None:
    first = ask()
    assert ask() == first
    answer_all()
    assert ask() == first

    assert (Subscription.objects.count(), count_letters()) == (1, 1)


def test_a_confirmed_subscriber_keeps_the_proof() -> None:
    row = make_subscription()

    assert ask(wording="Other words").wording == row.wording
    assert count_letters() == 0


def test_a_person_gets_three_confirmation_mails_in_seven_days(clock: Clock) -> None:
    clock.set(MONDAY)
    for number in range(8):
        ask(f"anna+{number}@example.org" if number % 2 else ADDRESS)
        ask(topic="offers")
        answer_all()
        clock.move(hours=1)
    assert count_letters() == 3

    clock.set(MONDAY)
    clock.move(days=6)
    ask(topic="offers")
    assert count_letters() == 3
    clock.move(days=1, minutes=30)
    ask(topic="offers")
    assert count_letters() == 4
    ask("ben@example.org")
    assert count_letters() == 5


def test_mails_of_the_week_before_count_until_they_are_seven_days_old(clock: Clock) -> None:
    clock.set(MONDAY)
    clock.move(days=-1)
    for _ in range(10):
        ask()
        answer_all()
        clock.move(hours=6)

    assert count_letters() == 3


def test_while_a_mail_waits_there_is_no_other(clock: Clock) -> None:
    for _ in range(3):
        ask()
        clock.move(hours=1)

    assert count_letters() == 1


def test_a_later_declaration_replaces_one_that_was_not_confirmed() -> None:
    row = make_subscription(state=State.ASKED, confirmed_at=None)

    assert ask(wording="Other words").wording == "Other words"
    row.refresh_from_db()
    assert row.earlier == []
    assert count_letters() == 1


def test_a_person_who_stopped_can_subscribe_again_and_both_proofs_stay() -> None:
    row = make_subscription()
    assert stop(ADDRESS) == 1

    again = ask(wording="Other words")
    assert (again.pk, again.state, again.confirmed_at) == (row.pk, State.ASKED, None)
    assert again.stopped_at is not None
    assert [each["wording"] for each in again.earlier] == [WORDING]
    assert row.confirmed_at is not None
    assert again.earlier[0]["confirmed_at"] == row.confirmed_at.isoformat()

    confirm(again)
    again = Subscription.objects.get()
    assert (again.state, again.stopped_at, again.how) == (State.CONFIRMED, None, "")
    assert not Suppression.objects.exists()


def test_an_old_button_confirms_nothing_after_a_stop() -> None:
    row = ask()
    stop(ADDRESS, "weekly")

    assert not confirm(row)


def test_what_nobody_confirmed_ends_after_keep_days(clock: Clock) -> None:
    ask("ben@example.org")
    make_subscription(address="cleo@example.org")
    clock.move(days=91)
    ask("dora@example.org")

    assert MailKeeper().prune() == 1

    left = Subscription.objects.order_by("address").values_list("address", flat=True)
    assert list(left) == ["cleo@example.org", "dora@example.org"]


def test_a_person_who_stopped_before_is_stopped_again_with_the_proof_of_then(clock: Clock) -> None:
    make_subscription()
    stop(ADDRESS, "weekly", how="page")
    before = Subscription.objects.get()
    clock.move(days=1)
    ask(wording="Typed by somebody else")
    clock.move(days=91)

    assert MailKeeper().prune() >= 1

    after = Subscription.objects.get()
    names = ("state", "wording", "asked_at", "confirmed_at", "stopped_at", "how", "earlier")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    assert ask(ground="customer").state == State.STOPPED


@pytest.mark.parametrize(
    ("cause", "letters"), [("asked", 1), ("staff", 0), ("complaint", 0), ("bounce", 0)]
)
def test_only_who_asked_for_no_marketing_can_come_back(cause: str, letters: int) -> None:
    suppress(ADDRESS, cause)

    row = ask()
    confirm(row)

    assert (row.state, count_letters()) == (State.ASKED, letters)
    assert Suppression.objects.exists() == (letters == 0)


def test_texts_fit_the_columns_and_have_no_signs_that_databases_refuse() -> None:
    row = ask(wording="I\0 agree\ud800.\r\nSecond line." + "x" * 3000, source="/\0" + "y" * 600)

    assert row.wording.startswith("I agree.\nSecond line.x")
    assert (len(row.wording), len(row.source)) == (2000, 500)
    row.refresh_from_db()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"topic": "weakly"}, "Did you mean 'weekly'?"),
        ({"ground": "customers"}, "Did you mean 'customer'?"),
        ({"wording": " \n"}, "wording"),
        ({"address": "anna"}, "not a mail address"),
        ({"address": f"{'a' * 250}@example.org"}, "not a mail address"),
        ({"address": "anna@example.org\nBcc: ben@example.org"}, "not a mail address"),
        ({"address": "anna\0@example.org"}, "not a mail address"),
    ],
)
def test_a_call_that_is_not_valid_stores_nothing(values: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?")):
        ask(**values)

    assert not Subscription.objects.exists()


def test_each_site_has_subscriptions_of_its_own(settings: Settings) -> None:
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.SHAREKIT = SITE | {"SITE_URL": "", "SITES": sites}

    rows = [ask(site=site) for site in sites]

    assert [row.site for row in rows] == list(sites)
    assert count_letters() == 2
    assert stop(ADDRESS, "weekly", site="a.example") == 1
    with pytest.raises(ValueError, match="SITES"):
        ask()


def test_without_an_origin_or_the_pages_there_is_no_button(settings: Settings) -> None:
    settings.SHAREKIT = SITE | {"SITE_URL": ""}
    with pytest.raises(ValueError, match="SITE_URL"):
        ask()

    settings.SHAREKIT = SITE
    settings.ROOT_URLCONF = "sharekit.urls"
    with pytest.raises(ValueError, match="URLconf"):
        ask()
    assert not Subscription.objects.exists()
    # A customer needs no button.
    assert ask(ground="customer").state == State.CONFIRMED


def test_a_confirmation_is_welcomed_by_the_mails_of_its_topic() -> None:
    welcome, _other = (
        make_mail(moment="subscribed", topic=topic) for topic in ("weekly", "offers")
    )
    row = ask(language="de")
    confirm(row)

    message = Message.objects.get(mail__moment="subscribed")
    assert (message.mail, message.address, message.language) == (welcome, ADDRESS, "de")
    assert message.facts == {"topic": "The week in one mail"}
    confirm(row)
    assert Message.objects.filter(mail__moment="subscribed").count() == 1


def test_a_service_mail_welcomes_the_subscribers_of_each_topic() -> None:
    welcome = make_mail(moment="subscribed", kind="service", topic="")
    offers = make_mail(moment="subscribed", topic="offers")

    confirm(ask())

    made = Message.objects.exclude(mail__slug="confirmation").values_list("mail", flat=True)
    assert list(made) == [welcome.pk]
    confirm(ask(topic="offers"))
    assert set(made.all()) == {welcome.pk, offers.pk}
