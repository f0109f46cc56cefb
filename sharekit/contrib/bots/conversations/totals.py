"""Adds to the figures of bots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import F
from django.utils import timezone

from sharekit.contrib.bots.models import BotTotal

FIGURES: Final = (
    "opened",
    "asked",
    "answered",
    "not_understood",
    "handed_over",
    "links_given",
    "stopped",
    "failed",
)


def add(
    bot: int, *, account: str, figures: Mapping[str, int], rule: int = 0, article: int | None = None
) -> None:
    """Add figures to those of today, in the caller's transaction."""
    key: dict[str, Any] = {
        "bot_id": bot,
        "rule": rule,
        "account": account,
        "day": timezone.localdate(),
    }
    BotTotal.objects.bulk_create([BotTotal(**key, article_id=article)], ignore_conflicts=True)
    article_key = {"article_id": article} if article else {"article": None}
    found = BotTotal.objects.filter(**key, **article_key)
    found.update(**{name: F(name) + number for name, number in figures.items() if number})
