"""Whatever customers and the site do, a conversation keeps to its laws."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sharekit.contrib.bots.messages import Said
from sharekit.contrib.bots.publishing.sentences import say_problem
from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.decision import Decision, Result, State
from sharekit.contrib.bots.rules.edition import Button, Rule, Shape
from sharekit.contrib.bots.rules.problems import find_problems
from sharekit.contrib.bots.rules.step import finish, step
from tests.unit.contrib.bots.rules.making import NUMBER, POSTCODE, make_bot

WORDS = ["a", "b", "c", "number", "4711", "person x", "nobody"]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), st.text(max_size=20))
NUMBERS = st.integers(0, 6)
RULES = st.builds(
    Rule,
    id=NUMBERS,
    name=st.just("rule"),
    parent=NUMBERS,
    phrases=st.lists(
        st.sampled_from(["a", "b", "a b", "a * c", "= c", "{number}", "{word} b"]), max_size=2
    ).map(tuple),
    text=st.sampled_from(["", "Yes.", "It is {number}.", "{answer}"]),
    answer=st.sampled_from(["", "", "order", "gone"]),
    choices=st.lists(st.builds(Button, st.sampled_from("abc"), NUMBERS), max_size=3).map(tuple),
    then=st.sampled_from(["stay", "end", "person", "rule"]),
    then_rule=NUMBERS,
)
SHAPE = Shape(takes=(NUMBER,), proof=("phone", "postcode"), asked=(POSTCODE,))


def make_tree(rules: list[Rule]) -> Bot:
    """Return a bot whose rules have numbers of their own, and parents before them."""
    placed = [
        Rule(**{**{name: getattr(each, name) for name in Rule.__struct_fields__}, "id": number})
        for number, each in enumerate(rules, 1)
    ]
    tree = [
        each
        if each.parent < each.id
        else Rule(**{**{name: getattr(each, name) for name in Rule.__struct_fields__}, "parent": 0})
        for each in placed
    ]
    menu = (Button("a", 1), Button("menu", 2))
    return make_bot(*tree, answers={"order": SHAPE}, menu=menu)


class Conversation(RuleBasedStateMachine):
    """A customer, the site's answer, and one bot after the other: each edition is another."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.decision: Decision | None = None
        self.was = self.state

    @initialize(rules=st.lists(RULES, min_size=1, max_size=6))
    def begin(self, rules: list[Rule]) -> None:
        self.bot = make_tree(rules)

    @rule(rules=st.lists(RULES, min_size=1, max_size=6))
    def publish(self, rules: list[Rule]) -> None:
        """Another edition answers from now on, also in the middle of a dialogue."""
        if self.decision is None or self.decision.call is None:
            self.bot = make_tree(rules)

    @rule(text=TEXTS, kind=st.sampled_from(["text", "media", "reaction", "start", "other"]))
    def write(self, text: str, kind: Any) -> None:
        self._say(Said(kind, text))

    @rule(owner=NUMBERS, place=st.integers(0, 4), label=st.sampled_from(["a", "b", "c", ""]))
    def press(self, owner: int, place: int, label: str) -> None:
        self._say(Said("choice", label, f"r{owner}.{place}"))

    @rule(
        kind=st.sampled_from(["answer", "nothing", "hand_over", "error"]),
        text=st.sampled_from(["", "{number} x"]),
    )
    def give(self, kind: Any, text: str) -> None:
        if self.decision and self.decision.call:
            self._note(finish(self.bot, self.decision, Result(kind, text)))

    @rule()
    def stop(self) -> None:
        was_stopped = self.state.mode == "stopped"
        self._say(Said("text", "STOP"))
        assert self.decision is not None
        assert self.state.mode == "stopped"
        assert (self.decision.message is None) == was_stopped

    @rule()
    def start(self) -> None:
        was_stopped = self.state.mode == "stopped"
        self._say(Said("text", "START"))
        assert not was_stopped or self.state.mode != "stopped"

    @rule(word=st.sampled_from(["person", "menu"]))
    def escape(self, word: str) -> None:
        """There is no trap: these words work wherever the bot answers."""
        is_bot = self.state.mode == "bot"
        self._say(Said("text", word))
        if is_bot:
            assert self.state.mode == ("person" if word == "person" else "bot")
            assert self.state.rule == 0
            assert not self.state.asks

    @invariant()
    def one_answer_or_none(self) -> None:
        if self.decision:
            message, call = self.decision.message, self.decision.call
            assert not (message and call)
            assert not message or message.text.strip()
            assert (message is None) == (self.decision.outcome == "silent" or call is not None)

    @invariant()
    def a_decision_can_be_stored(self) -> None:
        if self.decision:
            stored = msgspec.json.encode(self.decision)
            assert msgspec.json.decode(stored, type=Decision) == self.decision

    @invariant()
    def problems_can_be_named(self) -> None:
        for problem in find_problems(self.bot):
            assert say_problem(problem, self.bot.edition)

    @invariant()
    def a_silent_bot_changes_nothing(self) -> None:
        if self.decision and self.decision.outcome == "silent":
            assert self.state == self.was

    @invariant()
    def who_asks_has_a_rule(self) -> None:
        assert not self.state.asks or self.state.rule

    def _say(self, said: Said) -> None:
        was = self.state
        self._note(step(self.bot, was, said))
        is_quiet = was.mode == "person" or (was.mode == "stopped" and said.kind != "start")
        is_start = said.text.strip().lower() in ("start", "stop", "unstop")
        if is_quiet and not is_start and self.state.mode == was.mode:
            assert self.decision is not None
            assert self.decision.message is None

    def _note(self, decision: Decision) -> None:
        self.was = self.state
        self.decision = decision
        self.state = decision.state


TestConversation = Conversation.TestCase
TestConversation.settings = settings(stateful_step_count=30)
