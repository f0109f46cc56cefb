"""Counts traffic for the report, and finds its parts in a real browser."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import FloatRect, Page, expect

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.models import Article
from tests.support.traffic import BRIDGE, post, share, visit

REPORT = "/admin/sharekit/report/"
FIGURES = "[data-sharekit-figures]"
"""The figures that are loaded when they are opened."""
DAY = 24 * 3_600_000


def count_traffic() -> str:
    """Share an article over some days through several channels; return its page in the admin."""
    for age in range(6):
        links = [tokens.mint("w") for _ in range(4)]
        post(*(share(link, age=age * DAY) for link in links))
        again = {"kind": "share", "channel": "email", "token": tokens.mint("e")}
        post(
            *(visit(link, age=age * DAY) for link in links[:3]),
            *[again | {"token": tokens.mint("e"), "parent": link} for link in links[:1] * 7],
            address="192.0.2.2",
        )
    copy = {"kind": "copy", "channel": "copy-text", "block": "a-block"}
    post(*[copy | {"token": tokens.mint("t")} for _ in range(6)])
    for referrer in ("", "https://www.google.com", "https://elsewhere.example"):
        post({"kind": "view", "entry": True, "referrer": referrer}, {"kind": "view"})
    drain()
    article = Article.objects.get()
    article.previewrollups.create(day=timezone.localdate(), hour=3, app="whatsapp", signs=2)
    return f"/admin/sharekit/article/{article.pk}/change/"


def let_one_take_off() -> None:
    """Let The bridge be shared often today, after days on which it rarely was."""
    for age in range(1, 7):
        post(share(age=age * DAY), article=BRIDGE)
    post(*(share() for _ in range(30)), article=BRIDGE)
    drain()


def open_more(page: Page) -> None:
    page.get_by_text("More figures").click()
    expect(page.locator(FIGURES)).to_be_visible()


def find_box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found
