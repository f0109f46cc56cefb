"""The addresses of a promotion: of its destination, its picture, its terms and a code's page."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sharekit import paths
from sharekit.articles.address import complete
from sharekit.contrib.promotions.models import Advocate

REF: Final = "ref"
"""The query key that carries a code to the destination."""


def find_safe(address: str) -> str:
    """Return an address that a marketer wrote: a path of this site or https; "" for any other.

    Neither a script (`javascript:`) nor a path that a browser reads as a host (`//evil.example`)
    passes.
    """
    text = address.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    host = parts.netloc if parts.scheme == "https" else ""
    is_path = text.startswith("/") and not parts.netloc
    allowed = {host} if host else set()
    is_safe = url_has_allowed_host_and_scheme(text, allowed_hosts=allowed, require_https=True)
    if not (is_safe and (is_path or host)):
        return ""
    return paths.add_prefix(text) if is_path else text


def find_public(address: str, *, request: HttpRequest) -> str:
    """Return such an address with scheme and host, for apps that show previews; "" if none."""
    safe = find_safe(address)
    return complete(safe, request=request) if safe else ""


def get_destination(address: str, *, code: str = "") -> str:
    """Return where a promotion's button leads, with the code in its query; at worst the home page.

    Other parts of the query and the anchor stay.
    """
    safe = find_safe(address) or paths.add_prefix("/")
    parts = urlsplit(safe)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != REF]
    return parts._replace(query=urlencode([*query, (REF, code)])).geturl() if code else safe


def get_page(advocate: Advocate) -> str:
    """Return the path of the landing page of an advocate's code."""
    return reverse("sharekit_promotions:code", args=[advocate.code])
