"""The transcript of a conversation, in the order in which the site got and made its messages."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.admin.reasons import explain
from sharekit.contrib.bots.models import Conversation, Incoming, Outgoing

KINDS: Final[dict[str, str | Promise]] = {
    "media": _("(a picture, a sound or a file)"),
    "reaction": _("(a reaction)"),
    "start": _("(opened the chat)"),
}
MOST_MESSAGES: Final = 500


class Bubble(msgspec.Struct, frozen=True):
    """A message of the transcript: who wrote it, what became of it, or which rule applied."""

    at: datetime
    is_ours: bool
    text: str
    by: str
    note: str = ""


def list_bubbles(conversation: Conversation) -> list[Bubble]:
    """Return the last messages of both sides in their order."""
    said = conversation.incoming.select_related("rule").order_by("-received_at", "-pk")
    sent = conversation.outgoing.order_by("-made_at", "-pk")
    # Not by the platform's clock, which may count whole seconds only.
    rows = [
        *((row.received_at, _read(row)) for row in said[:MOST_MESSAGES]),
        *((row.made_at, _write(row)) for row in sent[:MOST_MESSAGES]),
    ]
    rows.sort(key=lambda row: row[0])
    return [bubble for _at, bubble in rows[-MOST_MESSAGES:]]


def _read(row: Incoming) -> Bubble:
    said = row.data.get("said", {})
    rule = row.rule.name if row.rule else ""
    return Bubble(
        at=row.sent_at,
        is_ours=False,
        text=row.text or str(KINDS.get(said.get("kind", ""), _("(not kept)"))),
        by=gettext("Customer"),
        note=rule if row.is_understood else gettext("not understood"),
    )


def _write(row: Outgoing) -> Bubble:
    state = str(Outgoing.State(row.state).label)
    return Bubble(
        at=row.made_at,
        is_ours=True,
        text=row.message.get("text", "") or gettext("(not kept)"),
        by=capfirst(str(Outgoing.By(row.by).label)),
        note=f"{state}: {explain(row.reason)}" if row.reason else state,
    )
