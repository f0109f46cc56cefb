"""Names of channels, sources and apps, and the meanings of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sharekit.channels.find import find
from sharekit.formats import format_number

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class SourceWords(msgspec.Struct, frozen=True):
    """A source's name, and a sentence that says whether it is measured or hinted, and how."""

    name: _StrPromise
    meaning: _StrPromise
    is_hinted: bool = False


_NAMES: Final[dict[str, str | Promise]] = {
    # Buttons are named after the action, counts after its result.
    "native": _("Share menu"),
    "copy-link": _("Copied link"),
    "unknown": _("Unknown channel"),
}


SOURCES: Final[dict[str, SourceWords]] = {
    "shared": SourceWords(_("Shared links"), _("Measured: the address carried sharekit's mark.")),
    "campaign": SourceWords(
        _("Campaigns"),
        _(
            "Measured: the address carried a utm_ parameter, or the visit came through a "
            "campaign link. Rounded down to multiples of five for each link, article and "
            "day."
        ),
    ),
    "search": SourceWords(_("Search"), _("Measured: the referrer is a search engine.")),
    "assistant": SourceWords(
        _("Assistants"),
        _(
            "Measured: the referrer is an AI assistant, or the assistant appended its name to "
            "the address."
        ),
    ),
    "social": SourceWords(_("Social networks"), _("Measured: the referrer is a social network.")),
    "app": SourceWords(
        _("Apps"),
        _("Hinted: the referrer or the browser names an app, such as a messenger or webmail."),
        is_hinted=True,
    ),
    "referral": SourceWords(
        _("Other sites"),
        _(
            "Measured: the referrer is another site. Includes the campaign visits that "
            "rounding leaves out."
        ),
    ),
    "direct": SourceWords(
        _("Direct"),
        _("Hinted: no referrer, and a page whose address people type or bookmark."),
        is_hinted=True,
    ),
    "dark": SourceWords(
        _("No referrer"),
        _(
            "Hinted: no referrer, and a page whose address is too long to type. Visits from "
            "links that were shared in private are among them, and so are visits from apps, "
            "search engines and pages that hide the referrer."
        ),
        is_hinted=True,
    ),
    "": SourceWords(
        _("Within the site"), _("Measured: page views that followed a link within the site.")
    ),
}
"""Each source's name and meaning."""

_APPS: Final[dict[str, str]] = {
    "imessage": "iMessage",
    "line": "LINE",
    "whatsapp": "WhatsApp",
    "kakaotalk": "KakaoTalk",
    "linkedin": "LinkedIn",
}


def name_source(source: str) -> str:
    """Return the name of a source."""
    return str(SOURCES[source].name) if source in SOURCES else source


def name_app(app: str) -> str:
    """Return the name of an app whose bot fetches previews."""
    return _APPS.get(app, app.capitalize())


def name_channel(slug: str) -> str:
    """Return the name of a channel."""
    channel = find(slug)
    return str(_NAMES.get(slug) or (channel.name if channel else slug))


def format_channels(channels: dict[str, dict[str, int]], *, between: str) -> str:
    """Return the shares and copies by channel, the most used first: `WhatsApp 12 · Email 3`."""
    acts = {slug: counts["shares"] + counts["copies"] for slug, counts in channels.items()}
    most = sorted(acts.items(), key=lambda item: -item[1])
    return between.join(
        f"{name_channel(slug)} {format_number(count)}" for slug, count in most if count
    )
