"""Turns events from a browser into events that can be stored and counted."""

from __future__ import annotations

import time
from collections.abc import Mapping

from msgspec.structs import replace

from sharekit import keys
from sharekit.channels.find import get_all
from sharekit.collect.bots import is_bot
from sharekit.collect.reader import identify
from sharekit.collect.senders import proxies
from sharekit.collect.source import get_source
from sharekit.conf import settings
from sharekit.events import LATE, OLDEST, Copy, Event, Request, Share, View
from sharekit.exceptions import Refused
from sharekit.keys import ArticleKey


def stamp(request: Request, *, headers: Mapping[str, str], address: str) -> tuple[list[Event], str]:
    """Return the events to store, and why others were ignored ("bot", "key", "age" or "").

    An event whose article key this site did not sign is ignored: any text on a page may contain
    such a key, and the other events of the request are genuine. Raises `Refused` (403) if no event
    is left, and `NotStored` if a reader's hash cannot be computed. If the site or the reader asks
    for it (PRIVACY, Sec-GPC, DNT), tokens are cut to their letter, and parent, name and reader are
    removed.
    """
    articles = _read_keys(request)
    if is_bot(headers.get("user-agent", "")):
        return [], "bot"
    received = time.time_ns() // 1_000_000
    letters_only = is_letters_only(headers)
    events = []
    ignored = ""
    for sent, article in zip(request.events, articles, strict=True):
        if article is None or not (
            0 <= sent.age <= LATE or _was_kept(sent, letters_only=letters_only)
        ):
            ignored = "age" if article else "key"
            continue
        if not isinstance(sent, View):
            event = _stamp_act(sent, article=article, received=received, letters_only=letters_only)
        else:
            event = _stamp_view(
                sent,
                article=article,
                received=received,
                source=get_source(sent, article=article, headers=headers),
            )
            if sent.is_marked and not letters_only:
                reader = identify(headers=headers, address=address, received=received)
                proxies.note_hidden(headers, address=address)
                event = replace(event, mark=sent.token or "", name=sent.id or "", reader=reader)
        events.append(event)
    return events, ignored


def is_letters_only(headers: Mapping[str, str]) -> bool:
    """Return whether the site or the reader asks for marks without a token."""
    return settings.privacy == "channel" or "1" in {headers.get("sec-gpc"), headers.get("dnt")}


def _was_kept(sent: Share | Copy | View, *, letters_only: bool) -> bool:
    """Return whether a late event may have been kept on the reader's device until now.

    Otherwise anybody could spread the events of one minute over a week, where no hour reveals them.
    """
    is_allowed = settings.consent != "never" and not letters_only
    return is_allowed and sent.is_named and LATE < sent.age <= OLDEST


def _read_keys(request: Request) -> list[ArticleKey | None]:
    """Return the article of each event, None if its key is not valid; `Refused` if none is."""
    articles: list[ArticleKey | None] = []
    fault = None
    for event in request.events:
        try:
            articles.append(keys.read(event.article or request.article or ""))
        except Refused as refused:
            fault = refused
            articles.append(None)
    if fault and not any(articles):
        raise fault
    return articles


def _stamp_act(
    sent: Share | Copy, *, article: ArticleKey, received: int, letters_only: bool
) -> Event:
    letter, at = get_all()[sent.channel].letter, received - sent.age
    if isinstance(sent, Copy) and sent.is_lookup:
        return Event(kind="lookup", article=article, at=at, received=received, mark=letter)
    token = sent.token if sent.token and not letters_only else None
    return Event(
        kind="share" if isinstance(sent, Share) else "copy",
        article=article,
        at=at,
        received=received,
        mark=token or letter,
        parent=(sent.parent or "") if token else "",
        block=_clean_block(sent.block) if isinstance(sent, Copy) and sent.block else "",
    )


def _clean_block(block: str) -> str:
    """Return the id of a block without characters that ids cannot have: white space, control
    characters.
    """
    return "".join(char for char in block if char.isprintable() and char != " ")


def _stamp_view(sent: View, *, article: ArticleKey, received: int, source: str) -> Event:
    return Event(
        kind="view",
        article=article,
        at=received - sent.age,
        received=received,
        mark=sent.token[0] if sent.token else "",
        source=source,
    )
