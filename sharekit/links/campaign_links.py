"""Campaign links: one for each article, channel and campaign, the same for all recipients.

The row is written before the link leaves, so that its first visit is already recognised. Its token
is derived, not random: if the row could not be written, or was rolled back, the next call creates
the same link. An existing row takes precedence, so a new SECRET_KEY changes no link.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db import DatabaseError, IntegrityError, router, transaction
from django.http import HttpRequest
from django.utils import timezone

from sharekit import tokens
from sharekit.articles.address import complete
from sharekit.articles.find import find_key
from sharekit.articles.text import parse_text
from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.keys import ADDRESS_LENGTH, ArticleKey, Name
from sharekit.models import CAMPAIGN_LENGTH, Article, ShareLink
from sharekit.nearest import suggest
from sharekit.origins import get_host

logger: Final = logging.getLogger("sharekit")

_MOST_KEPT: Final = 4096
_kept: Final[dict[tuple[Name, str, str], tuple[str, int]]] = {}
"""Tokens by article, channel and campaign, and the minute in which their row was seen.

A newsletter that is rendered for each recipient queries the database once a minute.
"""


def tracked_url(
    article: Any,
    channel: str,
    *,
    campaign: str,
    address: str | None = None,
    request: HttpRequest | None = None,
    site: str = "",
) -> str:
    """Return an article's address whose visits are counted for a channel and a campaign.

    `article` is a model instance, a Wagtail page or a URL. Without a request, SITE_URL is required,
    or one of several SITES in `site`; otherwise `UnknownSite` is raised, a ValueError.
    All recipients share the campaign's label: never create one for each recipient. With
    PRIVACY="channel" the address carries only the channel's letter. `address` is an address of the
    same site that gets the mark in place of the article's own, and is stored nowhere. Returns "" if
    there is nothing to share; raises ValueError for an unknown channel, for a label that is empty,
    longer than 100 characters, or contains control characters, and for another site's address.
    """
    label = parse_campaign(campaign)
    check_channels([channel], known=get_all())
    key = find_key(article, request=request, site=site)
    if key is None:
        return ""
    page = find_page(key, address, request=request, site=site)
    return mark(key, [channel], campaign=label, page=page)[channel]


def find_page(
    key: ArticleKey, address: str | None, *, request: HttpRequest | None, site: str
) -> str:
    """Return the address that gets an article's mark: the article's own, unless one is given.

    Raises ValueError unless the given one is an address of the article's site.
    """
    if address is None:
        return key.address
    page = complete(parse_text(address).strip(), request=request, site=site)
    if not page or len(page) > ADDRESS_LENGTH or get_host(page) != get_host(key.address):
        own = get_host(key.address)
        raise ValueError(f"{address[:100]!r} is not an address of {own}, whose article it shares.")
    return page


def mark(
    key: ArticleKey, channels: Iterable[str], *, campaign: str, page: str = ""
) -> dict[str, str]:
    """Return an article's address, or that of a `page`, by channel, each with its link's token."""
    slugs = list(channels)
    if settings.privacy == "channel":
        marks = {slug: get_all()[slug].letter for slug in slugs}
    else:
        marks = get_tokens(key, slugs, campaign=campaign)
    return {slug: tokens.mark(page or key.address, marks[slug]) for slug in slugs}


def get_tokens(key: ArticleKey, channels: Iterable[str], *, campaign: str) -> dict[str, str]:
    """Return the token of each channel's link, from memory if it was seen this minute."""
    minute = int(time.monotonic() // 60)
    slugs = dict.fromkeys(channels)
    kept = {slug: _kept.get((key.name, slug, campaign), ("", -1)) for slug in slugs}
    found = {slug: token for slug, (token, seen) in kept.items() if seen == minute}
    if asked := [slug for slug in slugs if slug not in found]:
        found |= get_or_create(key, asked, campaign=campaign)
    return found


def get_or_create(
    named: Article | ArticleKey, channels: list[str], *, campaign: str
) -> dict[str, str]:
    """Return the token of each channel's link from its row, and create missing rows.

    The settings decide the site of a key; an article has the site at which it was counted.
    """
    found = _read(named, channels, campaign)
    return found | _write(named, [slug for slug in channels if slug not in found], campaign)


def parse_campaign(label: str) -> str:
    """Return a campaign's label with single spaces; raise ValueError if it is not valid."""
    text = " ".join(parse_text(label).split())
    if not text:
        raise ValueError("The campaign needs a label, such as 'Newsletter of May'.")
    if len(text) > CAMPAIGN_LENGTH:
        raise ValueError(f"A campaign's label may have at most {CAMPAIGN_LENGTH} characters.")
    if not text.isprintable():
        raise ValueError("A campaign's label must not contain control characters.")
    return text


def check_channels(slugs: Iterable[str], *, known: Collection[str]) -> None:
    """Raise ValueError for an unknown channel."""
    for slug in slugs:
        if slug not in known:
            raise ValueError(f"Channel {slug!r} is not available here. {suggest(slug, known)}")


def _read(named: Article | ArticleKey, slugs: list[str], campaign: str) -> dict[str, str]:
    links = ShareLink.objects.filter(
        **{f"article__{column}": value for column, value in named.columns.items()},
        channel__in=slugs,
        campaign=campaign,
        state=ShareLink.State.CAMPAIGN,
    )
    found = dict(links.values_list("channel", "token"))
    _keep(named, found, campaign)
    return found


def _write(named: Article | ArticleKey, slugs: list[str], campaign: str) -> dict[str, str]:
    """Write the rows of new links, articles first, as all writers do; return their tokens."""
    if not slugs:
        return {}
    letters = {slug: get_all()[slug].letter for slug in slugs}
    derived = {
        slug: tokens.derive(letter, *named.name, slug, campaign) for slug, letter in letters.items()
    }
    try:
        _put(named, derived, campaign)
    except DatabaseError as error:
        # Other processes may have created some of them in the meantime.
        if isinstance(error, IntegrityError) and (found := _read(named, slugs, campaign)):
            return found | _write(named, [slug for slug in slugs if slug not in found], campaign)
        logger.warning(
            "A tracked link could not be stored. Until it is created again, its visits "
            "count as visits without a recorded share. %s",
            error,
        )
    else:
        _keep(named, derived, campaign)
    return derived


def _put(named: Article | ArticleKey, derived: dict[str, str], campaign: str) -> None:
    article = named if isinstance(named, Article) else _put_article(named)
    links = [
        ShareLink(
            token=token,
            article=article,
            channel=slug,
            campaign=campaign,
            state=ShareLink.State.CAMPAIGN,
            at=timezone.now(),
        )
        for token, slug in sorted((token, slug) for slug, token in derived.items())
    ]
    # A savepoint in a site's transaction, so that the transaction can continue after an error.
    # Nothing is read in it, because SQLite fails transactions that read before they write.
    with transaction.atomic(using=router.db_for_write(ShareLink)):
        # A link that was visited before its row existed: a transaction had been rolled back.
        ShareLink.objects.bulk_create(
            links,
            update_conflicts=True,
            unique_fields=["token"],
            update_fields=["state", "campaign"],
        )


def _put_article(key: ArticleKey) -> Article:
    said = {"url": key.address, "title": key.title, "signed": key.day}
    return Article.objects.get_or_create(**key.columns, defaults=said)[0]


def _keep(named: Article | ArticleKey, found: dict[str, str], campaign: str) -> None:
    """Remember rows when they are committed, because a transaction may be rolled back."""
    minute = int(time.monotonic() // 60)

    def keep() -> None:
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        for slug, token in found.items():
            _kept[named.name, slug, campaign] = token, minute

    transaction.on_commit(keep, using=router.db_for_write(ShareLink))
