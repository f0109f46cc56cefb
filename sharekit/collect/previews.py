"""Chat apps that fetch a page to show a preview of it: a sign that its link was posted there."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from sharekit import keys, log
from sharekit.collect import appender, senders
from sharekit.collect.bots import read_foreign_words
from sharekit.events import Event
from sharekit.exceptions import NotStored, Refused
from sharekit.keys import ArticleKey

# The first one that fits; several apps say another's name besides their own. Each vendor's own page
# on its crawler, or the agent as it is seen, 2026-11.
_AGENTS: Final = (
    ("imessage", re.compile(r"facebookexternalhit/1\.1 Facebot Twitterbot/1\.0")),
    ("line", re.compile(r"line-poker|\bLine/")),
    # Signal calls itself WhatsApp, too: https://github.com/signalapp/Signal-Desktop.
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
"""Keys of bars, and that of the script tag: a comment may hold the first, but no script."""


@lru_cache(maxsize=4096)
def find_app(user_agent: str) -> str:
    """Return which app's preview bot a user agent names, "" when none.

    A reader in a browser of that app is none.
    """
    words = read_foreign_words(user_agent)
    return next((app for app, name in _AGENTS if name.search(words)), "")


def note_preview(
    app: str, *, path: str, page: str, headers: Mapping[str, str], address: str
) -> None:
    """Store that an app fetched a page, if the page is an article's.

    `page` is its HTML, with the key of the article at `path`, which is not percent-encoded. No
    address and no agent is kept. What comes too often, or the buffer does not take now, is lost: it
    is a sign, and nobody waits for it.
    """
    if senders.find_reason(headers=headers, address=address):
        return
    try:
        senders.check(headers=headers, address=address)
    except Refused:
        return
    article = _find_article(path, page)
    if article is None:
        return
    now = time.time_ns() // 1_000_000
    try:
        appender.append([Event(kind="preview", article=article, at=now, received=now, source=app)])
    except NotStored as error:
        log.write_seldom(logging.WARNING, "A preview was not stored: %s", error)


def _find_article(path: str, page: str) -> ArticleKey | None:
    """Return the article of a page as its script would: by its path, else as its tag names it."""
    named = None
    for place, text in _KEYS.findall(page):
        try:
            article = keys.read(unescape(text))
        except Refused:
            continue
        if unquote(urlsplit(article.address).path) == path:
            return article
        if place.startswith("<"):
            named = article
    return named
