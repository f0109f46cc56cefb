"""The links with which an advocate passes a code on, by channel.

They are campaign links of the promotion, the same for all advocates except for the address: no row,
key or event contains the code.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sharekit.articles.text import clean
from sharekit.articles.wording import NOTHING, Wording
from sharekit.buttons import qr
from sharekit.channels.address import encode, find_places
from sharekit.channels.channel import Channel
from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.contrib.promotions.models import Advocate, Promotion
from sharekit.contrib.promotions.pages.addresses import get_page
from sharekit.keys import ArticleKey
from sharekit.links import campaign_links
from sharekit.links.mail import fill_channel

TEXT_LENGTH: Final = 500
_COPY: Final = "copy-link"
_MENU: Final = "native"


class Link(NamedTuple):
    """A link by a channel; `device` is "phone" or "desktop" if it only works there."""

    name: str
    label: str
    icon: str
    address: str
    device: str

    @property
    def is_page(self) -> bool:
        """Whether it opens a page, not another program."""
        return self.address.startswith("https:")


def describe(
    promotion: Promotion, advocate: Advocate, *, key: ArticleKey, request: HttpRequest
) -> dict[str, Any]:
    """Return an advocate's link, its links by channel, its QR code, and the code.

    `key` is that of the promotion.
    """
    page = campaign_links.find_page(key, get_page(advocate), request=request, site="")
    channels = {slug: get_all()[slug] for slug in settings.channels if slug in get_all()}
    opened = {slug: each for slug, each in channels.items() if _opens(each)}
    slugs = [*opened, _COPY, _MENU, qr.CHANNEL]
    marked = campaign_links.mark(key, slugs, campaign=promotion.slug, page=page)
    text = clean(promotion.share_text, TEXT_LENGTH)
    headline = clean(promotion.headline, TEXT_LENGTH)
    menu = get_all()[_MENU]
    return {
        "code": advocate.code,
        "link": marked[_COPY],
        "links": [
            link
            for slug, channel in opened.items()
            for link in _build_links(
                channel, key, url=marked[slug], page=page, text=text, headline=headline
            )
        ],
        "menu": {
            "name": menu.name,
            "label": menu.describe(),
            "icon": menu.icon,
            "text": text,
            "address": marked[_MENU],
        },
        "picture": _draw(marked[qr.CHANNEL]),
    }


def _opens(channel: Channel) -> bool:
    return bool(channel.address) and not channel.needs_image


def _build_links(
    channel: Channel, key: ArticleKey, *, url: str, page: str, text: str, headline: str
) -> list[Link]:
    """Return a channel's link, or two: one for phones and one for desktops."""
    # A mail has a subject; everywhere else the text comes first.
    has_summary = "summary" in find_places(channel.address)
    worded = msgspec.structs.replace(key, title=(headline if has_summary else text) or key.title)
    wording = Wording(summary=text) if has_summary else NOTHING
    templates = {"" if channel.works_on == "both" else channel.works_on: channel.address}
    if channel.dialog:
        templates = {"phone": channel.address}
        if settings.messenger_app_id != "":
            app = encode(str(settings.messenger_app_id))
            templates["desktop"] = channel.dialog.replace("{app}", app)
    return [
        Link(
            name=str(channel.name),
            label=channel.describe(),
            icon=channel.icon,
            address=fill_channel(
                msgspec.structs.replace(channel, address=template),
                worded,
                url=url,
                page=page,
                wording=wording,
            ),
            device=device,
        )
        for device, template in templates.items()
    ]


def _draw(link: str) -> SafeString:
    """Return the QR code of a link as SVG, "" if the site cannot draw it."""
    if not qr.is_installed():
        return SafeString("")
    # Its only text is the title, which is escaped.
    return SafeString(qr.draw(link, title=_("QR code of your link")))
