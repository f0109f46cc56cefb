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
from sharekit.articles.find import find_key
from sharekit.buttons.static_files import get_static_url
from sharekit.conf import settings
from sharekit.drafts import shows_draft
from sharekit.keys import ArticleKey
from sharekit.sites import is_served, list_hosts

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
    site: str = "",
) -> SafeString:
    """Return the script tag, with the page's own article if one is given.

    The script trusts the tag's statement about that article over the rest of the page. `nonce` is
    for the site's Content Security Policy; without it, the request's nonce is used (django-csp,
    Django 6). `swaps` adds the script that counts page views when Turbo, htmx or a router swaps
    pages in. `site` names one of several SITES, for templates without a request; without both,
    `UnknownSite` is raised. Returns "" in a draft, at a host that SITES lacks, and if the URLconf
    lacks sharekit's addresses (sharekit.E004).
    """
    if not is_rendered(request):
        return SafeString("")
    key = find_key(article, request=request, title=title, site=site) if article else None
    attributes = _list_attributes(key, hosts=list_hosts(request, site=site))
    tag = render_tag("sharekit.js", attributes, request=request, nonce=nonce)
    if swaps:
        tag += render_tag("swaps.js", request=request, nonce=nonce)
    return tag


def is_rendered(request: HttpRequest | None) -> bool:
    """Return whether a page has the script tag, and what optional apps render beside it.

    It lacks them in a draft, at a host that SITES lacks, and without sharekit's addresses.
    """
    if shows_draft(request) or (request and not is_served(request)):
        return False
    try:
        reverse("sharekit:events")
    except NoReverseMatch:
        logger.warning("The script tag was left out. Include sharekit.urls in your URLconf.")
        return False
    return True


def render_tag(
    name: str,
    attributes: dict[str, str] | None = None,
    *,
    request: HttpRequest | None = None,
    nonce: object = None,
) -> SafeString:
    """Return the tag of one of the page's scripts; attributes with the value "" are left out."""
    written = {
        "src": get_static_url(name),
        **(attributes or {}),
        "nonce": _read_nonce(nonce, request),
    }
    pairs = (each for each in written.items() if each[1])
    return format_html("<script defer{}></script>", format_html_join("", ' {}="{}"', pairs))


def _list_attributes(key: ArticleKey | None, *, hosts: list[str]) -> dict[str, str]:
    parts = reverse("sharekit:parts")
    return {
        "data-events": reverse("sharekit:events"),
        "data-copy": get_static_url("copy.js"),
        "data-more": get_static_url("more.js"),
        "data-menu": get_static_url("menu.js"),
        # A cached page keeps its language, whatever language the reader's next page has.
        "data-parts": f"{parts}?{urlencode({'language': get_language() or ''})}&article=",
        # The script ignores keys of other hosts' pages, which a comment may contain.
        "data-hosts": " ".join(hosts),
        "data-article": keys.sign(key) if key else "",
        "data-privacy": "channel" if settings.privacy == "channel" else "",
        "data-consent": settings.consent if settings.consent != "never" else "",
        "data-credentials": settings.credentials if settings.credentials != "omit" else "",
        "data-keep": " ".join(settings.keep_query),
        "data-mode": settings.copy_mode if settings.copy_mode != "append" else "",
        # Translators: keep {title} and {address} as they are; it ends what readers copy.
        "data-source": _("Source: {title}, {address}"),
        # Translators: what happened to the copied text, and two buttons; keep the two bars.
        "data-notice": (
            _("The source was added to your copy.|Undo|Don't add it again")
            if settings.notice
            else ""
        ),
        "data-copied": _("Link copied"),
        "data-failed": _("Copy this link:"),
    }


def _read_nonce(nonce: object, request: HttpRequest | None) -> str:
    """Return the nonce of a page, "" if it needs none.

    django-csp and Django 6 create the nonce when it is first read. A nonce differs for every
    reader, so it is created only if the site's policy uses nonces.
    """
    for each in (nonce, getattr(request, "csp_nonce", None), getattr(request, "_csp_nonce", None)):
        if each is not None and (each or _policy_asks_for_nonces()):
            return str(each)
    return ""


def _policy_asks_for_nonces() -> bool:
    # Both put a placeholder into the policy: "<CSP_NONCE_SENTINEL>", csp.constants.NONCE.
    return any("nonce" in repr(getattr(django_settings, name, "")).lower() for name in _POLICIES)
