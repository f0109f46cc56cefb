"""The chat on a draft: what a platform would show, why, and nothing that concerns a customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.bots.models import Bot, Conversation, Incoming
from sharekit.contrib.bots.public import Answer, Question, answers


def chat(client: Client, bot: Bot, *lines: str, look: str = "whatsapp", **form: Any) -> Any:
    path = f"/admin/sharekit_bots/bot/{bot.pk}/chat/"
    *before, last = lines
    return client.post(path, {"line": before, "say": last, "look": look, **form})


def test_the_draft_answers_and_says_why(writer: Client, bot: Bot) -> None:
    page = chat(writer, bot, "How long?", "return")

    first, second = page.context["turns"]
    assert first.text.endswith("Three days.")
    assert first.why == "Rule “delivery”, because of “how long”."
    assert [(button.label, button.says) for button in second.buttons] == [("Late", "Late")]
    assert page.content.decode().count('name="line"') == 2
    assert not (Conversation.objects.exists() or Incoming.objects.exists())


@pytest.mark.parametrize(
    ("look", "form", "cost"),
    [
        ("whatsapp", "buttons", ""),
        ("telegram", "buttons", ""),
        ("messenger", "buttons", ""),
        ("twilio", "numbers", "1 SMS"),
        ("unknown", "buttons", ""),
    ],
)
def test_an_answer_looks_as_on_a_platform(
    writer: Client, bot: Bot, look: str, form: str, cost: str
) -> None:
    turn = chat(writer, bot, "how long", "return", look=look).context["turns"][-1]

    assert (turn.form, turn.cost) == (form, cost)


def test_a_button_is_pressed_beside_an_empty_field(writer: Client, bot: Bot) -> None:
    page = chat(writer, bot, "return", "", say=["Late", ""], line=["return"])

    assert page.context["turns"][-1].why == "Rule “delivery”, because of its button."


def test_a_silent_bot_shows_why(writer: Client, bot: Bot) -> None:
    turn = chat(writer, bot, "stop", "how long").context["turns"][-1]

    assert (turn.text, turn.why) == ("", "The bot is silent until somebody writes START.")


def test_those_who_write_rules_see_no_order(
    writer: Client, log_in: Callable[..., Client], bot: Bot, asked: list[Question]
) -> None:
    lines = ("where is my parcel", "4711", "10115")

    page = chat(writer, bot, *lines)

    assert "(Here the site answers: Where is my order?)" in page.content.decode()
    assert asked == []
    trusted = log_in("change_bot", "see_conversations")
    assert "Your order is on its way." in chat(trusted, bot, *lines).content.decode()
    assert [question.contact for question in asked] == ["terminal"]


def test_an_answer_of_the_site_without_proof_is_asked(
    writer: Client, bot: Bot, asked: list[Question]
) -> None:
    answers("hours", label="Hours")(lambda question: Answer("Until six."))
    bot.rules.create(name="hours", phrases="open", answer="hours")
    bot.rules.create(name="gone", phrases="lost", answer="gone")

    assert "Until six." in chat(writer, bot, "open").content.decode()
    assert chat(writer, bot, "lost").status_code == 200


def test_the_page_runs_no_script_and_is_framed_by_the_site_only(
    writer: Client, bot: Bot, settings: Settings
) -> None:
    settings.STATIC_URL = "https://static.example/"
    page = writer.get(f"/admin/sharekit_bots/bot/{bot.pk}/chat/")

    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert writer.get("/admin/sharekit_bots/bot/999999/chat/").status_code == 404


def test_a_chat_ends_after_thirty_lines(writer: Client, bot: Bot) -> None:
    page = chat(writer, bot, *(["how long"] * 40))

    assert len(page.context["turns"]) == 30
    assert page.context["is_full"]


def test_hostile_text_is_shown_as_it_is(writer: Client, bot: Bot) -> None:
    bot.rules.filter(name="delivery").update(text="{{ settings.SECRET_KEY }} <script>1</script>")

    page = chat(writer, bot, "how long <b>").content.decode()

    assert "{{ settings.SECRET_KEY }} &lt;script&gt;" in page
    assert "<script" not in page
    assert "<b>" not in page
