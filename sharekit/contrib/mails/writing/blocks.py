"""Blocks that marketing mails may show: each is a line of its own, `{share_links}`.

Other apps add theirs in `ready()`: `BLOCKS["offer"] = Block(...)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.writing import addresses
from sharekit.links import render_links
from sharekit.reports.figures.articles.popular import Popular, list_popular

__all__ = ["BLOCKS", "Block", "Message", "Shown"]

MOST_SHARED: Final = 5
DAYS: Final = 7


class Shown(msgspec.Struct, frozen=True):
    """What a block shows, as text and as HTML with the same links.

    A block that is empty for a while shows "": the letter is sent without it. `notes` are sentences
    for the editor who looks at the letter.
    """

    text: str
    html: SafeString
    notes: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """A block: what it is for editors, and what it shows in a message.

    It gets what follows its name in the text, "" if there is nothing. None means that the letter is
    not worth sending; a ValueError says why it cannot be written.
    """

    meaning: str | Promise
    show: Callable[[Message, str], Shown | None]


def show_links(message: Message, argument: str) -> Shown | None:
    """Show the links with which a recipient passes a page on."""
    facts = message.facts
    wanted = argument or str(facts.get("share_url", ""))
    site = message.mail.site
    page = addresses.find_safe(wanted, site=site)
    if not page or not addresses.is_own(page, site=site):
        raise ValueError(
            _(
                "The block share_links needs a page of this site: write {share_links /page/}, or "
                "choose a moment with the fact share_url."
            )
        )
    key = addresses.find_article(page, site=site, title=str(facts.get("share_title", "")))
    if key is None:
        return None
    links = {
        name: render_links(key, campaign=message.mail.slug, format=name, site=site)
        for name in ("text", "html")
    }
    return Shown(str(links["text"]), links["html"]) if links["text"] else None


def show_most_shared(message: Message, argument: str) -> Shown | None:
    """Show the most shared articles of the last seven days, five or as many as it says."""
    number = int(argument) if argument.isdecimal() and argument.isascii() else MOST_SHARED
    site = message.mail.site
    found = [
        (article, addresses.mark(article.url, mail=message.mail))
        for article in list_popular(number, days=DAYS, site=site)
    ]
    if not found:
        return None
    return Shown(
        "\n\n".join(f"{_clean(article)}\n{address}" for article, address in found),
        format_html(
            '<ol style="margin:0;padding:0 24px">{}</ol>',
            format_html_join(
                "\n",
                '<li style="margin:0 0 8px"><a href="{}" style="color:#0b57a4">{}</a></li>',
                ((address, _clean(article)) for article, address in found),
            ),
        ),
    )


def _clean(article: Popular) -> str:
    return " ".join(article.title.split())


BLOCKS: Final[dict[str, Block]] = {
    "share_links": Block(gettext_lazy("Links with which the reader passes a page on"), show_links),
    "most_shared": Block(
        gettext_lazy("The most shared articles of the last seven days"), show_most_shared
    ),
}
