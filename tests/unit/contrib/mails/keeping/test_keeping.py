"""What names a person is emptied; hashes stay, so nothing is sent twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from sharekit.contrib.mails.keeping import MailKeeper
from sharekit.contrib.mails.models import Mail, Message, Subscription, Suppression
from sharekit.contrib.mails.public import happened
from sharekit.contrib.people import get_person_key
from sharekit.keeping import steps
from tests.support.mailing.world import (
    SHIPPED,
    Clock,
    declare_moments,
    make_mail,
    make_message,
    make_user,
    read,
)

pytestmark = pytest.mark.django_db
KEEPER = MailKeeper()
READER = "reader@mail.example"


@pytest.fixture(autouse=True)
def moments() -> Iterator[None]:
    """Declare the moments of a shop."""
    with declare_moments():
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


def make_subscription(address: str = READER, **columns: Any) -> Subscription:
    given: dict[str, Any] = {
        "topic": "weekly",
        "language": "en",
        "ground": "consent",
        "state": "confirmed",
        "wording": "Send me the week in one mail.",
        "source": "/subscribe/",
        "asked_at": timezone.now(),
    }
    return Subscription.objects.create(address=address, **given | columns)


def dump() -> str:
    """Return all rows of mails as text."""
    models = apps.get_app_config("sharekit_mails").get_models()
    return json.dumps([list(each._default_manager.values()) for each in models], default=str)


def forget(address: str, **options: Any) -> str:
    output = StringIO()
    call_command("sharekit_forget", person=address, no_input=True, stdout=output, **options)
    return output.getvalue()


def export(address: str) -> list[dict[str, Any]]:
    output = StringIO()
    call_command("sharekit_export", person=address, stdout=output)
    rows: list[dict[str, Any]] = json.loads(output.getvalue() or "{}").get("mails", [])
    return rows


@pytest.mark.parametrize("state", ["sent", "skipped", "failed", "unknown"])
def test_address_and_facts_are_emptied_some_time_after_the_end(clock: Clock, state: str) -> None:
    message = make_message(
        address=READER, facts={"order": "A-1"}, state=state, ended_at=clock.now()
    )

    clock.move(days=90)
    assert KEEPER.prune() == 0
    clock.move(seconds=1)
    assert KEEPER.prune() == 1

    found = read(message)
    assert (found.address, found.facts, found.state) == ("", {}, state)
    assert (found.person_hash, found.key_hash) == (message.person_hash, message.key_hash)
    assert KEEPER.prune() == 0


@pytest.mark.parametrize(("state", "end"), [("waiting", "skipped"), ("sending", "unknown")])
def test_a_message_that_no_worker_ever_ended_is_ended_and_emptied(
    clock: Clock, state: str, end: str
) -> None:
    message = make_message(address=READER, state=state, claimed_at=clock.now())

    clock.move(days=93)
    assert KEEPER.prune() == 0
    clock.move(seconds=1)
    assert KEEPER.prune() == 1

    found = read(message)
    assert (found.address, found.state, found.reason) == ("", end, "expired")


def test_pruning_goes_in_steps(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEP", 2)
    for _ in range(5):
        make_message(state="sent", ended_at=clock.now())
    clock.move(days=91)

    assert KEEPER.prune() == 5


def test_a_subscription_that_nobody_confirms_is_deleted(clock: Clock) -> None:
    for state in ("asked", "confirmed", "stopped"):
        make_subscription(f"{state}@mail.example", state=state)

    clock.move(days=90, seconds=1)
    assert KEEPER.prune() == 1

    assert set(Subscription.objects.values_list("state", flat=True)) == {"confirmed", "stopped"}


@pytest.mark.parametrize("spelling", [READER, "READER@mail.example", "reader+shop@mail.example"])
def test_forgetting_a_person_leaves_no_address_and_nothing_is_sent_twice(spelling: str) -> None:
    mail = make_mail()
    happened(SHIPPED, spelling, key="A-1", order="A-1", first_name="Quentin")
    make_message(mail, READER, state="sent", facts={"first_name": "Quentin"})
    make_subscription(spelling, user=make_user(spelling))
    make_message(mail, "other@mail.example")

    forget(READER)

    text = dump().lower()
    assert "reader" not in text.replace("reader-", "")
    assert "quentin" not in text
    assert "other@mail.example" in text
    waiting = Message.objects.exclude(state="sent").exclude(address="other@mail.example")
    assert list(waiting.values_list("state", "reason")) == [("skipped", "forgotten")]
    assert happened(SHIPPED, READER, key="A-1") == 0


def test_a_person_who_was_forgotten_gets_no_marketing_without_asking_for_it() -> None:
    make_subscription()

    forget(READER)

    suppressed = Suppression.objects.get()
    assert (suppressed.address_hash, suppressed.cause) == (get_person_key(READER), "asked")


def test_forgetting_a_person_who_never_subscribed_suppresses_nothing() -> None:
    make_message(address=READER)

    forget(READER)

    assert not Suppression.objects.exists()


def test_a_typed_address_gives_its_account_nothing_of_another_person() -> None:
    mallory = make_user("mallory@mail.example")
    make_message(address=READER, state="sent", facts={"order": "A-77"})
    make_subscription(user=mallory, state="asked")
    make_subscription(topic="offers", user=mallory)
    before = dump().replace(f'"user_id": {mallory.pk}', '"user_id": null')

    assert export("mallory@mail.example") == []
    forget("mallory@mail.example")

    # Only the number of the account is gone.
    assert dump() == before
    assert not Subscription.objects.exclude(user=None).exists()


def test_a_dry_run_changes_nothing() -> None:
    make_message(address=READER)
    make_subscription()
    before = dump()

    forget(READER, dry_run=True)

    assert dump() == before


@pytest.mark.parametrize("address", ["+49 170 1234567", "nobody", "a\0b@mail.example"])
def test_any_other_text_than_a_mail_address_finds_nobody(address: str) -> None:
    make_message()

    assert KEEPER.forget_person(address) == 0
    assert KEEPER.export_person(address) == []


def test_a_person_gets_a_copy_of_messages_and_of_each_proof(clock: Clock) -> None:
    mail = make_mail(slug="shipped", kind=Mail.Kind.SERVICE)
    make_message(
        mail, READER, state="sent", ended_at=clock.now(), facts={"order": "A-1"}, reason=""
    )
    make_subscription(confirmed_at=clock.now() + timedelta(hours=1))
    Suppression.objects.create(
        address_hash=get_person_key(READER), cause="complaint", at=clock.now()
    )
    make_message(), make_subscription("other@mail.example")

    message, subscription, suppression = export(READER)

    assert message["mail"] == "shipped"
    assert message["address"] == READER
    assert message["facts"] == {"order": "A-1"}
    assert message["state"] == "sent"
    assert subscription["wording"] == "Send me the week in one mail."
    assert subscription["source"] == "/subscribe/"
    assert subscription["confirmed_at"] > subscription["asked_at"]
    assert suppression["cause"] == "complaint"


def test_the_reason_of_a_letter_that_could_not_be_written_is_forgotten_with_the_person() -> None:
    message = make_message(address=READER, state="failed", reason="Quentin has no first name.")

    forget(READER)

    assert (read(message).state, read(message).reason) == ("failed", "")
