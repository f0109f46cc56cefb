"""The ways to pass a link on: a table."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One way to pass a link on.

    `letter` begins the channel's tokens; `makes` tells an intent (share) from a copy.
    `address` is a template for `str.format` with percent-encoded `text` (title and marked address),
    `title`, `url` (the marked address) and `page` (the address without a mark); "" for channels
    that work in the page itself. `dialog` is the address of a web page that does the same, where
    the site has an app id (`app`). A channel without `button` is never shown in a bar. A `dark` one
    leads to where nobody else can see the link: the visits it brings come without a referrer.
    """

    slug: str
    letter: str
    name: str | Promise
    makes: Literal["share", "copy"]
    label: str | Promise = ""
    address: str = ""
    dialog: str = ""
    opens_window: bool = False
    button: bool = True
    dark: bool = True


_TABLE: Final = (
    # https://faq.whatsapp.com/5913398998672934 (checked 2026-11): the link must be in `text`.
    Channel(
        slug="whatsapp",
        letter="w",
        name="WhatsApp",
        makes="share",
        label=_("Share on WhatsApp"),
        address="https://wa.me/?text={text}",
        opens_window=True,
    ),
    # RFC 6068: spaces are %20, line breaks %0D%0A.
    Channel(
        slug="email",
        letter="e",
        # With a context: Django's own catalogs know the bare word, as "email address".
        name=pgettext_lazy("share button", "Email"),
        makes="share",
        label=_("Share by email"),
        address="mailto:?subject={title}&body={title}%0D%0A{url}",
    ),
    # The app's own address does nothing on a desktop, the send dialog nothing on a phone
    # (https://developers.facebook.com/docs/sharing/reference/send-dialog).
    Channel(
        slug="messenger",
        letter="m",
        name="Messenger",
        makes="share",
        label=_("Share on Messenger"),
        address="fb-messenger://share/?link={url}",
        dialog="https://www.facebook.com/dialog/send?app_id={app}&link={url}&redirect_uri={page}",
    ),
    Channel(
        slug="native",
        letter="n",
        name=pgettext_lazy("share button", "More"),
        makes="share",
        label=_("More ways to share"),
    ),
    Channel(slug="copy-link", letter="c", name=_("Copy link"), makes="copy", label=_("Copy link")),
    Channel(slug="copy-text", letter="t", name=_("Copied text"), makes="copy", button=False),
)

CHANNELS: Final[dict[str, Channel]] = {channel.slug: channel for channel in _TABLE}
"""Every channel by its slug."""

BY_LETTER: Final[dict[str, Channel]] = {channel.letter: channel for channel in _TABLE}
"""Every channel by the letter that begins its tokens."""


def find_slug(mark: str) -> str:
    """Return the slug of the channel that a token or letter belongs to, "unknown" when none."""
    channel = BY_LETTER.get(mark[:1])
    return channel.slug if channel else "unknown"
