"""Chooses the page that the doctor opens if none is given."""

from __future__ import annotations

from typing import Final, NamedTuple

from sharekit import sites
from sharekit.conf import settings
from sharekit.extensions import INVENTORIES
from sharekit.keys import DOCTOR
from sharekit.management.transport import NO_ANSWER, Transport
from sharekit.models import Article

_MOST: Final = 10
"""How many articles are tried: the newest may be an error page, or its page may be deleted."""


class Choice(NamedTuple):
    """The address of a page, "" if there are no articles; and of a newer one that shows no page."""

    url: str
    skipped: str


def choose_page(transport: Transport) -> Choice:
    """Return the newest article whose page answers 200, of the sites that the settings name.

    If none of the newest ten does, the newest is returned. Pages of optional apps, such as the
    landing page of a promotion, have no share buttons.
    """
    articles = Article.objects.exclude(identity=DOCTOR).order_by("-pk")
    for label in set().union(*(inventory.labels for inventory in INVENTORIES.values())):
        articles = articles.exclude(identity__startswith=f"{label}.")
    if settings.sites:
        # Others were counted before SITES was set, or are those of a developer's machine.
        articles = articles.filter(site__in=sites.list_named())
    urls = list(articles.values_list("url", flat=True)[:_MOST])
    newest = urls[0] if urls else ""
    url = next((url for url in urls if _shows_page(url, transport)), newest)
    return Choice(url, newest if url != newest else "")


def _shows_page(url: str, transport: Transport) -> bool:
    try:
        return transport.get(url).status == 200
    except NO_ANSWER:
        return False
