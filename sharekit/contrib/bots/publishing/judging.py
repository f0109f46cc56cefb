"""Judges the examples of a bot by its draft, one row each, so that an editor sees which fail."""

from __future__ import annotations

import msgspec

from sharekit.contrib.bots.models import Bot, Example
from sharekit.contrib.bots.publishing.draft import read_draft
from sharekit.contrib.bots.publishing.publish import prepare
from sharekit.contrib.bots.rules import examples as plain


class JudgedRow(msgspec.Struct, frozen=True):
    """An example, whether it is right, and the name of the rule that applied, or ""."""

    row: Example
    is_right: bool
    found: str


def judge_examples(bot: Bot) -> list[JudgedRow]:
    """Return the examples of a bot in their order. One whose rule is off waits and is left out."""
    compiled = prepare(read_draft(bot).edition)
    rows = [
        row
        for row in bot.examples.order_by("pk").select_related("expected")
        if row.expected_id is None or row.expected_id in compiled.rules
    ]
    judged = plain.judge(compiled, [plain.Example(row.text, row.expected_id or 0) for row in rows])
    return [
        JudgedRow(row, each.is_right, compiled.rules[each.found].name if each.found else "")
        for row, each in zip(rows, judged, strict=True)
    ]
