"""Every channel's address: compared with golden ones, and read back by other parsers."""

from __future__ import annotations

import json
import re
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit import keys
from sharekit.buttons.bar import render_bar
from sharekit.channels import address
from sharekit.channels.address import fill
from sharekit.channels.find import get_all, get_slug
from sharekit.channels.table import TABLE
from tests.unit.buttons import golden
from tests.unit.buttons.outline import Outline
from tools import channels_page

BUTTONS: Final = [channel.slug for channel in TABLE if channel.button]
IMAGE: Final = "https://news.example/bridge.jpg"

TEXT: Final = "{title} {url}"
MEANT: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "whatsapp": ("https://wa.me/", {"text": TEXT}),
    "email": ("mailto:", {"subject": "{title}", "body": "{title}\r\n{summary}\r\n{url}"}),
    "messenger": ("fb-messenger://share/", {"link": "{url}"}),
    "sms": ("sms:", {"body": TEXT}),
    "telegram": ("https://t.me/share/url", {"url": "{url}", "text": "{title}"}),
    "viber": ("viber://forward", {"text": TEXT}),
    "line": ("https://social-plugins.line.me/lineit/share", {"url": "{url}", "text": "{title}"}),
    "threema": ("threema://compose", {"text": TEXT}),
    "teams": ("https://teams.microsoft.com/share", {"href": "{url}", "msgText": "{title}"}),
    "snapchat": ("https://www.snapchat.com/scan", {"attachmentUrl": "{url}"}),
    "facebook": ("https://www.facebook.com/sharer/sharer.php", {"u": "{url}"}),
    "x": ("https://x.com/intent/tweet", {"text": "{short}", "url": "{url}", "hashtags": "a,b"}),
    "linkedin": ("https://www.linkedin.com/sharing/share-offsite/", {"url": "{url}"}),
    "reddit": ("https://www.reddit.com/submit", {"url": "{url}", "title": "{title}"}),
    "bluesky": ("https://bsky.app/intent/compose", {"text": "{short} {url} #a #b"}),
    "threads": ("https://www.threads.com/intent/post", {"text": "{title}", "url": "{url}"}),
    "mastodon": ("https://share.joinmastodon.org/", {"text": "{title} {url} #a #b"}),
    "pinterest": (
        "https://www.pinterest.com/pin/create/button/",
        {"url": "{url}", "media": IMAGE, "description": "{title} {summary}"},
    ),
}
"""The values that each channel gets, in the words of its documentation."""
HERE: Final = {"native", "copy-link", "qr", "print"}
"""Buttons that work in the page; without JavaScript they are links to the article."""


def read(link: str) -> tuple[str, dict[str, str]]:
    """Read an address as the other side does: where it leads, and the values it brings."""
    if link.startswith("mailto:"):
        # RFC 6068: no `+` for a space, and each field once.
        fields = [field.split("=") for field in link.removeprefix("mailto:?").split("&")]
        assert len(dict(fields)) == len(fields)
        return "mailto:", {name: unquote(value, errors="strict") for name, value in fields}
    parts = urlsplit(link)
    values = parse_qs(
        parts.query or parts.fragment,
        keep_blank_values=True,
        strict_parsing=not link.startswith("sms:"),
        errors="strict",
    )
    assert all(len(value) == 1 for value in values.values())
    return link.partition("?")[0].partition("#")[0], {
        name: value[0] for name, value in values.items()
    }


def test_every_address_is_the_golden_one() -> None:
    expected = json.loads(golden.ADDRESSES.read_text())

    assert golden.write() == expected


def test_the_golden_file_is_about_every_button() -> None:
    seen = {slug for links in json.loads(golden.ADDRESSES.read_text()).values() for slug in links}

    assert seen == set(BUTTONS) == MEANT.keys() | HERE


# What is cleaned of a summary is test_wording's business.
WORDS: Final = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


# No longer than apps take: test_app_addresses has longer ones.
@given(title=st.text(max_size=40), path=st.text(max_size=30), summary=WORDS)
def test_what_is_shared_arrives_as_it_was_given(title: str, path: str, summary: str) -> None:
    html = render_bar(
        f"https://news.example/{path}",
        title=f"T{title}",
        summary=summary,
        hashtags="a b",
        image=IMAGE,
        channels=BUTTONS,
    )
    outline = Outline(html)
    article = keys.read(outline.key)
    links = outline.links
    short = read(links["x"])[1]["text"]

    assert list(links) == BUTTONS
    for slug, (place, values) in MEANT.items():
        found, brought = read(links[slug])
        marked = f"{article.address}#sk={get_all()[slug].letter}"
        shared = {"title": article.title, "url": marked, "summary": summary, "short": short}
        meant = {name: value.format(**shared) for name, value in values.items()}
        assert (found, brought) == (place, meant), slug
    code = parse_qs(urlsplit(links["qr"]).query)
    assert keys.read(code["article"][0]) == article
    assert code["link"] == [f"{article.address}#sk=q"]
    for slug in HERE - {"qr"}:
        assert links[slug] == f"{article.address}#sk={get_all()[slug].letter}"
    assert article.title == short or (short.endswith("…") and article.title.startswith(short[:-1]))


