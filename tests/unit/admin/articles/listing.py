"""Opens the list of articles in the admin, and counts traffic for it."""

from __future__ import annotations

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.keys import ArticleKey
from tests.support.traffic import BRIDGE, post, share, store, visit

DAY = 24 * 3_600_000
READ = ArticleKey("/read/", "https://news.example/read/", "Read, not shared")


def read(client: Client, **asked: str) -> str:
    response = client.get(reverse("admin:sharekit_article_changelist"), asked)
    assert response.status_code == 200
    return response.content.decode()


def read_rows(page: str) -> list[dict[str, str]]:
    """Return the text of each cell by the name of its column."""
    cell = re.compile(r'<t[hd] class="field-(?:sharekit-)?(\w+)[^>]*>(.*?)</t[hd]>', re.S)
    bodies = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.S)
    return [
        {name: unescape(re.sub("<.*?>", "", html)) for name, html in cell.findall(body)}
        for body in bodies
    ]


def list_titles(client: Client, **asked: str) -> list[str]:
    return [row["title"] for row in read_rows(read(client, **asked))]


def count_traffic() -> None:
    """Let Swifts be shared twice, today and two days ago, opened, and reshared."""
    link = tokens.mint("w")
    post(share(link, age=2 * DAY))
    store(2 * DAY, kind="copy", mark="c")
    post(
        visit(link),
        {"kind": "share", "channel": "email", "token": tokens.mint("e"), "parent": link},
        address="192.0.2.2",
    )
    post(share(), article=BRIDGE)
    post({"kind": "view"}, {"kind": "view"}, {"kind": "view"}, article=READ)
    drain()
