"""Talks with a bot in the terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit.contrib.bots.chat.explain import explain
from sharekit.contrib.bots.chat.session import Chat
from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.platforms.protocol import Limits
from sharekit.contrib.bots.platforms.registry import PLATFORMS
from sharekit.contrib.bots.platforms.terminal import LOOKS
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.find import find_bot
from sharekit.contrib.bots.publishing.publish import load, prepare
from sharekit.contrib.bots.rules import bot as rules
from sharekit.nearest import suggest


class Command(BaseCommand):
    """`manage.py sharekit_chat BOT [--draft] [--as PLATFORM]`."""

    help = "Talk with a bot. Nothing is sent or stored, but the site's functions are called."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the command."""
        parser.add_argument("slug", metavar="BOT", help="the short name of the bot")
        parser.add_argument("--draft", action="store_true", help="with the rules as they are now")
        parser.add_argument(
            "--as",
            dest="look",
            default="terminal",
            metavar="PLATFORM",
            help="show messages as whatsapp, messenger, sms or telegram would",
        )
        parser.add_argument("--site", default="", help="the site, if several have such a bot")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer each line of the standard input until it ends."""
        limits = _find_limits(options["look"])
        try:
            row = find_bot(options["slug"], site=options["site"])
        except ValueError as error:
            raise CommandError(str(error)) from None
        chat = Chat(_load(row, is_draft=options["draft"]), limits=limits, site=row.site)
        is_at_keyboard = sys.stdin.isatty()
        if is_at_keyboard:
            self.stdout.write(_("Write to %(bot)s. Ctrl-D ends the chat.") % {"bot": row.name})
        for line in _list_lines():
            # Of a pipe nobody sees what was written.
            self._answer(chat, line, shown="" if is_at_keyboard else f"> {line}\n")

    def _answer(self, chat: Chat, line: str, *, shown: str) -> None:
        decision = chat.write(line)
        lines = chat.draw(decision.message) if decision.message else []
        said = "".join(f"{each}\n" for each in lines)
        self.stdout.write(f"{shown}{said}  ({explain(chat.bot, decision)})\n")
        self.stdout.flush()


def _list_lines() -> Iterator[str]:
    """Yield the lines of the standard input; with a keyboard, ask for each."""
    while True:
        try:
            line = input("> ") if sys.stdin.isatty() else next(sys.stdin)
        except (EOFError, StopIteration, KeyboardInterrupt):
            return
        if line.strip():
            yield line.strip()


def _load(row: Bot, *, is_draft: bool) -> rules.Bot:
    if is_draft:
        return prepare(read_draft(row).edition)
    if row.edition is None:
        raise CommandError(f"The bot {row.slug!r} is not published. Add --draft.")
    return load(row.edition)


def _find_limits(look: str) -> Limits:
    """Return the limits of a platform by its short name, or by that of its channel."""
    channels = {each.channel: each.limits for each in PLATFORMS.values()}
    looks = {**channels, **LOOKS}
    if look not in looks:
        raise CommandError(f"There is no platform {look!r}. {suggest(look, looks)}")
    return looks[look]
