"""A site declares the functions that answer, and mistakes are named at the start."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import gettext_lazy, override

from sharekit.contrib.bots.answers.registry import ANSWERS, Question, answers, find_answer
from sharekit.contrib.bots.public import Answer, Date, Email, Number, Word
from sharekit.contrib.bots.rules.reading.values import Take


def answer(question: Question) -> Answer:
    return Answer(f"{question.language}")


@pytest.mark.usefixtures("asked")
def test_an_answer_says_what_it_needs() -> None:
    takes = {
        "order": Number(digits=(4, 9), ask="Which order?"),
        "day": Date(ask="Which day?"),
        "email": Email(ask="Which address?"),
        "code": Word(length=(6, 6), ask=gettext_lazy("Yes")),
    }
    answers("booking", label="My booking", takes=takes, proof=["phone", "postcode", "email"])(
        answer
    )

    with override("de"):
        shape = find_answer("booking").describe()

    assert shape.takes == (
        Take("order", "number", "Which order?", 4, 9),
        Take("day", "date", "Which day?"),
        Take("email", "email", "Which address?"),
        Take("code", "word", "Ja", 6, 6),
    )
    assert shape.proof == ("phone", "postcode", "email")
    assert [take.name for take in shape.asked] == ["postcode"]
    assert shape.find_take("day") == shape.takes[1]
    assert shape.find_take("phone") is None


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("slug", "options", "sentence"),
    [
        ("Order", {}, "'Order' is not valid"),
        ("x" * 61, {}, "is not valid"),
        ("order-status", {}, "declared twice"),
        ("x", {"takes": {"Order": Word(ask="?")}}, "'Order' of the answer 'x' is not valid"),
        ("x", {"takes": {"answer": Word(ask="?")}}, "other than 'answer'"),
        ("x", {"proof": ["postcod"]}, "Did you mean 'postcode'"),
    ],
)
def test_a_mistake_is_named(slug: str, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        answers(slug, label="X", **options)


@pytest.mark.usefixtures("asked")
def test_an_unknown_answer_names_the_nearest() -> None:
    assert list(ANSWERS) == ["order-status"]
    with pytest.raises(ValueError, match="Did you mean 'order-status'"):
        find_answer("order-statu")