def weigh(text: str) -> int:
    """Count as X does: https://docs.x.com/fundamentals/counting-characters."""
    light = (*range(0x1100), *range(0x2000, 0x200E), *range(0x2010, 0x2020), *range(0x2032, 0x2038))
    return sum(1 if ord(char) in light else 2 for char in text)


@given(
    title=st.text(min_size=150, max_size=250),
    tags=st.lists(st.text(alphabet="aé橋", max_size=40), max_size=6),
    host=st.sampled_from(["news.example", "a.very.long.host.of.a.newspaper.in.print.example"]),
)
def test_no_post_is_longer_than_x_and_bluesky_allow(title: str, tags: list[str], host: str) -> None:
    html = render_bar(
        f"https://{host}/a/b/c/d/e/f/g/", title=f"T{title}", hashtags=tags, channels="x bluesky"
    )
    links = Outline(html).links

    values = read(links["x"])[1]
    hashtags = values["hashtags"].split(",") if "hashtags" in values else []
    # Any link counts as 23.
    assert weigh(" ".join([values["text"], "u" * 23, *(f"#{tag}" for tag in hashtags)])) <= 280
    text = read(links["bluesky"])[1]["text"]
    [url] = re.findall(r"https://\S+", text)
    # Its composer shows the host, 13 characters and three dots.
    assert len(text) - len(url) + len(host) + 16 <= 300


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://a.example/?[t={title}&]u={url}", "https://a.example/?u={url}"),
        ("https://a.example/?u={url}[&t={title}]", "https://a.example/?u={url}"),
        ("https://a.example/?u={url}[&p={page}]", "https://a.example/?u={url}&p={page}"),
        ("https://a.example/?u={url}[&t={title}{page}][&x=1]", "https://a.example/?u={url}&x=1"),
    ],
)
def test_a_part_is_kept_where_all_its_places_are_given(text: str, parts: str) -> None:
    assert address.choose_parts(text, {"url", "page"}) == parts


def test_a_value_is_never_read_as_a_template() -> None:
    values = {"url": "{title} [x] %(url)s %20", "title": "{url}"}

    filled = fill("https://a.example/?u={url}&t={title}[&s={summary}]&p={page}", values)

    assert read(filled) == (
        "https://a.example/",
        {"u": "{title} [x] %(url)s %20", "t": "{url}", "p": ""},
    )


def test_letters_and_slugs_are_distinguished_and_never_change() -> None:
    letters = {channel.slug: channel.letter for channel in TABLE}

    assert " ".join(map(":".join, letters.items())) == (
        "whatsapp:w email:e messenger:m native:n copy-link:c copy-text:t sms:s telegram:g viber:v "
        "line:j threema:a teams:i snapchat:k facebook:f x:x linkedin:d reddit:r bluesky:b "
        "threads:h mastodon:o pinterest:p qr:q print:z"
    )
    assert len(set(letters.values())) == len(letters) == len(TABLE)
    assert all(get_slug(letter) == slug for slug, letter in letters.items())


def test_copies_are_made_by_the_channels_that_copy() -> None:
    assert {each.slug for each in TABLE if each.makes == "copy"} == {"copy-link", "copy-text"}


def test_every_address_says_where_it_is_documented() -> None:
    assert [each.slug for each in TABLE if each.address and not each.source] == []
    assert all(re.fullmatch(r"20\d\d-\d\d", each.checked) for each in TABLE if each.source)


def test_every_place_of_an_address_is_one_that_is_filled() -> None:
    used = {
        place for each in TABLE for place in address.find_places(each.address + each.dialog)
    } - {"app"}

    assert used == address.PLACES.keys()


def test_the_page_of_channels_is_written_from_the_table() -> None:
    assert channels_page.write() == channels_page.PAGE.read_text(), (
        "run python -m tools.channels_page"
    )


def test_a_bar_leaves_out_what_needs_an_image_where_there_is_none() -> None:
    def list_links(**more: Any) -> list[str]:
        html = render_bar("https://news.example/a/", channels="email pinterest", **more)
        return list(Outline(html).links)

    assert list_links(image="/bridge.jpg") == ["email"], "a path has no host without a request"
    assert list_links(image=IMAGE) == ["email", "pinterest"]
    assert render_bar("https://news.example/a/", channels="pinterest") == ""
