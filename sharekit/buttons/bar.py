"""A bar of share buttons."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from sharekit import keys
from sharekit.articles.find import find_key
from sharekit.articles.wording import NOTHING, Wording, parse_wording
from sharekit.buttons import qr
from sharekit.buttons.button import build_buttons
from sharekit.buttons.outline import Outline, Place
from sharekit.buttons.static_files import get_static_url
from sharekit.caches import cached_by
from sharekit.channels.address import encode
from sharekit.channels.find import get_all
from sharekit.conf import settings
from sharekit.keys import ArticleKey
from sharekit.nearest import suggest
from sharekit.origins import get_host
from sharekit.sites import find_site, get_site

STYLES: Final = {
    "bar": "sharekit",
    "compact": "sharekit sharekit-compact",
    "icons": "sharekit sharekit-compact sharekit-icons",
    "stacked": "sharekit sharekit-stacked",
}
"""The CSS classes of a bar by the style in a template; compact and icons hide the names."""


class _Texts(NamedTuple):
    """The texts of an article.

    `values` fill an outline, each escaped for an attribute. `given` names the places of an address
    that have a value; a missing title has none, although the address replaces it in `values`.
    """

    values: dict[Place, str]
    given: frozenset[str]


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
    site: str = "",
) -> SafeString:
    """Return the bar of an article: a model instance, a Wagtail page or a URL.

    `channels` are slugs, in a list or a text with spaces (default: the setting CHANNELS), `style`
    is one of STYLES. `summary`, `hashtags` (in a list or a text with spaces) and the address of an
    `image` go to the channels that have a place for them. `site` names one of several SITES if
    the request is missing. Returns "" if there is nothing to share (see `find_key`). Raises
    ValueError for an unknown channel, style or site.
    """
    slugs = _choose_channels(channels)
    css_class = _parse_style(style or "bar")
    key = find_key(article, request=request, title=title, site=site)
    if key and settings.sites and _is_foreign(key, request):
        slugs = tuple(slug for slug in slugs if get_all()[slug].address or slug == qr.CHANNEL)
    if key is None or not slugs:
        return SafeString("")
    wording = NOTHING
    if summary or hashtags or image:
        wording = parse_wording(summary, hashtags, image, request=request)
    texts = _get_texts(key, wording)
    outline = _build_outline(
        slugs,
        css_class=css_class,
        given=texts.given,
        qr_view=qr.get_view_address() if qr.CHANNEL in slugs else "",
        stylesheet=get_static_url("sharekit.css"),
        language=get_language(),
    )
    return outline.fill(texts.values)


def render_buttons(key: ArticleKey, *, signed: str) -> list[SafeString]:
    """Return the buttons of all channels that need only an article, except the share menu's own.

    `signed` is the key as text. The buttons' only text is the article's title: summary, hashtags
    and image of a template tag appear only in its own bar.
    """
    texts, qr_view = _get_texts(key, NOTHING), qr.get_view_address()
    values = {**texts.values, Place.ENCODED_KEY: escape(encode(signed))}
    return [
        Outline(button).fill(values)
        for channel in get_all().values()
        if channel.button and channel.slug != "native"
        for button in build_buttons(channel, texts.given, qr_view=qr_view)
    ]


def _is_foreign(key: ArticleKey, request: HttpRequest | None) -> bool:
    """Return whether the page belongs to another site, whose script does not believe the key.

    Buttons that work only with the script are left out there.
    """
    site, host = find_site(request), get_host(key.address)
    is_other = bool(site) and site != get_site(key.address)
    return is_other and host not in map(get_host, settings.origins)


def _choose_channels(chosen: str | Iterable[str] | None) -> tuple[str, ...]:
    buttons = _list_buttons()
    if not chosen:
        # A bad setting is reported by a system check (sharekit.E003), not to readers.
        return tuple(slug for slug in dict.fromkeys(settings.channels) if slug in buttons)
    slugs = dict.fromkeys(chosen.split() if isinstance(chosen, str) else chosen)
    for slug in slugs:
        if slug not in buttons:
            raise ValueError(f"Unknown channel {slug!r}. {suggest(slug, buttons)}")
    return tuple(slugs)


@cached_by("SHAREKIT")
def _list_buttons() -> list[str]:
    return [slug for slug, channel in get_all().items() if channel.button]


def _parse_style(style: str) -> str:
    if style not in STYLES:
        raise ValueError(f"Unknown style {style!r}. {suggest(style, STYLES)}")
    return STYLES[style]


@cached_by("SECRET_KEY", maxsize=4096)
def _get_texts(key: ArticleKey, wording: Wording) -> _Texts:
    """Return the texts; `key` has today's day, so a signature is not used for ever."""
    signed = keys.sign(key)
    shared = {"page": key.address, "title": key.title, **wording.get_values(key)}
    values = {
        Place.KEY: escape(signed),
        Place.ADDRESS: escape(key.address),
        Place.ENCODED_KEY: escape(encode(signed)),
        **{Place(name): escape(encode(text)) for name, text in shared.items()},
    }
    own_title = {"title", "short"} if key.is_titled else set()
    return _Texts(values, frozenset({"url", "page"} | own_title | wording.given))


@cached_by("SHAREKIT", maxsize=256)
def _build_outline(
    slugs: tuple[str, ...],
    *,
    css_class: str,
    given: frozenset[str],
    qr_view: str,
    stylesheet: str,
    language: str | None,
) -> Outline:
    """Return the outline of a bar, empty if no channel has what it needs.

    Its words are in the current language, which is a parameter for the cache only.
    """
    buttons = [
        button
        for slug in slugs
        for button in build_buttons(get_all()[slug], given, qr_view=qr_view)
    ]
    if not buttons:
        return Outline([])
    name = pgettext("group of share buttons", "Share")
    return Outline(
        [
            f'<div class="{css_class}" role="group" aria-label="{escape(name)}" data-sharekit="',
            Place.KEY,
            f'">\n<link rel="stylesheet" href="{escape(stylesheet)}">\n',
            *(piece for button in buttons for piece in [*button, "\n"]),
            '<span class="sharekit-status" role="status"></span></div>',
        ]
    )
