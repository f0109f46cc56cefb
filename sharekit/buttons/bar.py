"""A bar of share buttons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings as django_settings
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from sharekit import keys
from sharekit.buttons.article import find
from sharekit.buttons.icons import ICONS
from sharekit.buttons.static_files import find_static
from sharekit.channels import CHANNELS, Channel
from sharekit.conf import settings
from sharekit.keys import TITLE_LENGTH, ArticleKey

STYLES: Final = {"bar": "sharekit", "compact": "sharekit sharekit-compact"}
"""The classes of a bar by the style that a template names; compact shows icons alone."""

_BUTTONS: Final = [slug for slug, channel in CHANNELS.items() if channel.button]

ENCODED_AS_IS: Final = "!'()*~"
"""What JavaScript's encodeURIComponent leaves as it is, beside letters, digits and `-._`."""


def render(
    article: Any,
    *,
    request: HttpRequest | None = None,
    channels: str | Iterable[str] | None = None,
    title: str | None = None,
    style: str | None = None,
) -> SafeString:
    """Return the bar of an article: a model instance, a Wagtail page or a URL.

    `channels` are slugs, in a list or a text with spaces (default: the setting CHANNELS), `style`
    is "bar" or "compact". Returns "" when there is nothing to share (see `article.find`). Raises
    ValueError for a channel or a style that there is not.
    """
    slugs = _read_channels(channels) if channels else _known_channels(tuple(settings.channels))
    css_class = _read_style(style or "bar")
    key = find(article, request=request, title=title)
    if key is None or not slugs:
        return SafeString("")
    outline = _outline(
        slugs,
        css_class=css_class,
        is_titled=key.title != key.address[:TITLE_LENGTH],
        app=settings.messenger_app_id,
        stylesheet=find_static("sharekit.css"),
        language=get_language(),
    )
    return SafeString(outline % _fill(key, django_settings.SECRET_KEY))


def _read_channels(channels: str | Iterable[str]) -> tuple[str, ...]:
    slugs = tuple(dict.fromkeys(channels.split() if isinstance(channels, str) else channels))
    for slug in slugs:
        if slug not in _BUTTONS:
            raise ValueError(f"There is no button for {slug!r}. Choose from {', '.join(_BUTTONS)}.")
    return slugs


@lru_cache(maxsize=64)
def _known_channels(slugs: tuple[str, ...]) -> tuple[str, ...]:
    # A bad setting is a system check's business (sharekit.E003), not a reader's.
    return tuple(slug for slug in dict.fromkeys(slugs) if slug in _BUTTONS)


def _read_style(style: str) -> str:
    if style not in STYLES:
        raise ValueError(f"There is no style {style!r}. Choose from {', '.join(STYLES)}.")
    return STYLES[style]


@lru_cache(maxsize=4096)
def _fill(key: ArticleKey, secret_key: str) -> dict[str, str]:
    """Return what stands in the places of an outline, each escaped for an attribute.

    The secret key is what the signature in `key` depends on.
    """
    return {
        "key": escape(keys.sign(key)),
        "title": escape(quote(key.title, safe=ENCODED_AS_IS)),
        "page": escape(quote(key.address, safe=ENCODED_AS_IS)),
        "link": escape(key.address),
    }


@lru_cache(maxsize=256)
def _outline(
    slugs: tuple[str, ...],
    *,
    css_class: str,
    is_titled: bool,
    app: str,
    stylesheet: str,
    language: str | None,
) -> str:
    """Return a bar as a `%` template (twice as fast as `str.format`) with the places of `_fill`."""
    buttons = "\n".join(_outline_button(CHANNELS[slug], app, is_titled=is_titled) for slug in slugs)
    name = _fix(pgettext("group of share buttons", "Share"))
    outline = (
        f'<div class="{css_class}" role="group" aria-label="{name}"'
        ' data-sharekit="{key}">\n'
        f'<link rel="stylesheet" href="{_fix(stylesheet)}">\n{buttons}\n'
        '<span class="sharekit-status" role="status"></span></div>'
    )
    places = {name: f"%({name})s" for name in ("key", "title", "page", "link")}
    return outline.replace("%", "%%").format(**places)


def _outline_button(channel: Channel, app: str, *, is_titled: bool) -> str:
    name = f'aria-label="{_fix(channel.label)}"'
    attributes = ['class="sharekit-button"', f'data-sharekit-channel="{channel.slug}"', name]
    address, opens_window = channel.address, channel.opens_window
    if channel.dialog and app:
        app_address = _outline_address(address, channel, is_titled=is_titled)
        attributes.append(f'data-sharekit-app="{app_address}"')
        address, opens_window = channel.dialog.replace("{app}", quote(app)), True
    if opens_window:
        attributes.append('target="_blank" rel="noopener"')
    attributes.append(f'href="{_outline_address(address, channel, is_titled=is_titled)}"')
    return (
        f"<a {' '.join(attributes)}>"
        '<svg aria-hidden="true" width="24" height="24" viewBox="0 0 24 24">'
        '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        f' stroke-linejoin="round" d="{ICONS[channel.slug]}"/></svg>'
        f"<span>{_fix(channel.name)}</span></a>"
    )


def _outline_address(template: str, channel: Channel, *, is_titled: bool) -> str:
    """Return a channel's address with its own letter as the mark, escaped for an attribute."""
    if not template:
        return f"{{link}}#sk={channel.letter}"
    url = f"{{page}}%23sk%3D{channel.letter}"
    if not is_titled:
        # The title is the address: it would stand there twice.
        template = template.replace("{title}%0D%0A{url}", "{url}").replace("{text}", "{url}")
    return escape(
        template.format(text=f"{{title}}%20{url}", title="{title}", url=url, page="{page}")
    )


def _fix(text: object) -> str:
    """Return a text that stands in the outline as it is: escaped, and no place for `str.format`."""
    return escape(str(text)).replace("{", "{{").replace("}", "}}")
