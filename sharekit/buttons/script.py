"""The script tag of a page."""

from __future__ import annotations

import logging
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sharekit import keys
from sharekit.buttons.article import find
from sharekit.buttons.static_files import find_static
from sharekit.conf import settings
from sharekit.keys import ArticleKey
from sharekit.origins import list_hosts

logger: Final = logging.getLogger("sharekit")

_POLICIES: Final = (
    # Django 6, https://docs.djangoproject.com/en/6.0/ref/csp/
    "SECURE_CSP",
    "SECURE_CSP_REPORT_ONLY",
    # django-csp 4
    "CONTENT_SECURITY_POLICY",
    "CONTENT_SECURITY_POLICY_REPORT_ONLY",
)


def render_script(
    article: Any = None,
    *,
    request: HttpRequest | None = None,
    title: str | None = None,
    nonce: object = None,
    swaps: bool = False,
) -> SafeString:
    """Return the script tag, with the page's own article where one is named.

    The script believes what the tag says of that article, whatever else the page says of it.
    `nonce` is what the site's Content Security Policy expects; without one the request is asked
    (django-csp, Django 6). `swaps` adds the script that counts readings of pages which Turbo, htmx
    or a router swaps in. Returns "" in a preview, and while the site's URLs lack ours
    (sharekit.E004).
    """
    if getattr(request, "is_preview", False):
        return SafeString("")
    try:
        events, parts = reverse("sharekit:events"), reverse("sharekit:parts")
    except NoReverseMatch:
        logger.warning("The page's script was left out: include sharekit.urls in your URLconf.")
        return SafeString("")
    attributes = _list_attributes(
        events, parts, find(article, request=request, title=title) if article else None
    )
    attributes["nonce"] = _read_nonce(nonce, request)
    tag = _write_tag(attributes)
    if swaps:
        tag += _write_tag({"src": find_static("swaps.js"), "nonce": attributes["nonce"]})
    return tag


def _list_attributes(events: str, parts: str, key: ArticleKey | None) -> dict[str, str]:
    """Return what the tag says to the scripts; what is "" is left out of it."""
    return {
        "src": find_static("sharekit.js"),
        "data-events": events,
        "data-copy": find_static("copy.js"),
        "data-more": find_static("more.js"),
        "data-menu": find_static("menu.js"),
        # A cached page keeps its language, whatever the reader's next page speaks.
        "data-parts": f"{parts}?{urlencode({'language': get_language() or ''})}&article=",
        # Keys of other hosts' pages, such as a comment may hold, are nothing to the script.
        "data-hosts": " ".join(list_hosts()),
        "data-article": keys.sign(key) if key else "",
        "data-privacy": "channel" if settings.privacy == "channel" else "",
        "data-consent": settings.consent if settings.consent != "never" else "",
        "data-credentials": settings.credentials if settings.credentials != "omit" else "",
        "data-keep": " ".join(settings.keep_query),
        "data-mode": settings.copy_mode if settings.copy_mode != "append" else "",
        # Translators: keep {title} and {address} as they are; it ends what readers copy.
        "data-source": _("Source: {title}, {address}"),
        # Translators: what happened to the copied text, and two buttons; keep the two bars.
        "data-notice": _("Source added|Remove|Never") if settings.notice else "",
        "data-copied": _("Link copied"),
        "data-failed": _("Copy this link:"),
    }


def _write_tag(attributes: dict[str, str]) -> SafeString:
    written = format_html_join("", ' {}="{}"', (each for each in attributes.items() if each[1]))
    return format_html("<script defer{}></script>", written)


def _read_nonce(nonce: object, request: HttpRequest | None) -> str:
    """Return the nonce of a page, "" when it needs none.

    django-csp and Django 6 make it when it is first read. It differs for every reader, so one that
    is not made yet is made only when the site's policy speaks of nonces.
    """
    for each in (nonce, getattr(request, "csp_nonce", None), getattr(request, "_csp_nonce", None)):
        if each is not None and (each or _policy_asks_for_nonces()):
            return str(each)
    return ""


def _policy_asks_for_nonces() -> bool:
    # Both write a placeholder into the policy: "<CSP_NONCE_SENTINEL>", csp.constants.NONCE.
    return any("nonce" in repr(getattr(django_settings, name, "")).lower() for name in _POLICIES)
