"""What no rule answered: hidden numbers, like ones together, and one click to a rule."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone

from sharekit.contrib.bots.models import Bot, Contact, Conversation
from sharekit.contrib.bots.publishing.publish import publish
from sharekit.contrib.bots.publishing.unanswered import make_phrase, mask

PATH = "/admin/sharekit_bots/incoming/"
_numbers = count(1)


@pytest.fixture
def receive(bot: Bot) -> Callable[..., None]:
    """Return a function that stores a message which the bot did not understand."""
    edition = publish(bot)
    contact = Contact.objects.create(account="shop", key_hash="k")
    now = timezone.now()
    row = Conversation.objects.create(
        contact=contact, bot=bot, edition=edition, began_at=now, last_at=now
    )

    def receive(text: str, **further: Any) -> None:
        row.incoming.create(
            account="shop",
            name_hash=str(next(_numbers)),
            kind="received",
            text=text,
            sent_at=timezone.now(),
            received_at=timezone.now(),
            **{"is_understood": False, **further},
        )

    return receive


def list_groups(client: Client) -> list[tuple[str, int]]:
    (shown,) = client.get(PATH).context["bots"]
    return [(group.text, group.number) for group in shown["groups"]]


@pytest.mark.parametrize(
    ("text", "shown", "phrase"),
    [
        ("Cancel order 4711!", "Cancel order •••!", "cancel order {number}"),
        ("Call +49 (30) 123-45 or 77", "Call ••• or •••", "call {number} or"),
        ("I am ann@example.org, 10115", "I am ••• •••", "i am {email} {number}"),
        ("See https://a.example/x?u=ann now", "See ••• now", "see now"),
    ],
)
def test_numbers_and_addresses_are_hidden(text: str, shown: str, phrase: str) -> None:
    assert mask(text) == shown
    assert make_phrase(text, "en") == phrase


def test_like_messages_are_counted_together(writer: Client, receive: Callable[..., None]) -> None:
    for text in ("Do you ship to 4711?", "Gift cards?", "gift cards", "do you SHIP to 12"):
        receive(text)
    receive("Gift cards!")
    receive("how long", is_understood=True)
    receive("")
    # The draft understands it by now.
    receive("how long does it take")

    assert list_groups(writer) == [("Gift cards!", 3), ("do you SHIP to •••", 2)]


def test_a_phrase_is_added_to_a_rule(
    writer: Client, bot: Bot, receive: Callable[..., None]
) -> None:
    receive("Gift cards?")
    rule = bot.rules.get(name="delivery")
    form = {"rule": str(rule.pk), "phrase": "gift cards"}

    for _ in range(2):
        writer.post(PATH, form)

    rule.refresh_from_db()
    assert rule.phrases == "how long\ngift cards"
    assert list_groups(writer) == []
    rule.phrases = "x" * 4_995
    rule.save()
    writer.post(PATH, form)
    rule.refresh_from_db()
    assert "gift" not in rule.phrases
    for number in ("", "x", "999999"):
        assert writer.post(PATH, {**form, "rule": number}).status_code == 404


def test_a_rule_begins_with_the_phrase(
    writer: Client, bot: Bot, receive: Callable[..., None]
) -> None:
    receive("Cancel order 4711 & more")

    page = writer.get(PATH).content.decode()

    query = page.partition("rule/add/?")[2].partition('"')[0].replace("&amp;", "&")
    assert parse_qs(query) == {"bot": [str(bot.pk)], "phrase": ["cancel order {number} more"]}


def test_only_those_who_write_rules_see_and_use_it(
    log_in: Callable[..., Client], helper: Client, bot: Bot, receive: Callable[..., None]
) -> None:
    receive("Gift cards?")
    reader = log_in("view_bot")

    assert list_groups(reader) == [("Gift cards?", 1)]
    assert "<select" not in reader.get(PATH).content.decode()
    assert reader.post(PATH, {"rule": str(bot.rules.all()[0].pk)}).status_code == 403
    assert helper.get(PATH).status_code == 403
    for path in ("1/change/", "1/history/"):
        assert reader.get(f"{PATH}{path}").status_code == 404
    for path in ("add/", "1/delete/"):
        assert reader.get(f"{PATH}{path}").status_code in {302, 403, 404}


def test_what_the_draft_understands_by_now_is_left_out(
    writer: Client, bot: Bot, receive: Callable[..., None]
) -> None:
    receive("zebra crossing")
    receive("Zebra crossing!")
    assert list_groups(writer) == [("Zebra crossing!", 2)]

    bot.rules.create(name="Zebra", phrases="zebra", text="Over there.")

    assert writer.get(PATH).context["bots"] == [] or list_groups(writer) == []
