"""The strict Content Security Policy every page of the demo is served with."""

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
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""No inline script, no inline style, nothing from elsewhere: https://www.w3.org/TR/CSP3/."""

TRUSTED_TYPES: Final = "; require-trusted-types-for 'script'"
"""What reader pages add; the jQuery of Django's admin would break under it."""


class SecurityPolicyMiddleware:
    """Sets the Content-Security-Policy header on every answer but static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the site's answer with the policy that suits its address."""
        response = self.get_response(request)
        is_admin = request.path_info.startswith("/admin/")
        response.headers["Content-Security-Policy"] = POLICY + ("" if is_admin else TRUSTED_TYPES)
        return response
