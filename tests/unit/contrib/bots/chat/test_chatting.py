"""A chat in the terminal: what the bot says, as a platform shows it, and why."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sharekit.contrib.bots.chat.explain import explain
from sharekit.contrib.bots.chat.session import Chat
from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.public import Question
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.publish import prepare, publish
from tests.support.clock import noon
from tests.unit.contrib.bots.shop import add_rule, make_bot

__all__ = ["noon"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def bot(asked: list[Question]) -> Bot:
    row = make_bot()
    delivery = add_rule(row, "delivery", "how long", text="Three days.")
    add_rule(row, "length", "long", text="A metre.")
    add_rule(row, "order", "where * parcel", text="", answer="order-status")
    add_rule(row, "end", "bye", text="Bye.", then="end")
    add_rule(
        row, "returns", "return", text="Why?", choices=[{"label": "Late", "rule": delivery.pk}]
    )
    publish(row)
    return row


def talk(*lines: str, options: tuple[str, ...] = ()) -> str:
    output = StringIO()
    sys.stdin = StringIO("".join(f"{line}\n" for line in lines))
    call_command("sharekit_chat", "shop", *options, stdout=output)
    return output.getvalue()


@pytest.fixture(autouse=True)
def _stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", sys.stdin)


@pytest.mark.usefixtures("bot")
def test_a_pipe_prints_questions_answers_and_reasons() -> None:
    assert talk("How long?", "", "return", "1") == (
        "> How long?\n"
        "Hello, I answer automatically. Write PERSON for a person.\n\nThree days.\n"
        "  (Rule “delivery”, because of “how long”. Also possible: “length” (“long”).)\n"
        "> return\nWhy?\n\n1 Late\n  (Rule “returns”, because of “return”.)\n"
        "> 1\nThree days.\n  (Rule “delivery”, because of its button.)\n"
    )


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("look", "shown"),
    [("whatsapp", "[1 Late]"), ("sms", "Why?\n1 Late"), ("twilio", "Why?\n1 Late")],
)
def test_a_chat_looks_as_on_a_platform(look: str, shown: str) -> None:
    assert shown in talk("how long", "return", options=("--as", look))


def test_the_site_s_answer_is_asked_for_real(bot: Bot, asked: list[Question]) -> None:
    said = talk("where is my parcel", "4711", "10115")

    assert "Which order number?" in said
    assert "What is your postcode?" in said
    assert said.endswith("Your order is on its way.\n  (Rule “order” asked for it: 10115.)\n")
    assert [question.contact for question in asked] == ["terminal"]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["hello"], "A greeting."),
        (["/start"], "The chat was opened."),
        (["menu"], "A word that shows the menu in every bot."),
        (["stop"], "A word that stops every bot."),
        (["stop", "x"], "The bot is silent until somebody writes START."),
        (["person"], "leads to a person in every bot. A person answers from now on."),
        (["person", "x"], "The bot is silent, because a person answers."),
        (["x"], "No rule applies."),
        (["hello", "👍"], "Nothing to answer."),
        (["bye"], "because of “bye”. The conversation is over."),
        (["where is my parcel", "x"], "asked for a value, which this is not."),
        (["where is my parcel", "9999", "10115"], "The site's answer found nothing."),
        (["where is my parcel", "6666", "10115"], "The site's answer failed; the log says why."),
        (["where is my parcel", "7777", "10115"], "A person answers from now on."),
    ],
)
def test_every_reason_is_a_sentence(lines: list[str], why: str) -> None:
    last = talk(*lines).rstrip("\n").splitlines()[-1]

    assert last.endswith(f"{why})") or f"{why} A person answers from now on.)" in last


def test_a_draft_is_not_the_published_bot(bot: Bot) -> None:
    bot.rules.filter(name="delivery").update(text="Four days.")

    assert "Three days." in talk("how long")
    assert "Four days." in talk("how long", options=("--draft",))


def test_a_page_is_linked_without_a_mark(bot: Bot, settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    bot.rules.filter(name="delivery").update(article="/admin/")

    said = talk("how long", options=("--draft",))

    assert "Three days.\n\nhttps://news.example/admin/\n" in said


def test_a_bot_that_cannot_be_found_is_named(bot: Bot) -> None:
    make_bot(slug="draft", site="a.example")
    make_bot(slug="draft", site="b.example")

    with pytest.raises(CommandError, match="Did you mean 'shop'"):
        call_command("sharekit_chat", "shopp")
    with pytest.raises(CommandError, match=r"Name one of a\.example, b\.example"):
        call_command("sharekit_chat", "draft")
    with pytest.raises(CommandError, match=r"not published\. Add --draft"):
        call_command("sharekit_chat", "draft", "--site", "a.example")
    with pytest.raises(CommandError, match="Did you mean 'whatsapp'"):
        talk(options=("--as", "whatsap"))


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Return where keys are pressed of a terminal that the command reads."""
    keys, terminal = pty.openpty()
    with os.fdopen(terminal) as file:
        monkeypatch.setattr(sys, "stdin", file)
        yield keys
    os.close(keys)


@pytest.mark.usefixtures("bot")
def test_at_a_keyboard_each_line_is_asked_for(
    keyboard: int, capfd: pytest.CaptureFixture[str]
) -> None:
    os.write(keyboard, b"how long\n\x04")
    output = StringIO()

    call_command("sharekit_chat", "shop", stdout=output)

    assert output.getvalue().startswith("Write to Shop. Ctrl-D ends the chat.\nHello, I answer")
    assert "> how long" not in output.getvalue()
    assert "> " in capfd.readouterr().out


def test_outside_opening_hours_the_chat_says_so(bot: Bot) -> None:
    bot.hours = "Mo 0:00-0:01"  # It is noon.
    chat = Chat(prepare(read_draft(bot).edition))

    decision = chat.write("person")

    assert decision.message is not None
    assert decision.message.text.endswith("as soon as we are back.")
    assert explain(chat.bot, decision).startswith("A word that leads to a person")
