"""Tracked share links for e-mails that every mail program shows, in HTML and in plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sharekit.articles.find import find_key
from sharekit.articles.wording import NOTHING, Wording
from sharekit.channels.address import choose_parts, choose_texts, fill
from sharekit.channels.channel import Channel
from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.keys import ArticleKey
from sharekit.links import campaign_links
from sharekit.nearest import suggest

FORMATS: Final = ("html", "text")


def render_links(
    article: Any,
    *,
    campaign: str,
    channels: str | Iterable[str] | None = None,
    title: str | None = None,
    format: str | None = None,  # noqa: A002 # the word that a template says
    address: str | None = None,
    request: HttpRequest | None = None,
    site: str = "",
) -> SafeString:
    """Return links with which recipients of a newsletter share an article, one for each channel.

    Their addresses carry the marks of `tracked_url`, the same for all recipients. `article` is as
    there, or the key of an article. `channels`
    are slugs, in a list or a text with spaces (default: those of the setting CHANNELS that a mail
    program can open); `format` is "html", plain links without scripts, styles and classes, or
    "text", one line each. `address` and `site` are as in `tracked_url`. Returns "" if there is
    nothing to share; raises ValueError for a campaign, channel, format or address that is not
    valid.
    """
    label = campaign_links.parse_campaign(campaign)
    known = _list_known()
    slugs = channels.split() if isinstance(channels, str) else list(channels or ())
    campaign_links.check_channels(slugs, known=known)
    if format and format not in FORMATS:
        raise ValueError(f"Unknown format {format!r}. {suggest(format, FORMATS)}")
    if isinstance(article, ArticleKey):
        key: ArticleKey | None = article
    else:
        key = find_key(article, request=request, title=title, site=site)
    slugs = slugs or [slug for slug in settings.channels if slug in known]
    if key is None or not slugs:
        return SafeString("")
    page = campaign_links.find_page(key, address, request=request, site=site)
    marked = campaign_links.mark(key, slugs, campaign=label, page=page)
    pairs = [
        (fill_channel(known[slug], key, url=url, page=page), known[slug].describe())
        for slug, url in marked.items()
    ]
    if format == "text":
        # Percent-encoded addresses and fixed words: HTML escapes would break them here.
        return SafeString("\n".join(f"{name}: {target}" for target, name in pairs))
    return format_html_join(SafeString(" &middot; "), '<a href="{}">{}</a>', pairs)


def _list_known() -> dict[str, Channel]:
    """Return the channels that open from a mail: mail programs drop app addresses."""
    return {
        slug: channel
        for slug, channel in get_all().items()
        if channel.address.startswith(("https:", "mailto:")) and not channel.needs_image
    }


def fill_channel(
    channel: Channel, key: ArticleKey, *, url: str, page: str, wording: Wording = NOTHING
) -> str:
    """Return what a channel opens for a marked address `url`, which is `page` without its mark."""
    values = {**wording.get_values(key), "title": key.title, "url": url, "page": page}
    given = {name for name, value in values.items() if value}
    if not key.is_titled:
        # Otherwise the address would appear twice.
        given -= {"title", "short"}
    return fill(choose_texts(choose_parts(channel.address, given)), values)
