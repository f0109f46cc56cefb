"""Paths in the one form in which they are compared, and with the script prefix of the site."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

from django.urls import get_script_prefix

from sharekit import sites
from sharekit.conf import settings

_SAFE: Final = "/~!$&'()*+,;=:@"
"""The characters that a path contains as they are (RFC 3986, 3.3), besides letters and digits."""
_END: Final = re.compile("[?#]")


def normalise(path: str) -> str:
    """Return a path, percent-encoded where it must be, and nowhere else.

    Django decodes a path before it looks for the view, so `/caf%c3%a9/`, `/%63af%C3%A9/` and
    `/café/` are one page. This is more than the normal form of RFC 3986, 6.2.2, which keeps `%40`
    and `@` apart.
    """
    return quote(unquote_to_bytes(path), safe=_SAFE) or "/"


def identify(address: str) -> str:
    """Return the path of an address, with the query keys in KEEP_QUERY, in one form."""
    parts = urlsplit(address)
    path, kept = normalise(parts.path), _get_kept(parts.query)
    return f"{path}?{urlencode(kept)}" if kept else path


def is_at(address: str, page: str) -> bool:
    """Return whether an article's address is that of a page, as the page's script decides it.

    The paths are the same, with or without a slash at the end, and so is each query key in
    KEEP_QUERY that the article's address has. SITES must not give the hosts to different sites.
    """
    if sites.are_apart(address, page):
        return False
    own, there = urlsplit(address), urlsplit(page)
    is_same = normalise(own.path).rstrip("/") == normalise(there.path).rstrip("/")
    return is_same and _get_kept(own.query).items() <= _get_kept(there.query).items()


def is_below_prefix(path: str) -> bool:
    """Return whether a path is below the script prefix, as all pages of the site are."""
    return f"{_END.split(path, 1)[0]}/".startswith(_get_prefix() + "/")


def add_prefix(path: str) -> str:
    """Return a path below the script prefix."""
    return path if is_below_prefix(path) else _get_prefix() + path


def remove_prefix(path: str) -> str:
    """Return the part of a path that the URLconf sees, with the query."""
    if not is_below_prefix(path):
        return path
    inner = path.removeprefix(_get_prefix())
    return inner if inner.startswith("/") else f"/{inner}"


def _get_prefix() -> str:
    """Return the script prefix (FORCE_SCRIPT_NAME, SCRIPT_NAME) without a slash at its end."""
    return get_script_prefix().removesuffix("/")


def _get_kept(query: str) -> dict[str, str]:
    """Return the values of the query keys in KEEP_QUERY, in the order of that setting."""
    if not query or not settings.keep_query:
        return {}
    given = dict(reversed(parse_qsl(query, keep_blank_values=True)))
    return {key: given[key] for key in settings.keep_query if key in given}
