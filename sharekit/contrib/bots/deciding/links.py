"""Links of answers: the same for everybody who gets the answer, so that visits can be counted."""

from __future__ import annotations

import logging

import msgspec

from sharekit import log
from sharekit.contrib.bots.messages import Link
from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.publishing.articles import find_link
from sharekit.links.campaign_links import tracked_url
from sharekit.models import Article


class Linked(msgspec.Struct, frozen=True):
    """A link with the bot's mark, and the number of its article, None if nobody opened it yet."""

    link: Link
    article: int | None


def link_article(article: str, *, channel: str, bot: Bot) -> Linked | None:
    """Return the link to an article, given by identity or address; None if it is not there."""
    try:
        found = find_link(article, site=bot.site, language=bot.language)
        if found is None:
            return None
        url = tracked_url(found.url, channel, campaign=bot.slug, site=bot.site)
    except ValueError as error:
        log.write_throttled(
            logging.ERROR, "An answer of %s has no link: %s", bot.slug, error, kind=bot.slug
        )
        return None
    row = Article.objects.filter(url=found.url).order_by("pk").first()
    return Linked(Link(found.label, url or found.url), row.pk if row else None)
