"""Recognises chat apps that fetch a page for a preview, which suggests that its link was posted."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Final

from sharekit import keys, log, paths
from sharekit.collect.bots import read_foreign_words
from sharekit.collect.senders import limit
from sharekit.collect.senders.ignored import get_reason
from sharekit.collect.store import store
from sharekit.events import Event
from sharekit.exceptions import NotStored, Refused
from sharekit.keys import ArticleKey

# The first match counts, because several apps name another app as well. From each vendor's page
# about its crawler, or from agents seen in requests, 2026-11.
_AGENTS: Final = (
    ("imessage", re.compile(r"facebookexternalhit/1\.1 Facebot Twitterbot/1\.0")),
    ("line", re.compile(r"line-poker|\bLine/")),
    # Signal also calls itself WhatsApp: https://github.com/signalapp/Signal-Desktop.
    ("whatsapp", re.compile(r"WhatsApp/")),
    ("telegram", re.compile(r"TelegramBot")),
    ("facebook", re.compile(r"facebookexternalhit|Facebot")),
    ("slack", re.compile(r"Slackbot-LinkExpanding")),
    ("discord", re.compile(r"Discordbot")),
    ("teams", re.compile(r"SkypeUriPreview|MicrosoftPreview")),
    ("viber", re.compile(r"\bViber\b")),
    ("kakaotalk", re.compile(r"kakaotalk-scrap")),
    ("mattermost", re.compile(r"Mattermost-Bot")),
    ("x", re.compile(r"Twitterbot")),
    ("linkedin", re.compile(r"LinkedInBot")),
    ("bluesky", re.compile(r"Bluesky Cardyb|BlueskyPreviewBot")),
    ("mastodon", re.compile(r"Mastodon/")),
    ("reddit", re.compile(r"redditbot")),
    ("pinterest", re.compile(r"Pinterestbot")),
    ("iframely", re.compile(r"Iframely")),
)
_KEYS: Final = re.compile(r'(<script\b[^<>]* data-article| data-sharekit)="([^"]+)"')
"""The keys of bars, and of the script tag: a comment may contain a bar, but no script."""


@lru_cache(maxsize=4096)
def find_app(user_agent: str) -> str:
    """Return the app whose preview bot a user agent names, "" if it names no such bot.

    A reader in the browser of that app is not a bot.
    """
    words = read_foreign_words(user_agent)
    return next((app for app, name in _AGENTS if name.search(words)), "")


def note_preview(
    app: str, *, url: str, page: str, headers: Mapping[str, str], address: str
) -> None:
    """Store that an app fetched a page, if the page belongs to an article.

    `page` is its HTML, with the key of the article at `url`, its percent-encoded address.
    Neither address nor agent is stored. Previews beyond the rate limit, or that the buffer refuses,
    are lost: they are only hints, and no client waits for them.
    """
    if get_reason(headers=headers, address=address):
        return
    try:
        limit.check(headers=headers, address=address)
    except Refused:
        return
    article = _find_article(url, page)
    if article is None:
        return
    now = time.time_ns() // 1_000_000
    events = [Event(kind="preview", article=article, at=now, received=now, source=app)]
    try:
        store(events, headers=headers, address=address)
    except Refused:
        return
    except NotStored as error:
        log.write_throttled(logging.WARNING, "A preview could not be stored: %s", error)


def _find_article(url: str, page: str) -> ArticleKey | None:
    """Return the article of a page as its script would: by its address, else by its script tag."""
    named = None
    for place, text in _KEYS.findall(page):
        try:
            article = keys.read(unescape(text))
        except Refused:
            continue
        if paths.is_at(article.address, url):
            return article
        if place.startswith("<"):
            named = article
    return named
