"""A way to pass a link on."""

from __future__ import annotations

from typing import Literal

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One way to pass a link on.

    `letter` begins the channel's tokens; `makes` tells an intent (share) from a copy. `address` is
    what address.py fills, "" for channels that work in the page itself. `dialog` is the address of
    a web page that does the same, where the site has an app id (`app`). `label` is what a button is
    called for those who do not see it, "" for "Share on" and the name; `icon` the SVG path of a
    site's own channel (ours are in buttons/icons.py).

    A channel without `button` is never shown in a bar, one that `needs_image` only where there is
    an image. A `dark` one leads to where nobody else can see the link: the visits it brings come
    without a referrer. `loses_mark` says that the fragment is likely lost on the way. `limit` is
    what else a reader or a site should know. `source` says where the address is documented, and
    `checked` when it was last compared with that (year and month).
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
    dark: bool = True
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
