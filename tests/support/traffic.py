"""Events as browsers would cause them, for the tests."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from sharekit import buffers, keys, tokens
from sharekit.collect.answer import Answer, answer
from sharekit.events import Event
from sharekit.keys import ArticleKey
from sharekit.models import Article, ShareLink

SWIFTS = ArticleKey("/swifts/", "https://news.example/swifts/", "Swifts of the city")
BRIDGE = ArticleKey("newspaper.story:7", "https://news.example/bridge/", "The bridge")
NOON = 1_790_000_000_000
"""A moment in September 2026, in milliseconds since the epoch."""
HOUR = 3_600_000


def post(
    *events: dict[str, Any],
    article: ArticleKey = SWIFTS,
    address: str = "192.0.2.1",
    **headers: str,
) -> Answer:
    """Hand events to collect as a browser of that address would.

    What is older than an hour was kept on the reader's device, with consent.
    """
    body = json.dumps({"article": keys.sign(article), "events": list(events)})
    is_kept = any(event.get("age", 0) > HOUR for event in events)
    given = (
        {"SHAREKIT": {**getattr(settings, "SHAREKIT", {}), "CONSENT": "given"}} if is_kept else {}
    )
    with override_settings(**given):
        return answer(
            body.encode(),
            headers={"host": "news.example", "user-agent": "Mozilla/5.0 Firefox/153.0"}
            | {name.replace("_", "-"): value for name, value in headers.items()},
            address=address,
        )


def store(age: int, *, article: ArticleKey = SWIFTS, **more: Any) -> None:
    """Store a plain view, or another event, that arrived so many milliseconds ago."""
    at = int(timezone.now().timestamp() * 1000) - age
    buffers.get().append([stamped(article=article, at=at, received=at, **more)])


def share(token: str = "", **more: Any) -> dict[str, Any]:
    """Return a share through WhatsApp."""
    return {"kind": "share", "channel": "whatsapp", "token": token or tokens.mint("w"), **more}


def visit(token: str, **more: Any) -> dict[str, Any]:
    """Return a visit through a marked link."""
    return {"kind": "view", "entry": True, "token": token, "id": tokens.mint("x"), **more}


def stamped(**more: Any) -> Event:
    """Return an event as it waits in a buffer."""
    given: dict[str, Any] = {"kind": "view", "article": SWIFTS, "at": NOON, "received": NOON}
    return Event(**given | more)


MADE = "e" + "7" * 10
"""The token of a link that the site made of the swifts, for a campaign."""


def make_link() -> None:
    """Make that link, as the site does before anybody can open it."""
    article, _is_new = Article.objects.get_or_create(
        **SWIFTS.columns, defaults={"url": SWIFTS.address, "title": SWIFTS.title}
    )
    ShareLink.objects.create(
        token=MADE,
        article=article,
        channel="email",
        campaign="May",
        state=ShareLink.State.CAMPAIGN,
        at=timezone.now(),
    )


def _invent_events() -> list[Event]:
    """Return events that may be in any order, the named ones any number of times.

    A token belongs to one act and a name to one visit, as browsers make them. Every link is known
    by a share, by visits, by both or by neither, and some have a parent that nobody reports.
    """
    parents = {"w1": "", "w2": "w1", "c3": "w2", "t4": "c3", "e5": "m9"}
    invented = []
    for hour, (link, parent) in enumerate(parents.items()):
        article = SWIFTS if link in {"w1", "w2", "e5"} else BRIDGE
        token = link[0] + link[1] * 10
        named = {"article": article, "mark": token}
        invented.append(
            stamped(
                kind="copy" if link[0] in "ct" else "share",
                parent=parent and parent[0] + parent[1] * 10,
                block="second" if link[0] == "t" else "",
                at=NOON + hour * HOUR,
                **named,
            )
        )
        for number, (reader, source) in enumerate(
            [("alice", "shared"), ("alice", "shared"), ("bob", "shared"), ("", "shared"), ("", "")]
        ):
            name = f"{link}{number + 1}xxxxxxxx"
            at = NOON + (hour + number) * HOUR
            invented.append(stamped(name=name, reader=reader, source=source, at=at, **named))
    for hour, source in enumerate(["", "direct", "referral", "dark"]):
        invented.append(stamped(source=source, at=NOON + hour * HOUR))
    for minutes in (0, 5, 60):
        at = NOON + minutes * 60_000
        invented.append(stamped(kind="preview", source="whatsapp", at=at))
    invented.append(stamped(mark="w", source="shared"))
    invented.append(stamped(kind="share", mark="w"))
    invented.append(stamped(kind="copy", mark="t", article=BRIDGE))
    invented.append(stamped(kind="copy", mark="t", article=BRIDGE, block="second"))
    invented.append(stamped(kind="lookup", mark="t", article=BRIDGE))
    return invented


EVENTS = _invent_events()
