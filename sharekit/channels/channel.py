"""A channel: a way to pass a link on."""

from __future__ import annotations

from typing import Literal

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One channel.

    `letter` begins the channel's tokens; `makes` says whether it counts a share (an intent) or a
    copy. `address` is the template that address.py fills, "" for channels that work in the page
    itself. `dialog` is the address of a web page with the same function, for sites that have an app
    id (`app`). `label` is the button's accessible name, "" for "Share on" and the name; `icon` is
    the data of an SVG path, drawn with a stroke of width 2 on a field of 24 by 24.

    A channel without `button` is never shown in a bar, one that `needs_image` only where there is
    an image. Through a `private` channel only the recipients see the link, and the visits it brings
    come without a referrer. `loses_mark` says that apps are likely to drop the fragment. `limit`
    holds other limitations. `source` is the page that documents the address, `checked` the year and
    month in which the address was last compared with it.
    """

    slug: str
    letter: str
    name: str | Promise
    makes: Literal["share", "copy"] = "share"
    label: str | Promise = ""
    icon: str = ""
    address: str = ""
    dialog: str = ""
    button: bool = True
    private: bool = True
    works_on: Literal["phone", "desktop", "both"] = "both"
    needs_image: bool = False
    loses_mark: bool = False
    limit: str = ""
    source: str = ""
    checked: str = ""

    def describe(self) -> str:
        """Return what a button is called in the current language, with the name in it."""
        # Translators: the name of an app or network.
        return str(self.label) or gettext("Share on %(channel)s") % {"channel": self.name}
