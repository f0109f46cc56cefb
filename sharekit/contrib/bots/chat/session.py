"""A conversation with a bot, which asks the site's functions for real."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import msgspec
from django.utils import timezone

from sharekit.contrib.bots.answers.call import ask
from sharekit.contrib.bots.messages import Message, Said
from sharekit.contrib.bots.platforms.protocol import Limits
from sharekit.contrib.bots.platforms.terminal import TERMINAL, draw, read_line
from sharekit.contrib.bots.publishing.articles import find_link
from sharekit.contrib.bots.rules.bot import Bot
from sharekit.contrib.bots.rules.decision import Decision, Result, State
from sharekit.contrib.bots.rules.hours import is_open
from sharekit.contrib.bots.rules.step import finish, step
from sharekit.reports.period.days import localise


class Chat:
    """A conversation from its first line on. `limits` are those of the platform it looks like.

    `call` asks the site's functions, as answers.call.ask does.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        limits: Limits = TERMINAL,
        site: str = "",
        call: Callable[..., Result] = ask,
    ) -> None:
        self.bot = bot
        self._call = call
        self._limits = limits
        self._site = site
        self._last: Message | None = None
        self.state = State()

    def write(self, line: str) -> Decision:
        """Return what the bot decides on a line; its message has the link of its article."""
        decision = self._decide(read_line(line, self._last))
        self.state = decision.state
        if decision.message is None:
            return decision
        message = decision.message
        if link := find_link(decision.article, site=self._site, language=self.bot.language):
            message = msgspec.structs.replace(message, link=link)
        self._last = message
        return msgspec.structs.replace(decision, message=message)

    def draw(self, message: Message) -> list[str]:
        """Return a message as lines, within the limits of the platform."""
        return draw(message, self._limits)

    def _decide(self, said: Said) -> Decision:
        now = is_open(self.bot.edition.hours, localise(timezone.now()))
        decision = step(self.bot, self.state, said, is_open=now)
        while decision.call:
            result = self._call(
                decision.call, language=self.bot.language, key=uuid4().hex, contact="terminal"
            )
            decision = finish(self.bot, decision, result, is_open=now)
        return decision
