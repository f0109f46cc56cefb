"""One step: what a bot decides on a message, and on what the answer of the site gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from sharekit.contrib.bots.messages import Message, Said
from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.decision import Decision, Reason, Result, State, Why
from sharekit.contrib.bots.rules.edition import Rule
from sharekit.contrib.bots.rules.find import MOST_RUNNERS_UP, Candidate, find_rules
from sharekit.contrib.bots.rules.reading import values
from sharekit.contrib.bots.rules.reading.always import Always
from sharekit.contrib.bots.rules.reading.fold import Word, read
from sharekit.contrib.bots.rules.reading.values import Take
from sharekit.contrib.bots.rules.turn import Turn

MOST_UNKNOWN: Final = 1
MOST_NO_VALUE: Final = 2
"""How many messages in a row may be not understood before a person answers."""


def step(
    bot: Bot,
    state: State,
    said: Said,
    *,
    is_open: bool = True,
    proven: Mapping[str, str] | None = None,
) -> Decision:
    """Return what a bot decides on a message.

    `is_open` says whether a person could answer now. `proven` is what the platform proves of the
    customer: {"phone": "+4915550000001"}, or nothing.
    """
    words = read(said.text, bot.language)
    # A button that is not the bot's own, such as one of a template, is what is written on it.
    is_own_button = bool(bot.find_choice(said.choice, said.text))
    is_written = said.kind in ("text", "choice", "media") and not is_own_button
    always = bot.find_always(words) if is_written else set()
    if state.mode == "stopped":
        if said.kind != "start" and "start" not in always:
            return _be_silent(state, "stopped")
        state = State()
    elif "stop" in always:
        return _stop(bot)
    elif state.mode == "person":
        return _be_silent(state, "with-person")
    return _Step(bot, state, said, words=words, is_open=is_open, proven=proven or {}).take(always)


def finish(
    bot: Bot,
    decision: Decision,
    result: Result,
    *,
    is_open: bool = True,
    proven: Mapping[str, str] | None = None,
) -> Decision:
    """Return what follows from the result of the call that a decision asked for."""
    call = decision.call
    if call is None:
        raise ValueError("The decision asks for no call.")
    rule = bot.rules[call.rule]
    turn = Turn(
        bot,
        replace(decision.state, is_greeted=True),
        decision.why,
        is_open=is_open,
        proven=proven or {},
        said=call.before,
        passed=call.passed[:-1],
    )
    if result.kind == "error":
        return turn.hand_over(outcome="failed", text=bot.edition.sayings.failed)
    if result.kind == "hand_over":
        return turn.hand_over(text=result.text or None)
    if result.kind == "nothing" or not (result.text or rule.text).strip():
        return turn.miss(rule)
    turn.say_answer(rule, result.text, result.values, article=result.article)
    return turn.follow(rule, is_answered=True)


def _be_silent(state: State, reason: Reason) -> Decision:
    return Decision(outcome="silent", state=state, why=Why(reason))


def _stop(bot: Bot) -> Decision:
    return Decision(
        outcome="stopped",
        state=State(mode="stopped", is_greeted=True),
        why=Why("stop"),
        message=Message(bot.edition.sayings.stopped),
        ends=True,
    )


class _Step:
    """A message that a bot answers: nobody has stopped it, and no person is there."""

    def __init__(
        self,
        bot: Bot,
        state: State,
        said: Said,
        *,
        words: Sequence[Word],
        is_open: bool,
        proven: Mapping[str, str],
    ) -> None:
        self._bot = bot
        self._state = state
        self._said = said
        self._words = words
        self._is_open = is_open
        self._proven = proven

    def take(self, always: set[Always]) -> Decision:
        """Decide by what kind of message it is."""
        if self._said.kind in ("reaction", "other"):
            return _be_silent(self._state, "no-words")
        if self._said.kind == "start":
            self._state = State(got_media=self._state.got_media)
            return self._begin_turn(Why("start")).show_menu()
        if self._said.kind == "media" and not self._words:
            return self._take_media()
        if "person" in always:
            return self._begin_turn(Why("person")).hand_over()
        if "menu" in always:
            return self._begin_turn(Why("menu")).show_menu()
        rule = self._bot.find_choice(self._said.choice, self._said.text)
        if rule:
            return self._answer(Candidate(rule, self._said.text, len(self._words)), "choice")
        return self._take_text(always)

    def _take_text(self, always: set[Always]) -> Decision:
        found = find_rules(self._bot, self._words, self._state.rule)
        take = self._find_take()
        if take and not (found and take.kind == "word"):
            value = values.find(take, self._words)
            if value:
                return self._take_value(take, value)
        reason: Reason = "phrase"
        if not found:
            corrected = self._bot.spelling.correct(self._words)
            found, reason = find_rules(self._bot, corrected, self._state.rule), "spelling"
        if found:
            return self._answer(found[0], reason, found[1 : 1 + MOST_RUNNERS_UP])
        if always & {"hello", "start"} or self._is_wordless(is_greeted=False):
            return self._begin_turn(Why("hello")).show_menu()
        if take:
            return self._need(take)
        if self._is_wordless(is_greeted=True):
            return _be_silent(self._state, "no-words")
        return self._say_unknown()

    def _is_wordless(self, *, is_greeted: bool) -> bool:
        """Return whether somebody sent a sign such as a thumb, and no question mark."""
        is_sign = not self._words and "?" not in self._said.text
        return is_sign and self._state.is_greeted == is_greeted

    def _begin_turn(self, why: Why) -> Turn:
        return Turn(self._bot, self._state, why, is_open=self._is_open, proven=self._proven)

    def _take_media(self) -> Decision:
        if self._state.got_media:
            return _be_silent(self._state, "media")
        turn = self._begin_turn(Why("media"))
        turn.say(self._bot.edition.sayings.media)
        return turn.decide("not_understood", replace(turn.state, got_media=True))

    def _find_take(self) -> Take | None:
        """Return the value that the bot waits for."""
        rule = self._bot.rules.get(self._state.rule)
        shape = self._bot.edition.answers.get(rule.answer) if rule else None
        return shape.find_take(self._state.asks) if shape else None

    def _take_value(self, take: Take, value: str) -> Decision:
        rule = self._bot.rules[self._state.rule]
        taken = {**self._state.values, take.name: value}
        self._state = replace(self._state, values=taken)
        why = Why("value", rule=rule.id, phrase=value, words=len(self._words))
        return self._begin_turn(why).follow(rule)

    def _answer(
        self, found: Candidate, reason: Reason, runners_up: Sequence[Candidate] = ()
    ) -> Decision:
        rule = self._bot.rules[found.rule]
        kept = self._state.values if self._is_nearby(rule) else {}
        self._state = replace(self._state, values={**kept, **found.values})
        why = Why(
            reason,
            rule=rule.id,
            phrase=found.phrase,
            words=found.words,
            runners_up=tuple(runners_up),
        )
        return self._begin_turn(why).follow(rule)

    def _is_nearby(self, rule: Rule) -> bool:
        """Return whether a rule is a step of the same rule of the top level: values stay."""
        here, there = (list(self._bot.list_levels(each)) for each in (self._state.rule, rule.id))
        return bool(rule.parent) and here[-2:] == there[-2:]

    def _need(self, take: Take) -> Decision:
        """Say what kind of value is needed, twice; then a person answers."""
        turn = self._begin_turn(Why("no-value", rule=self._state.rule))
        if self._state.no_value >= MOST_NO_VALUE:
            return turn.hand_over()
        turn.say(self._bot.edition.sayings.need(take))
        state = replace(turn.state, no_value=self._state.no_value + 1)
        return turn.decide("not_understood", state)

    def _say_unknown(self) -> Decision:
        """Say that nothing was understood, once; then a person answers."""
        turn = self._begin_turn(Why("unknown"))
        if self._state.unknown >= MOST_UNKNOWN:
            return turn.hand_over()
        turn.say(self._bot.edition.sayings.unknown)
        state = replace(turn.state, unknown=self._state.unknown + 1, asks="")
        return turn.decide("not_understood", state, choices=self._bot.list_choices(0))
