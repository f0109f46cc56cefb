"""Links of answers: the same for everybody who gets the answer, so that visits can be counted."""

from __future__ import annotations

import logging

import msgspec

from sharekit import log
from sharekit.contrib.bots.messages import Link
from sharekit.links.campaign_links import tracked_url
from sharekit.models import Article


class Linked(msgspec.Struct, frozen=True):
    """A link, and the number of its article, None if the article was never seen before."""

    link: Link
    article: int | None


def link_article(article: str, *, channel: str, bot: str, site: str) -> Linked | None:
    """Return the link to an article, given by identity or address; None if it cannot be made."""
    row = find_article(article)
    address = row.url if row else article
    try:
        url = tracked_url(address, channel, campaign=bot, site=site)
    except ValueError as error:
        log.write_throttled(
            logging.ERROR, "An answer of %s has no link: %s", bot, error, kind=(bot, article)
        )
        return None
    label = row.title if row and row.title else address
    return Linked(Link(label, url), row.pk if row else None) if url else None


def find_article(article: str) -> Article | None:
    """Return the row of an article, given by identity or address."""
    found = Article.objects.filter(identity=article) | Article.objects.filter(url=article)
    return found.order_by("pk").first()
