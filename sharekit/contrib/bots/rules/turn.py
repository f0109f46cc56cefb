"""What a bot says in one turn: texts of rules, a question for a value, or a call of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sharekit.contrib.bots.messages import Choice, Message
from sharekit.contrib.bots.rules.bot import MENU, Bot
from sharekit.contrib.bots.rules.decision import Call, Decision, Outcome, State, Why
from sharekit.contrib.bots.rules.edition import PHONE, Rule, Shape
from sharekit.contrib.bots.rules.reading.values import KINDS, Take

ANSWER: Final = "answer"
"""The place in a rule's text for the text that the site's answer gave."""
PLACE: Final = re.compile(r" ?\{(\w+)\}")


class Turn:
    """The answer to one message while it is put together; each last step returns the decision."""

    def __init__(
        self,
        bot: Bot,
        state: State,
        why: Why,
        *,
        is_open: bool,
        proven: Mapping[str, str],
        said: Sequence[str] = (),
        passed: Sequence[int] = (),
    ) -> None:
        self._bot = bot
        self._why = why
        self._is_open = is_open
        self._proven = proven
        self._texts = list(said)
        self._passed = list(passed)
        self._article = ""
        self.state = state
        if not state.is_greeted:
            self._texts.append(bot.edition.greeting)
            self.state = replace(state, is_greeted=True)

    def say(self, text: str, *, article: str = "") -> None:
        """Add a paragraph, and the page that it links."""
        if text.strip():
            self._texts.append(text.strip())
        self._article = article or self._article

    def follow(self, rule: Rule, *, is_answered: bool = False) -> Decision:
        """Say what a rule says, then what the rules after it say.

        With `is_answered` the site's answer to the first rule has been said already.
        """
        self._passed.append(rule.id)
        if not is_answered:
            if rule.answer:
                return self._prepare(rule)
            self.say(self._fill(rule.text), article=rule.article)
        following = self._bot.rules.get(rule.then_rule) if rule.then == "rule" else None
        if following and following.id not in self._passed:
            return self.follow(following)
        if rule.then == "person":
            return self.hand_over(text="" if self._is_open and rule.text else None)
        if rule.then == "end":
            return self.decide("answered", State(is_greeted=True), ends=True)
        state = replace(self.state, rule=rule.id, asks="", unknown=0, no_value=0)
        return self.decide("answered", state, choices=self._bot.list_choices(rule.id))

    def say_answer(self, rule: Rule, text: str, values: Mapping[str, str], *, article: str) -> None:
        """Say what the site's answer gave: its text, or the rule's with the values in it."""
        values = {**self.state.values, **values, ANSWER: text}
        self.say(self._fill(rule.text, values) or text, article=article or rule.article)

    def show_menu(self, *, text: str = "", outcome: Outcome = "opened") -> Decision:
        """Show the menu; the greeting is enough of a text."""
        self.say(text)
        if not self._texts:
            self.say(self._bot.edition.sayings.menu)
        state = State(is_greeted=True, got_media=self.state.got_media)
        return self.decide(outcome, state, choices=self._bot.list_choices(MENU))

    def ask(self, rule: Rule, take: Take, *, outcome: Outcome = "asked") -> Decision:
        """Ask for a value."""
        self.say(take.ask)
        state = replace(self.state, rule=rule.id, asks=take.name, unknown=0, no_value=0)
        return self.decide(outcome, state)

    def miss(self, rule: Rule) -> Decision:
        """Say that the site has nothing for these values, and ask for them again."""
        self.say(self._bot.edition.sayings.not_found)
        shape = self._bot.edition.answers[rule.answer]
        wanted = [*shape.takes, *shape.asked]
        names = {take.name for take in wanted}
        kept = {name: text for name, text in self.state.values.items() if name not in names}
        self.state = replace(self.state, values=kept)
        if wanted:
            return self.ask(rule, wanted[0], outcome="missed")
        return self.decide("missed", replace(self.state, rule=rule.parent, asks=""))

    def hand_over(self, *, outcome: Outcome = "handed_over", text: str | None = None) -> Decision:
        """Leave the conversation to a person, and say so, unless another text does."""
        sayings = self._bot.edition.sayings
        said = sayings.hand_over if self._is_open else sayings.closed
        self.say(said if text is None else text)
        return self.decide(outcome, State(mode="person", is_greeted=True))

    def decide(
        self,
        outcome: Outcome,
        state: State,
        *,
        choices: tuple[Choice, ...] = (),
        ends: bool = False,
    ) -> Decision:
        """Return the decision with everything that was said, as one message."""
        text = "\n\n".join(self._texts) or self._bot.edition.sayings.menu
        return Decision(
            outcome=outcome,
            state=state,
            why=self._why,
            message=Message(text, choices=choices),
            article=self._article,
            ends=ends,
        )

    def _prepare(self, rule: Rule) -> Decision:
        """Ask for the next value that the site's answer needs, or call it."""
        shape = self._bot.edition.answers.get(rule.answer)
        if shape is None:
            return self.hand_over(outcome="failed", text=self._bot.edition.sayings.failed)
        values = _name_values(shape, self.state.values)
        self.state = replace(self.state, values=values)
        for take in shape.takes:
            if take.name not in values and take.name not in shape.proof:
                return self.ask(rule, take)
        proof = self._find_proof(shape)
        if shape.proof and not proof:
            wanted = [take for take in map(shape.find_take, shape.proof) if take]
            if wanted:
                return self.ask(rule, wanted[0])
            self._why = replace(self._why, reason="no-proof")
            return self.hand_over()
        call = Call(
            rule=rule.id,
            answer=rule.answer,
            values=values,
            proof=proof,
            before=tuple(self._texts),
            passed=tuple(self._passed),
        )
        return Decision(outcome="answered", state=self.state, why=self._why, call=call)

    def _find_proof(self, shape: Shape) -> dict[str, str]:
        """Return the first proof that there is, by its name."""
        known = {**self.state.values, PHONE: self._proven.get(PHONE, "")}
        return next(({name: known[name]} for name in shape.proof if known.get(name)), {})

    def _fill(self, text: str, values: Mapping[str, str] | None = None) -> str:
        """Fill the places of a text; one that has no value goes with the space before it.

        Values are filled in once, so a customer who writes a place gets it back as it is.
        """
        filled = self.state.values if values is None else values
        names = {take.name for shape in self._bot.edition.answers.values() for take in shape.takes}

        def find(place: re.Match[str]) -> str:
            name = place[1]
            if name in filled:
                space = " " if place[0].startswith(" ") else ""
                return f"{space}{filled[name]}" if filled[name] else ""
            return "" if name in KINDS or name in names else place[0]

        return PLACE.sub(find, text)


def _name_values(shape: Shape, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values by the names of the site's answer.

    A phrase takes a value by its kind: it is the first one of that kind that the answer needs. A
    value that does not fit is asked for again.
    """
    kinds = {name: value for name, value in values.items() if name in KINDS}
    named = {name: value for name, value in values.items() if name not in KINDS}
    for take in (*shape.takes, *shape.asked):
        if take.name not in named:
            value = kinds.pop(take.kind, "")
            if value and take.fits(value):
                named[take.name] = value
    return {**kinds, **named}
