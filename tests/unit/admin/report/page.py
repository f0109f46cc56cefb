"""Opens the report in the admin, and counts shares for it."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.keys import ArticleKey
from sharekit.models import Article
from tests.support.counts import add
from tests.support.traffic import SWIFTS, post, share, visit
from tests.unit.admin.pages import strip

DAY = 24 * 3_600_000
REPORT = "admin:sharekit_report_changelist"


def read(client: Client, **asked: str) -> str:
    """Return the page with all figures, as browsers without JavaScript show it."""
    return read_first(client, more="1", **asked)


def read_first(client: Client, **asked: str) -> str:
    """Return the page as it begins."""
    response = client.get(reverse(REPORT), asked)
    assert response.status_code == 200
    return response.content.decode()


def read_headline(page: str) -> str:
    found = re.search(r'<p class="sharekit-headline">(.*?)</p>', page)
    return strip(found[1]) if found else ""


def share_many(number: int, *, age: int = 0, article: ArticleKey = SWIFTS) -> list[str]:
    """Share that many times, each link opened by one reader, and return the links."""
    links = [tokens.mint("w") for _ in range(number)]
    post(*(share(link, age=age) for link in links), article=article)
    post(*(visit(link, age=age) for link in links), article=article, address="192.0.2.2")
    drain()
    return links


def share_long_ago(number: int, *, age: int, article: ArticleKey = SWIFTS) -> None:
    """Count that many shares, each opened by one reader, of any time ago, in milliseconds."""
    moment = timezone.localtime() - timedelta(milliseconds=age)
    found, _is_new = Article.objects.get_or_create(
        **article.columns, defaults={"url": article.address, "title": article.title}
    )
    hour = moment.date(), moment.hour
    counts = dict.fromkeys(("shares", "marked", "clickbacks"), number)
    add(found, acts={("whatsapp", *hour): counts}, views={("shared", *hour): number})
