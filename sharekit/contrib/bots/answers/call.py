"""Calls a function of the site, and says what it gave in the words of the rules."""

from __future__ import annotations

import logging
import traceback

from django.utils.translation import override

from sharekit import log
from sharekit.contrib.bots.answers.registry import Answer, HandOver, Question, find_answer
from sharekit.contrib.bots.rules.decision import Call, Result


def ask(call: Call, *, language: str, key: str, phone: str = "", contact: str = "") -> Result:
    """Return what the site's function gives on a call; an error is logged, without the question.

    Call it outside of a transaction: the function may take long.
    """
    question = Question(
        values=call.values,
        language=language,
        key=key,
        proof=call.proof,
        phone=phone or None,
        contact=contact,
    )
    try:
        with override(language):
            return _read(find_answer(call.answer).function(question), call.answer)
    except Exception as error:  # noqa: BLE001 - the site's own code
        log.write_throttled(
            logging.ERROR,
            "The function that answers %s failed with %s.\n%s",
            call.answer,
            # Not its message, which may contain what the customer wrote.
            type(error).__name__,
            "".join(traceback.format_tb(error.__traceback__)),
            kind=call.answer,
        )
        return Result("error")


def _read(given: object, slug: str) -> Result:
    if given is None:
        return Result("nothing")
    if isinstance(given, HandOver):
        return Result("hand_over", text=str(given.text))
    if isinstance(given, Answer):
        values = {name: str(value) for name, value in given.values.items()}
        return Result("answer", text=str(given.text), article=_name(given), values=values)
    raise TypeError(f"{slug} returned {type(given).__name__}; return Answer, HandOver or None.")


def _name(given: Answer) -> str:
    """Return the address of the page that an answer links, or ""."""
    if not given.article:
        return ""
    if isinstance(given.article, str):
        return given.article
    return str(given.article.get_absolute_url())
