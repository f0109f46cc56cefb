"""The code that a reader brings to the order: typed, in the address, or kept in the session."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from sharekit.contrib.promotions.conf import options
from sharekit.contrib.promotions.models import Advocate
from sharekit.contrib.promotions.pages.addresses import REF
from sharekit.contrib.promotions.referring import codes

FIELD: Final = "sharekit_code"
"""The name of the field in a form, unless the template gives it another."""
LONGEST: Final = 40
"""The most characters of what a reader may type, with spaces."""
_SESSION: Final = "sharekit_code"


def keep_code(request: HttpRequest, advocate: Advocate) -> None:
    """Keep a code in the session, if there is one, because the reader accepted the gift."""
    if hasattr(request, "session"):
        request.session[_SESSION] = advocate.code


def find_code(request: HttpRequest | None, *, name: str) -> str:
    """Return what the field contains at first.

    What the reader typed stays as it is when the form is shown again. A code in the address or in
    the session is written as people read it, and anything else there is ignored.
    """
    if request is None:
        return ""
    if request.method == "POST" and name in request.POST:
        return request.POST[name][:LONGEST]
    code = codes.parse(request.GET.get(REF, ""))
    if not code and options.carry == "session" and hasattr(request, "session"):
        code = codes.parse(str(request.session.get(_SESSION, "")))
    return codes.format_code(code) if code else ""


def was_sent(request: HttpRequest | None, *, name: str) -> bool:
    """Return whether the form is shown again with a code, which may be why."""
    return request is not None and request.method == "POST" and bool(request.POST.get(name))
