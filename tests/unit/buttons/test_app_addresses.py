"""Windows opens no address of more than about 2,000 characters in another program, such as mail."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils.text import slugify
from pytest_django import Settings

from sharekit import keys
from sharekit.buttons.bar import render_bar
from sharekit.links import render_links
from tests.unit.buttons.outline import Outline
from tests.unit.buttons.settings import SITE

LONGEST: Final = 2000 - 10
"""What a rendered address may have, because the script adds ten characters to its mark."""
APPS: Final = "email wiki"
HINDI: Final = "बेंगलुरु में पुल के नीचे अबाबीलों का घोंसला मिला, नगर निगम ने निर्माण कार्य रोक दिया"
OWN: Final = {
    "wiki": {
        "letter": "W",
        "name": "Wiki",
        "icon": "M0 0",
        "address": "wiki://new/page?heading={title}&text={title}%0A[{summary}%0A][{tags}%0A]{url}",
    }
}
CLUSTERS: Final = [
    "क्षि",  # consonants that a virama joins
    "ক্ষ",
    "e\u0301\u0323",
    "👩‍👩‍👧",
    "👋🏽",
    "🇩🇪",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England's flag
    "\u1112\u1161\u11ab",  # a syllable of Hangul in three letters
    "☎\ufe0f",
    "1\ufe0f\u20e3",
]


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "OWN_CHANNELS": OWN}


@pytest.mark.parametrize("slug", ["a", slugify(HINDI, allow_unicode=True), "पुल" * 30])
@pytest.mark.parametrize("title", [HINDI, "🐦" * 200, '"' * 200, "a" * 200])
def test_the_texts_are_cut_and_the_link_is_whole(title: str, slug: str) -> None:
    bar = render_bar(
        f"/stories/{slug}/",
        title=title,
        summary=HINDI * 4,
        hashtags="पुल " * 40,
        channels=APPS,
    )
    address = keys.read(Outline(bar).key).address

    for channel, link in Outline(bar).links.items():
        assert len(link) <= LONGEST, channel
        shared = unquote(link, errors="strict")
        assert unquote(f"{address}#sk=") in unquote(shared)
        assert title[:8] in shared


def test_each_text_has_its_part_of_the_room() -> None:
    bar = render_bar("/a/", title=HINDI, summary=HINDI * 4, channels="email whatsapp")
    link = Outline(bar).links["email"]

    subject, body = parse_qs(urlsplit(link).query).values()
    title, summary, _address = body[0].split("\r\n")
    assert subject == [title] == [HINDI]
    assert summary.endswith("…")
    assert (HINDI * 4).startswith(summary[:-1])
    assert LONGEST - 120 < len(link) <= LONGEST
    assert len(Outline(bar).links["whatsapp"]) > 600


def test_what_fits_is_whole() -> None:
    bar = render_bar("/a/", title="a" * 200, summary="b" * 300, channels="email")

    assert unquote(Outline(bar).links["email"]) == (
        f"mailto:?subject={'a' * 200}&body={'a' * 200}\r\n{'b' * 300}\r\n"
        "https://news.example/a/#sk=e"
    )


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_a_text_is_not_cut_inside_what_readers_take_for_a_character(cluster: str) -> None:
    for before in ("", "a", "aa", "aaa"):
        title = before + cluster * (197 // len(cluster))
        bar = render_bar(f"/{'पुल' * 30}/", title=title, channels="email")

        [[subject], _body] = parse_qs(urlsplit(Outline(bar).links["email"]).query).values()
        cut = subject.removesuffix("…").removeprefix(before)
        assert cut == cluster * (len(cut) // len(cluster))


def test_tracked_links_are_cut_too(db: None) -> None:
    slug = slugify(HINDI, allow_unicode=True)

    html = render_links(f"/{slug}/", title=HINDI, campaign="May", channels="email", format="text")

    link = html.partition(": ")[2]
    assert len(link) <= LONGEST + 10
    assert f"/{slug}/#sk=e" in unquote(unquote(link))


@pytest.mark.parametrize("channel", ["telegram", "sms"])
def test_pages_and_phones_get_the_whole_title(channel: str) -> None:
    bar = render_bar(f"/{'पुल' * 30}/", title=HINDI, channels=channel)

    assert HINDI in unquote(Outline(bar).links[channel])
