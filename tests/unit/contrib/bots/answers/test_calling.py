"""A function of the site is called, and whatever it does, a conversation goes on."""

from __future__ import annotations

from typing import Any

import pytest

from sharekit.contrib.bots.answers.call import ask
from sharekit.contrib.bots.answers.registry import ANSWERS, Declared, Question
from sharekit.contrib.bots.public import Answer
from sharekit.contrib.bots.rules.decision import Call, Result
from tests.support.newspaper.models import Story


def call(number: str = "4711", *, phone: str = "", **proof: str) -> Result:
    due = Call(rule=1, answer="order-status", values={"number": number}, proof=proof)
    return ask(due, language="de", key="k", phone=phone, contact="c")


def test_the_function_gets_the_question(asked: list[Question]) -> None:
    result = call(postcode="10115")

    assert result == Result(
        "answer", "Your order is on its way.", values={"state": "is on its way"}
    )
    assert asked == [
        Question({"number": "4711"}, "de", "k", proof={"postcode": "10115"}, contact="c")
    ]


def test_the_function_gets_the_phone_that_was_proven(asked: list[Question]) -> None:
    due = Call(rule=1, answer="order-status", values={"number": "4711"}, proof={"phone": "+49"})

    ask(due, language="de", key="k", phone="+49")

    assert asked[0].phone == "+49"
    assert asked[0].proof == {"phone": "+49"}


def test_nothing_and_a_person_are_results(asked: list[Question]) -> None:
    assert call("9999") == Result("nothing")
    assert call("7777") == Result("hand_over", "Ann looks after it.")
    assert len(asked) == 2


@pytest.mark.usefixtures("asked")
def test_an_error_is_logged_without_the_question(caplog: pytest.LogCaptureFixture) -> None:
    assert call("6666") == Result("error")

    assert "order-status failed" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "in find_order" in caplog.text
    assert "6666" not in caplog.text


@pytest.mark.usefixtures("asked")
def test_an_answer_that_is_gone_is_an_error(caplog: pytest.LogCaptureFixture) -> None:
    ANSWERS.clear()

    assert call() == Result("error")
    assert "order-status failed" in caplog.text


@pytest.mark.usefixtures("asked")
def test_anything_else_than_an_answer_is_an_error() -> None:
    function: Any = str
    ANSWERS["order-status"] = Declared("order-status", "X", function)

    assert call() == Result("error")


@pytest.mark.usefixtures("asked")
@pytest.mark.django_db
def test_an_answer_may_link_a_page(story: Story) -> None:
    given = [Answer("Read this.", article="/help/"), Answer("And this.", article=story)]

    def answer(_question: Question) -> Answer:
        return given.pop()

    ANSWERS["order-status"] = Declared("order-status", "X", answer)

    assert call().article == story.get_absolute_url()
    assert call().article == "/help/"
