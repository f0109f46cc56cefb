"""Creates campaign links in the admin, and opens them."""

from __future__ import annotations

import re

from django.test import Client

from sharekit.aggregate.drain import drain
from sharekit.models import Article, CampaignLink
from tests.support.traffic import post, visit
from tests.unit.admin.pages import strip

LIST = "/admin/sharekit/campaignlink/"
ADD = f"{LIST}add/"


def make(
    client: Client, article: Article, *, channel: str = "email", campaign: str = "May"
) -> CampaignLink:
    answer = client.post(ADD, {"article": article.url, "channel": channel, "campaign": campaign})
    assert answer.status_code == 302, strip(answer.content.decode())
    pk = re.fullmatch(rf"{LIST}(\d+)/change/", answer["Location"])
    assert pk
    return CampaignLink.objects.get(pk=pk[1])


def open_times(link: CampaignLink, readers: int) -> None:
    for n in range(1, readers + 1):
        post(visit(link.token), address=f"192.0.2.{n}")
    drain()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return strip(answer.content.decode())
