"""What the context of a template says about its page, in Django's templates and in Jinja2's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def get_request(context: Any) -> HttpRequest | None:
    """Return the request that a template is rendered for, None without one."""
    # It is available without a context processor, too.
    request = getattr(context, "request", None) or context.get("request")
    return request if hasattr(request, "get_host") else None


def get_nonce(context: Any) -> object:
    """Return the nonce that a template has: csp_nonce in Django 6, CSP_NONCE in django-csp."""
    return context.get("csp_nonce", context.get("CSP_NONCE"))
