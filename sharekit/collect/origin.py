"""Which pages may send events."""

from __future__ import annotations

from urllib.parse import urlsplit

from sharekit.conf import settings
from sharekit.exceptions import Refused


def check(origin: str | None, *, host: str) -> dict[str, str]:
    """Return the headers that let the sender read our answer, or raise `Refused` (403).

    A page of the site's own host or of ORIGINS may send; "null" is foreign; no Origin header at
    all passes, since browsers always send one with a POST.
    """
    if origin is None:
        return {}
    if origin in {own.rstrip("/").lower() for own in settings.origins}:
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    try:
        if urlsplit(origin).netloc.lower() == host.lower() != "":
            return {}
    except ValueError:
        pass
    raise Refused(403, "Events are taken from this site's own pages only.")
