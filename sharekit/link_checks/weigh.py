"""Compares a page with the needs of one app: what will its preview show?"""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import urldefrag

import msgspec

from sharekit.keys import ArticleKey
from sharekit.link_checks.apps import App
from sharekit.link_checks.fetch import join
from sharekit.link_checks.page import Page
from sharekit.link_checks.picture import Picture

SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", ""})
"""Types of pictures that apps show; "" if the address does not reveal the type."""


class Case(msgspec.Struct, frozen=True):
    """A page and everything known about it; `heads` holds the page cut where some apps stop
    reading.
    """

    address: str
    hops: tuple[str, ...]
    page: Page
    article: ArticleKey | None
    picture: Picture | None
    headers: dict[str, str]
    heads: dict[int, Page]

    @property
    def shared(self) -> str:
        """The address that is shared."""
        return self.article.address if self.article else self.address

    def get_own_address(self, tag: str) -> str:
        """Return the canonical address of the page, from that tag or the other one."""
        names = ("og:url", "canonical") if tag == "og:url" else ("canonical", "og:url")
        own = next((self.page.tags[name] for name in names if name in self.page.tags), "")
        return urldefrag(join(self.address, own)).url if own else ""


class Row(msgspec.Struct, frozen=True):
    """What one app finds: the tags that give title, text and picture, "" where it finds nothing.

    `shows` says how the picture is shown; `keeps` what happens to the link: "shared" is unchanged,
    "unmarked" is without its mark, "other" is another address. `lacks` and `unread` are tags that
    the app needs and that are missing, or too far down.
    """

    app: str
    channel: str
    previews: bool
    title: str
    text: str
    image: str
    shows: Literal["large", "small", "not", "unknown"]
    keeps: Literal["shared", "unmarked", "other"]
    lacks: tuple[str, ...]
    unread: tuple[str, ...]


def weigh(app: App, case: Case) -> Row:
    """Return what an app finds in a page."""
    whole = case.page.tags
    read = case.heads[app.reads].tags if app.reads in case.heads else whole
    title, text, image = (
        next((name for name in names if name in read), "")
        for names in (app.title, app.text, app.image)
    )
    wanted = dict.fromkeys((*app.title[:1], *app.text[:1], *app.image[:1], *app.needs))
    return Row(
        app=app.name,
        channel=app.channel,
        previews=bool(app.title),
        title=title,
        text=text,
        image=image,
        shows=_judge_picture(app, case.picture) if image and case.picture else "not",
        keeps=_judge_address(app, case),
        lacks=tuple(name for name in app.needs if name not in whole),
        unread=tuple(name for name in wanted if name in whole and name not in read),
    )


def is_too_small(picture: Picture, size: tuple[int, int]) -> bool:
    """Return whether a picture is known to be smaller than width and height."""
    return any(
        has is not None and has < asked
        for has, asked in zip((picture.width, picture.height), size, strict=True)
    )


def is_too_heavy(picture: Picture, app: App) -> bool:
    """Return whether a picture is known to have more bytes than the app accepts."""
    return bool(app.weight) and picture.weight is not None and picture.weight > app.weight


def _judge_picture(app: App, picture: Picture) -> Literal["large", "small", "not", "unknown"]:
    is_there = picture.state not in {"relative", "missing"} and picture.kind in SHOWN
    if not is_there or is_too_small(picture, app.least) or is_too_heavy(picture, app):
        return "not"
    if picture.weight is None or picture.width is None:
        return "unknown"
    return "small" if is_too_small(picture, app.large) else "large"


def _judge_address(app: App, case: Case) -> Literal["shared", "unmarked", "other"]:
    if app.keeps == "shared":
        return "shared"
    return "unmarked" if case.get_own_address(app.keeps) in {"", case.shared} else "other"
