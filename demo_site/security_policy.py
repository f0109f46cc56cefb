"""The strict Content Security Policy of every page of the demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""No inline scripts, no inline styles, nothing from other hosts: https://www.w3.org/TR/CSP3/."""

TRUSTED_TYPES: Final = "; require-trusted-types-for 'script'"
"""An addition for reader pages; the jQuery of Django's admin would break under it."""


class SecurityPolicyMiddleware:
    """Sets the Content-Security-Policy header on every answer except static files.

    A page that shows a letter has a stricter one of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the site's answer with the policy for its address."""
        response = self.get_response(request)
        is_admin = request.path_info.startswith("/admin/")
        policy = POLICY + ("" if is_admin else TRUSTED_TYPES)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
