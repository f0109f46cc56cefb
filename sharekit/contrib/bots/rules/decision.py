"""Where a conversation is, and what a bot decides on a message. Plain data, stored as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.rules.find import Candidate

Mode = Literal["bot", "person", "stopped"]
Outcome = Literal[
    "answered",
    "asked",
    "opened",
    "not_understood",
    "missed",
    "handed_over",
    "stopped",
    "failed",
    "silent",
]
"""What a message led to.

`asked`: the bot needs a value. `opened`: greeting or menu. `missed`: the site's answer found
nothing. `failed`: the site's answer raised an error.
"""
Reason = Literal[
    "phrase",
    "spelling",
    "choice",
    "value",
    "hello",
    "start",
    "menu",
    "person",
    "stop",
    "media",
    "unknown",
    "no-value",
    "no-proof",
    "with-person",
    "stopped",
    "no-words",
]


class State(msgspec.Struct, frozen=True):
    """Where a conversation is: what a bot must remember between two messages.

    `rule` is the last rule that answered, whose steps apply; `asks` the value that it waits for.
    `unknown` and `no_value` count messages in a row.
    """

    mode: Mode = "bot"
    rule: int = 0
    asks: str = ""
    values: Mapping[str, str] = {}
    unknown: int = 0
    no_value: int = 0
    is_greeted: bool = False
    got_media: bool = False


class Why(msgspec.Struct, frozen=True):
    """Why a bot decided so: the rule, the phrase or label, and the rules that nearly applied."""

    reason: Reason
    rule: int = 0
    phrase: str = ""
    words: int = 0
    runners_up: tuple[Candidate, ...] = ()


class Call(msgspec.Struct, frozen=True):
    """A call of the site's answer that is due before anything is said.

    `proof` is the one name and value that was proven, or empty. `before` is what was said so far,
    by the rules in `passed`.
    """

    rule: int
    answer: str
    values: Mapping[str, str] = {}
    proof: Mapping[str, str] = {}
    before: tuple[str, ...] = ()
    passed: tuple[int, ...] = ()


class Result(msgspec.Struct, frozen=True):
    """What the site's answer gave: an answer, nothing, an order to hand over, or an error."""

    kind: Literal["answer", "nothing", "hand_over", "error"]
    text: str = ""
    article: str = ""
    values: Mapping[str, str] = {}


class Decision(msgspec.Struct, frozen=True):
    """What follows from a message: one message or none, and the state after it.

    If there is a `call`, there is nothing to send yet: make it, and pass its result to `finish`.
    `article` is the page that the message should link, as the rule or the site names it. `ends`
    says that the conversation is over.
    """

    outcome: Outcome
    state: State
    why: Why
    message: Message | None = None
    article: str = ""
    call: Call | None = None
    ends: bool = False
