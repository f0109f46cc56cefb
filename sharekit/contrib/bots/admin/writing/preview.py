"""The chat on a bot's draft: a page of its own in a frame, which posts what was said so far.

Nothing is sent, stored or counted. The conversation is repeated with each line, so the server
remembers nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.admin.permission import may_see
from sharekit.contrib.bots.answers.call import ask
from sharekit.contrib.bots.answers.registry import ANSWERS
from sharekit.contrib.bots.chat.explain import explain
from sharekit.contrib.bots.chat.session import Chat
from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.platforms.fit import Fitted, fit
from sharekit.contrib.bots.platforms.protocol import Limits
from sharekit.contrib.bots.platforms.segments import count_segments
from sharekit.contrib.bots.platforms.terminal import LOOKS
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.publish import prepare
from sharekit.contrib.bots.rules.decision import Call, Result

MOST_LINES: Final = 30
MOST_LENGTH: Final = 4_000
NAMES: Final = {
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "twilio": _("SMS"),
    "telegram": "Telegram",
}


class Button(msgspec.Struct, frozen=True):
    """A button as the platform shows it, and what pressing it says."""

    label: str
    says: str


class Turn(msgspec.Struct, frozen=True):
    """What was said, what the bot answers, why, and what it costs."""

    said: str
    text: str
    why: str
    form: str = "plain"
    buttons: Sequence[Button] = ()
    cost: str = ""


def show(request: HttpRequest, bot: Bot) -> HttpResponse:
    """Return the chat with the lines that the form has."""
    data = request.POST
    lines = [line[:MOST_LENGTH] for line in data.getlist("line")][: MOST_LINES - 1]
    # A pressed button comes before the empty field.
    said = next((each.strip()[:MOST_LENGTH] for each in data.getlist("say") if each.strip()), "")
    lines += [said] if said else []
    look = data.get("look", "")
    look = look if look in NAMES else next(iter(NAMES))
    context = {
        "bot": bot,
        "turns": _talk(bot, lines, LOOKS[look], is_trusted=may_see(request)),
        "lines": lines,
        "looks": NAMES,
        "look": look,
        "is_full": len(lines) >= MOST_LINES,
        "most": MOST_LENGTH,
    }
    response = render(request, "admin/sharekit_bots/preview.html", context)
    response["Content-Security-Policy"] = _write_policy()
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def _write_policy() -> str:
    """Return a policy that allows the style sheet, wherever static files are, and the form."""
    parts = urlsplit(static("sharekit_bots/chat.css"))
    styles = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return (
        f"default-src 'none'; style-src 'self' {styles}; form-action 'self'; "
        "frame-ancestors 'self'; base-uri 'none'"
    )


def _talk(bot: Bot, lines: Sequence[str], limits: Limits, *, is_trusted: bool) -> list[Turn]:
    chat = Chat(
        prepare(read_draft(bot).edition),
        limits=limits,
        site=bot.site,
        call=ask if is_trusted else _ask_without_data,
    )
    return [_answer(chat, line, limits) for line in lines]


def _answer(chat: Chat, line: str, limits: Limits) -> Turn:
    decision = chat.write(line)
    why = explain(chat.bot, decision)
    if decision.message is None:
        return Turn(line, "", why)
    fitted = fit(decision.message, limits)
    return Turn(
        line,
        fitted.text,
        why,
        form=fitted.form,
        buttons=_list_buttons(fitted, decision.message),
        cost=_count(fitted) if limits.counts_segments else "",
    )


def _list_buttons(fitted: Fitted, message: Message) -> list[Button]:
    labels = {choice.name: choice.label for choice in message.choices}
    return [Button(choice.label, labels[choice.name]) for choice in fitted.choices]


def _count(fitted: Fitted) -> str:
    segments = count_segments(fitted.text)
    sentence = ngettext("%(number)d SMS", "%(number)d SMS", segments.count)
    return sentence % {"number": segments.count}


def _ask_without_data(call: Call, **named: Any) -> Result:
    """Ask the site's function only if it needs no proof: others say what concerns one customer.

    Otherwise those who write rules could read the orders of everybody.
    """
    declared = ANSWERS.get(call.answer)
    if declared is None or not declared.proof:
        return ask(call, **named)
    sentence = gettext("(Here the site answers: %(label)s)") % {"label": declared.label}
    return Result("answer", text=sentence)
