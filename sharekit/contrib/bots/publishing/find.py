"""Finds a bot by its short name."""

from __future__ import annotations

from sharekit.contrib.bots.models import Bot
from sharekit.nearest import suggest


def find_bot(slug: str, *, site: str = "") -> Bot:
    """Return a bot; raise ValueError that names the nearest, or the sites if there are several."""
    bots = Bot.objects.filter(slug=slug)
    found = list(bots.filter(site=site) if site else bots)
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(sorted(bot.site for bot in found))
        raise ValueError(f"Several sites have a bot {slug!r}. Name one of {named}.")
    known = sorted(set(Bot.objects.values_list("slug", flat=True)))
    raise ValueError(f"There is no bot {slug!r}. {suggest(slug, known)}")
