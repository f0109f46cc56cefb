"""Conversations end with their time, and a person who asks is forgotten; a stop stays."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.keeping import BotKeeper
from sharekit.contrib.bots.models import (
    BotTotal,
    Contact,
    Conversation,
    Incoming,
    Outgoing,
    Stop,
)
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.world import World

pytestmark = pytest.mark.parametrize("platform", ["whatsapp"], indirect=True)
TABLES = (Contact, Conversation, Incoming, Outgoing, Stop, BotTotal)


def read_tables() -> str:
    """Return everything that is stored of bots' customers."""
    return "\n".join(str(row) for model in TABLES for row in model.objects.values())


def test_a_conversation_is_deleted_after_its_time_and_figures_stay(world: World) -> None:
    world.make_bot()
    # A report that comes late would be a row of now.
    world.simulator.steer("reports", how="none")
    world.ask("delivery time 4711")
    past = timezone.now() - timedelta(days=31)
    Conversation.objects.update(last_at=past)
    Incoming.objects.update(received_at=past)

    assert BotKeeper().prune() > 0

    assert not Conversation.objects.exists()
    assert not Contact.objects.exists()
    assert not Incoming.objects.exists()
    assert sum(BotTotal.objects.values_list("asked", flat=True)) == 1


def test_names_are_kept_longer_than_what_was_written(world: World, settings: Settings) -> None:
    settings.SHAREKIT["BOTS"]["KEEP_DAYS"] = 2
    settings.SHAREKIT = {**settings.SHAREKIT}
    world.make_bot()
    name = world.say("delivery time 4711")
    run.answer()
    past = timezone.now() - timedelta(days=5)
    Conversation.objects.update(last_at=past)
    Incoming.objects.update(received_at=past)

    BotKeeper().prune()
    world.simulator.steer("deliver", names=[name])
    run.answer()

    assert "4711" not in read_tables()
    assert len(world.read()) == 1


def test_what_is_new_is_kept(world: World) -> None:
    world.make_bot()
    world.ask("delivery time")
    world.say("and the size?")

    assert BotKeeper().prune() == 0


def test_a_person_who_asks_is_forgotten_and_does_not_come_back(world: World) -> None:
    world.make_bot()
    name = world.say("delivery time of 4711")
    run.answer()
    world.ask("Stop")

    call_command("sharekit_forget", person=f"+{world.person}", stdout=StringIO())
    world.simulator.steer("deliver", names=[name])
    run.answer()

    stored = read_tables()
    assert "4711" not in stored
    assert world.person not in stored
    assert Stop.objects.count() == 1
    assert not Conversation.objects.exists()
    assert len(world.read()) == 2

    # The stop holds for what comes later.
    world.ask("delivery time")
    assert len(world.read()) == 2


def test_another_person_stays(world: World) -> None:
    world.make_bot()
    world.ask("delivery time of 4711")

    BotKeeper().forget_person(world.stranger)
    BotKeeper().forget_person("nobody@example.com")

    assert "4711" in read_tables()


def test_a_person_gets_the_conversations(world: World) -> None:
    world.make_bot()
    world.ask("delivery time of 4711")
    world.ask("Stop")

    rows = BotKeeper().export_person(f"+{world.person}")

    texts = [row["text"] for row in rows if "text" in row]
    assert texts[0] == "delivery time of 4711"
    assert any("Two days." in text for text in texts)
    assert any(row.get("stopped") == "asked" for row in rows)


@pytest.mark.parametrize(("kept", "has_text"), [("none", False), ("questions", True)])
def test_a_site_may_keep_less(world: World, settings: Settings, kept: str, has_text: bool) -> None:
    settings.SHAREKIT["BOTS"]["TRANSCRIPTS"] = kept
    settings.SHAREKIT = {**settings.SHAREKIT}
    world.make_bot()

    world.ask("delivery time of 4711")
    world.ask("gibberish 4712")

    stored = read_tables()
    assert "4711" not in stored
    assert "Two days." not in stored
    assert ("4712" in stored) == has_text


def test_somebody_gets_a_mail_when_a_customer_waits(world: World, settings: Settings) -> None:
    settings.SHAREKIT["BOTS"]["NOTIFY"] = ["shop@example.com"]
    settings.SHAREKIT = {**settings.SHAREKIT}
    world.make_bot()

    world.ask("I want to talk to a person about 4711")

    (letter,) = mail.outbox
    assert "Helper" in letter.subject
    assert "4711" not in f"{letter.subject} {letter.body}"


def test_a_mail_that_fails_breaks_nothing(world: World, settings: Settings) -> None:
    settings.SHAREKIT["BOTS"]["NOTIFY"] = ["shop@example.com"]
    settings.SHAREKIT = {**settings.SHAREKIT}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    world.make_bot()

    assert len(world.ask("I want to talk to a person")) == 1
