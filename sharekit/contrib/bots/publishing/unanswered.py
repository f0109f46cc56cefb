"""Lists the messages that no rule answered, without what could name a customer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.models import Bot, Incoming
from sharekit.contrib.bots.models.bots import PHRASES_LENGTH
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.publish import prepare
from sharekit.contrib.bots.rules import bot as rules
from sharekit.contrib.bots.rules.decision import State
from sharekit.contrib.bots.rules.reading.fold import fold
from sharekit.contrib.bots.rules.step import step

MOST_ROWS: Final = 2_000
MOST_GROUPS: Final = 100
_LONGEST: Final = 300
_PHRASE_WORDS: Final = 20
_EMAIL: Final = re.compile(r"\S+@\S+")
_PAGE: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\+?\d(?:[\d\s()./-]*\d)?")
_HIDDEN: Final = "•••"


class Group(msgspec.Struct):
    """Messages that are alike: one of them as it may be shown, and a phrase for a rule."""

    text: str
    phrase: str
    last_at: datetime
    number: int = 1


def list_unanswered(bot: Bot) -> list[Group]:
    """Return what customers wrote and the bot did not understand, the most frequent first.

    What the draft understands by now is left out.
    """
    compiled = prepare(read_draft(bot).edition)
    rows = Incoming.objects.filter(conversation__bot=bot, is_understood=False).exclude(text="")
    found: dict[str, Group | None] = {}
    for text, at in rows.order_by("-sent_at", "-pk").values_list("text", "sent_at")[:MOST_ROWS]:
        key = " ".join(fold(mask(text), bot.language))
        if key not in found:
            found[key] = None if _is_understood(compiled, text) else _describe(text, at, bot)
        elif group := found[key]:
            group.number += 1
    groups = [group for group in found.values() if group]
    # Equal ones stay in their order, the newest first.
    groups.sort(key=lambda group: group.number, reverse=True)
    return groups[:MOST_GROUPS]


def mask(text: str) -> str:
    """Return a message without numbers and addresses."""
    return _replace(text, lambda _kind: _HIDDEN)[:_LONGEST]


def make_phrase(text: str, language: str) -> str:
    """Return a phrase for a rule: the first number and mail address become values."""
    taken = set[str]()

    def take(kind: str) -> str:
        if not kind or kind in taken:
            return " "
        taken.add(kind)
        return f" {kind}value "

    words = fold(_replace(text, take), language)[:_PHRASE_WORDS]
    named = {f"{kind}value": f"{{{kind}}}" for kind in taken}
    return " ".join(named.get(word, word) for word in words)[:_LONGEST]


def add_phrase(rule_phrases: str, phrase: str) -> str:
    """Return the phrases of a rule with one more; ValueError if there is no room."""
    lines = [line for line in rule_phrases.splitlines() if line.strip()]
    if phrase not in lines:
        lines.append(phrase)
    joined = "\n".join(lines)
    if len(joined) > PHRASES_LENGTH:
        raise ValueError("no room")
    return joined


def _replace(text: str, take: Callable[[str], str]) -> str:
    without = _EMAIL.sub(lambda _found: take("email"), _PAGE.sub(lambda _found: take(""), text))
    return _NUMBER.sub(lambda _found: take("number"), without)


def _is_understood(bot: rules.Bot, text: str) -> bool:
    decision = step(bot, State(is_greeted=True), Said("text", text))
    return decision.why.reason not in ("unknown", "no-words")


def _describe(text: str, at: datetime, bot: Bot) -> Group:
    return Group(mask(text), make_phrase(text, bot.language), at)
