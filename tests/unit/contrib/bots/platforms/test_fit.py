"""What a message becomes on each platform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit.contrib.bots.messages import Choice, Link, Message, Said
from sharekit.contrib.bots.platforms.fit import cut, fit, measure, read_back
from sharekit.contrib.bots.platforms.terminal import LOOKS, TERMINAL

TEXTS = st.text(st.characters(), max_size=200)
CHOICES = st.lists(st.builds(Choice, label=TEXTS, name=st.text(max_size=300)), max_size=15)
MESSAGES = st.builds(
    Message,
    text=st.one_of(TEXTS, st.text(st.characters(), min_size=600).map(lambda text: text * 9)),
    link=st.one_of(st.none(), st.builds(Link, label=TEXTS, url=st.just("https://a.example/#sk=w"))),
    choices=CHOICES.map(tuple),
)


def make(*labels: str, text: str = "Which?") -> Message:
    return Message(text, choices=tuple(Choice(label, f"r{label[:5]}") for label in labels))


@pytest.mark.parametrize(
    ("look", "labels", "form"),
    [
        ("whatsapp", ["Delivery", "Returns", "Other"], "buttons"),
        ("whatsapp", ["Delivery", "Returns", "Other", "More"], "list"),
        ("whatsapp", ["a label of 21 letters"], "list"),
        ("whatsapp", ["x" * 73], "numbers"),
        ("whatsapp", list("abcdefghijk"), "numbers"),
        ("messenger", list("abcdefghijklm"), "buttons"),
        ("messenger", list("abcdefghijklmn"), "numbers"),
        ("telegram", list("abcdefghijklmn"), "buttons"),
        ("twilio", ["Delivery"], "numbers"),
        ("terminal", ["Delivery"], "numbers"),
        ("whatsapp", [], "plain"),
    ],
)
def test_choices_become_buttons_a_list_or_numbers(look: str, labels: list[str], form: str) -> None:
    assert fit(make(*labels), LOOKS[look]).form == form


def test_numbers_are_lines_below_the_text() -> None:
    message = make("Delivery", "Returns")

    assert fit(message, TERMINAL).text == "Which?\n\n1 Delivery\n2 Returns"
    # A blank line in an SMS is paid.
    assert fit(message, LOOKS["twilio"]).text == "Which?\n1 Delivery\n2 Returns"


def test_a_link_is_in_the_text_with_its_mark() -> None:
    link = Link("Read on", "https://shop.example/#sk=wABCDEFGHJK")

    assert fit(Message("Hi", link=link), TERMINAL).text == f"Hi\n\nRead on\n{link.url}"
    assert fit(Message("Hi", link=Link("", link.url)), LOOKS["twilio"]).text == f"Hi\n{link.url}"


def test_a_long_text_is_cut_and_its_link_is_not() -> None:
    url = "https://shop.example/" + "x" * 80
    fitted = fit(Message("some words " * 300, link=Link("Read on", url)), LOOKS["twilio"])

    assert fitted.is_cut
    assert fitted.text.endswith(f"words...\nRead on\n{url}")
    assert 1500 < len(fitted.text) <= 1600
    assert not fit(Message("short"), LOOKS["twilio"]).is_cut


def test_an_emoji_is_not_divided() -> None:
    assert cut("🐦" * 10, 10) == "🐦" * 3 + "..."
    assert cut("a long text of words", 14) == "a long text..."
    assert cut("an-endless-word-without-spaces", 14) == "an-endless-..."
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 2) == ".."


@given(message=MESSAGES, look=st.sampled_from(sorted(LOOKS)))
def test_every_message_is_within_the_limits(message: Message, look: str) -> None:
    limits = LOOKS[look]
    fitted = fit(message, limits)

    fitted.text.encode()
    assert measure(fitted.text) <= limits.text
    if fitted.form in {"buttons", "list"}:
        assert measure(fitted.text) <= limits.text_with_choices
        assert len(fitted.choices) <= max(limits.buttons, limits.rows)
        assert all(len(each.name.encode()) <= limits.name for each in fitted.choices)
        assert len({each.label for each in fitted.choices}) == len(message.choices)
    else:
        assert fitted.choices == ()
    if fitted.form == "buttons":
        assert all(measure(each.label) <= limits.label for each in fitted.choices)


@pytest.mark.parametrize(
    "text", ["2", " 2. ", "(2)", "2)", "#2", "٢", "\N{FULLWIDTH DIGIT TWO}", "02"]
)
def test_a_number_is_read_back_as_its_choice(text: str) -> None:
    message = make("Delivery", "Returns")

    said = read_back(Said("text", text), message, TERMINAL)

    assert said == Said("choice", text="Returns", choice=message.choices[1].name)


@pytest.mark.parametrize("text", ["0", "3", "2 or 1", "", "-1", "²", "1234", "two"])
def test_another_text_stays_what_it_is(text: str) -> None:
    said = Said("text", text)

    assert read_back(said, make("Delivery", "Returns"), TERMINAL) == said


def test_a_number_is_a_text_where_the_choices_were_buttons() -> None:
    said = Said("text", "2")

    assert read_back(said, make("Delivery", "Returns"), LOOKS["whatsapp"]) == said
    assert read_back(said, Message("Hi"), TERMINAL) == said
    picture = Said("media", "2")
    assert read_back(picture, make("Delivery", "Returns"), TERMINAL) == picture
