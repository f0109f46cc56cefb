"""A bar of share buttons."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache
from html import escape
from typing import Any, Final

from django.conf import settings as django_settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from sharekit import keys
from sharekit.articles.find import find_key
from sharekit.articles.wording import NOTHING, Wording, parse_wording
from sharekit.buttons import qr
from sharekit.buttons.static_files import get_static_url
from sharekit.channels.address import choose_parts, encode, replace_places
from sharekit.channels.channel import Channel
from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.keys import ArticleKey

STYLES: Final = {
    "bar": "sharekit",
    "compact": "sharekit sharekit-compact",
    "icons": "sharekit sharekit-compact sharekit-icons",
    "stacked": "sharekit sharekit-stacked",
}
"""The CSS classes of a bar by the style in a template; compact and icons hide the names."""

_NOTHING_GIVEN: Final[frozenset[str]] = frozenset()


def render_bar(
    article: Any,
    *,
    request: HttpRequest | None = None,
    channels: str | Iterable[str] | None = None,
    title: str | None = None,
    style: str | None = None,
    summary: str | None = None,
    hashtags: str | Iterable[str] | None = None,
    image: str | None = None,
) -> SafeString:
    """Return the bar of an article: a model instance, a Wagtail page or a URL.

    `channels` are slugs, in a list or a text with spaces (default: the setting CHANNELS), `style`
    is one of STYLES. `summary`, `hashtags` (in a list or a text with spaces) and the address of an
    `image` go to the channels that have a place for them. Returns "" if there is nothing to share
    (see `find_key`). Raises ValueError for an unknown channel or style.
    """
    slugs = _choose_channels(channels)
    css_class = _parse_style(style or "bar")
    key = find_key(article, request=request, title=title)
    if key is None or not slugs:
        return SafeString("")
    wording, given = NOTHING, _NOTHING_GIVEN
    if summary or hashtags or image:
        wording = parse_wording(summary, hashtags, image, request=request)
        given = wording.given
    outline = _outline(
        slugs,
        css_class=css_class,
        is_titled=key.is_titled,
        given=given,
        app=str(settings.messenger_app_id),
        code=qr.get_view_address() if qr.CHANNEL in slugs else "",
        stylesheet=get_static_url("sharekit.css"),
        language=get_language(),
    )
    return SafeString(outline % _fill(key, wording, django_settings.SECRET_KEY))


def render_buttons(key: ArticleKey, *, signed: str) -> list[SafeString]:
    """Return the buttons of all channels that need only an article, except the share menu's own.

    `signed` is the key as text. The buttons' only text is the article's title: summary, hashtags
    and image of a template tag appear only in its own bar.
    """
    places = _name_places(_NOTHING_GIVEN, is_titled=key.is_titled)
    fill = _fill(key, NOTHING, django_settings.SECRET_KEY) | {"signed": escape(encode(signed))}
    app, code = str(settings.messenger_app_id), qr.get_view_address()
    return [
        SafeString(outline % fill)
        for channel in get_all().values()
        if channel.button and channel.slug != "native" and _can_be_made(channel, places, code=code)
        for outline in _outline_channel(channel, places, app=app, code=code)
    ]


def _can_be_made(channel: Channel, given: Container[str], *, code: str) -> bool:
    """Return whether everything that a button of the channel needs is available."""
    if channel.slug == qr.CHANNEL:
        return bool(code)
    return not channel.needs_image or "image" in given


def _name_places(given: frozenset[str], *, is_titled: bool) -> frozenset[str]:
    """Return the places of an address for which there is a value."""
    return given | {"url", "page"} | ({"title", "short"} if is_titled else set())


def _list_buttons() -> list[str]:
    return [slug for slug, channel in get_all().items() if channel.button]


def _choose_channels(channels: str | Iterable[str] | None) -> tuple[str, ...]:
    if channels:
        return _parse_channels(channels if isinstance(channels, str) else tuple(channels))
    return _known_channels(tuple(settings.channels))


@lru_cache(maxsize=64)
def _parse_channels(channels: str | tuple[str, ...]) -> tuple[str, ...]:
    slugs = tuple(dict.fromkeys(channels.split() if isinstance(channels, str) else channels))
    for slug in slugs:
        if slug not in _list_buttons():
            there_are = ", ".join(_list_buttons())
            raise ValueError(f"Unknown channel {slug!r}. Choose from {there_are}.")
    return slugs


@lru_cache(maxsize=64)
def _known_channels(slugs: tuple[str, ...]) -> tuple[str, ...]:
    # A bad setting is reported by a system check (sharekit.E003), not to readers.
    known = _list_buttons()
    return tuple(slug for slug in dict.fromkeys(slugs) if slug in known)


def _parse_style(style: str) -> str:
    if style not in STYLES:
        raise ValueError(f"Unknown style {style!r}. Choose from {', '.join(STYLES)}.")
    return STYLES[style]


@lru_cache(maxsize=4096)
def _fill(key: ArticleKey, wording: Wording, secret_key: str) -> dict[str, str]:
    """Return the values of the places of an outline, each escaped for an attribute.

    `key` is signed, so the secret key is part of the cache key. So is the day, so that yesterday's
    signature is not used for ever.
    """
    signed = keys.sign(key)
    shared = {"page": key.address, "title": key.title, **wording.get_values(key)}
    return {
        "key": escape(signed),
        "signed": escape(encode(signed)),
        "link": escape(key.address),
        **{name: escape(encode(text)) for name, text in shared.items()},
    }


@lru_cache(maxsize=256)
def _outline(
    slugs: tuple[str, ...],
    *,
    css_class: str,
    is_titled: bool,
    given: frozenset[str],
    app: str,
    code: str,
    stylesheet: str,
    language: str | None,
) -> str:
    """Return a bar as a `%` template (twice as fast as `str.format`) with the places of `_fill`.

    "" if no channel has what it needs.
    """
    places = _name_places(given, is_titled=is_titled)
    buttons = [
        button
        for channel in map(get_all().__getitem__, slugs)
        if _can_be_made(channel, given, code=code)
        for button in _outline_channel(channel, places, app=app, code=code)
    ]
    if not buttons:
        return ""
    name = _fix(pgettext("group of share buttons", "Share"))
    return "\n".join(
        [
            f'<div class="{css_class}" role="group" aria-label="{name}" data-sharekit="%(key)s">',
            f'<link rel="stylesheet" href="{_fix(stylesheet)}">',
            *buttons,
            '<span class="sharekit-status" role="status"></span></div>',
        ]
    )


def _outline_channel(channel: Channel, given: Container[str], *, app: str, code: str) -> list[str]:
    """Return a channel's button, or two: one for phones and one for desktops."""
    addresses: dict[str, str] = {channel.works_on: channel.address}
    if channel.dialog and app:
        dialog = channel.dialog.replace("{app}", encode(app))
        addresses = {"phone": channel.address, "desktop": dialog}
    return [
        _outline_button(channel, address, given, works_on=device, code=code)
        for device, address in addresses.items()
    ]


