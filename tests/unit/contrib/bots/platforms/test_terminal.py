"""A chat in a terminal looks like that of any platform."""

from __future__ import annotations

import pytest

from sharekit.contrib.bots.messages import Choice, Message, Said
from sharekit.contrib.bots.platforms.terminal import LOOKS, draw, read_line

MESSAGE = Message("Which?", choices=(Choice("Delivery", "r1"), Choice("Returns", "r2")))
MANY = Message("Which?", choices=tuple(Choice(label, label) for label in "abcd"))


@pytest.mark.parametrize(
    ("look", "message", "lines"),
    [
        ("terminal", MESSAGE, ["Which?", "", "1 Delivery", "2 Returns"]),
        ("whatsapp", MESSAGE, ["Which?", "[1 Delivery] [2 Returns]"]),
        ("whatsapp", MANY, ["Which?", "• 1 a", "• 2 b", "• 3 c", "• 4 d"]),
        ("twilio", MESSAGE, ["Which?", "1 Delivery", "2 Returns"]),
    ],
)
def test_a_message_is_drawn_as_the_platform_shows_it(
    look: str, message: Message, lines: list[str]
) -> None:
    assert draw(message, LOOKS[look]) == lines


@pytest.mark.parametrize("line", ["2", "returns", " RETURNS "])
def test_a_number_or_a_label_presses_a_button(line: str) -> None:
    assert read_line(line, MESSAGE) == Said("choice", text="Returns", choice="r2")


def test_other_lines_are_texts_and_start_opens_the_chat() -> None:
    assert read_line("hello", MESSAGE) == Said("text", "hello")
    assert read_line("2", None) == Said("text", "2")
    assert read_line("/start article7", None) == Said("start", "/start article7", ref="article7")
