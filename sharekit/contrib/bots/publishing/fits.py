"""Compares what a bot says with what its accounts can send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sharekit.contrib.bots.conf import options
from sharekit.contrib.bots.messages import Choice, Message
from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.fit import fit
from sharekit.contrib.bots.platforms.protocol import Limits
from sharekit.contrib.bots.platforms.segments import count_segments
from sharekit.contrib.bots.rules.bot import MENU
from sharekit.contrib.bots.rules.edition import Button, Edition
from sharekit.contrib.bots.rules.problems import Problem

MOST_SEGMENTS: Final = 3


def list_limits(bot: Bot) -> dict[str, Limits]:
    """Return the limits of a bot's accounts, by platform; accounts that are not set have none."""
    accounts = options.given.get("ACCOUNTS", {})
    found: dict[str, Limits] = {}
    for slug in bot.accounts:
        account = accounts.get(slug) if isinstance(accounts, dict) else None
        name = str(account.get("platform", "")) if isinstance(account, dict) else ""
        try:
            found[name] = registry.get(name).limits
        except ValueError:
            continue
    return found


def check_fits(edition: Edition, limits: Iterable[tuple[str, Limits]]) -> Iterator[Problem]:
    """Yield what a platform would cut, show otherwise, or charge for."""
    for platform, each in limits:
        yield from _check(edition, platform, each)


def _check(edition: Edition, platform: str, limits: Limits) -> Iterator[Problem]:
    texts = [(MENU, edition.greeting, edition.menu)]
    texts += [(rule.id, rule.text, rule.choices) for rule in edition.rules]
    for rule, text, buttons in texts:
        choices = _name(buttons)
        values = {"platform": platform}
        # The first answer of a conversation comes with the greeting.
        whole = f"{edition.greeting}\n\n{text}" if rule else text
        if _is_too_long(whole, choices, limits):
            yield Problem("long-text", rule, values)
        for choice in choices:
            if _is_long(choice, choices, limits):
                yield Problem("long-label", rule, {**values, "label": choice.label})
        segments = count_segments(fit(Message(text, choices=choices), limits).text)
        is_dear = segments.count > (1 if segments.signs else MOST_SEGMENTS)
        if limits.counts_segments and is_dear:
            counted: dict[str, str | int] = {"count": segments.count}
            yield Problem("segments", rule, {**values, **counted, "signs": segments.signs[:20]})


def _name(buttons: Iterable[Button]) -> tuple[Choice, ...]:
    return tuple(Choice(button.label, f"r0.{place}") for place, button in enumerate(buttons))


def _is_too_long(text: str, choices: tuple[Choice, ...], limits: Limits) -> bool:
    """Return whether a text is cut, or leaves no room for the buttons that a platform has."""
    fitted = fit(Message(text, choices=choices), limits)
    bare = fit(Message("", choices=choices), limits)
    return fitted.is_cut or fitted.form != bare.form


def _is_long(choice: Choice, choices: tuple[Choice, ...], limits: Limits) -> bool:
    """Return whether a label keeps a platform that has buttons from showing them."""
    is_few = len(choices) <= limits.buttons
    others = [Choice("x" * place, f"r0.{place}") for place in range(1, len(choices))]
    form = fit(Message("", choices=(choice, *others)), limits).form
    return bool(limits.buttons) and form != ("buttons" if is_few else "list")