def _outline_button(
    channel: Channel, address: str, given: Container[str], *, works_on: str, code: str
) -> str:
    attributes = {
        "class": "sharekit-button",
        "data-sharekit-channel": channel.slug,
        "aria-label": _fix(channel.describe()),
    }
    if channel.slug == "native":
        # If the device has no share menu, the script opens its own, and sets this to true. The
        # button is shown only with the script, which also handles the space bar like Enter.
        attributes |= {"role": "button", "aria-expanded": "false"}
    if works_on != "both":
        attributes["data-sharekit-on"] = works_on
    if address.startswith("https:"):
        attributes |= {"target": "_blank", "rel": "noopener"}
    attributes["href"] = (
        f"{_fix(code)}?article=%(signed)s&amp;link=%(page)s%%23sk%%3D{channel.letter}"
        if channel.slug == qr.CHANNEL
        else _outline_address(address, channel, given)
    )
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    icon = _fix(channel.icon)
    return (
        f"<a {written}>"
        '<svg aria-hidden="true" width="24" height="24" viewBox="0 0 24 24">'
        '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        f' stroke-linejoin="round" d="{icon}"/></svg>'
        f"<span>{_fix(channel.name)}</span></a>"
    )


def _outline_address(address: str, channel: Channel, given: Container[str]) -> str:
    """Return a channel's address with its letter as the mark, escaped for an attribute."""
    if not address:
        return f"%(link)s#sk={channel.letter}"
    url = f"%(page)s%%23sk%%3D{channel.letter}"
    return replace_places(
        _fix(choose_parts(address, given)),
        lambda place: url if place == "url" else f"%({place})s",
    )


def _fix(text: object) -> str:
    """Return a text that appears unchanged in the outline: escaped, and without `%` places."""
    return escape(str(text)).replace("%", "%%")


@receiver(setting_changed)
def _forget(*, setting: str, **_: Any) -> None:
    """Build the outlines again after a test has changed the site's own channels."""
    if setting == "SHAREKIT":
        _parse_channels.cache_clear()
        _known_channels.cache_clear()
        _outline.cache_clear()
