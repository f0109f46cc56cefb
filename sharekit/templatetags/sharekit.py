"""The template tags: `{% load sharekit %}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString

from sharekit import buttons

register = template.Library()


@register.simple_tag(takes_context=True)
def share_buttons(
    context: Context,
    article: Any,
    *,
    channels: str | Iterable[str] | None = None,
    title: str | None = None,
    style: str | None = None,
) -> SafeString:
    """Render a bar: `{% share_buttons article channels="whatsapp email" title="..." %}`."""
    return buttons.render(
        article, request=_find_request(context), channels=channels, title=title, style=style
    )


@register.simple_tag(takes_context=True)
def sharekit_script(context: Context, article: Any = None, *, swaps: bool = False) -> SafeString:
    """Render the script tag, once a page: `{% sharekit_script %}`, or with the page's article.

    `{% sharekit_script swaps=True %}` where Turbo, htmx or a router swaps pages in.
    """
    # Django 6 names it csp_nonce, django-csp CSP_NONCE.
    nonce = context.get("csp_nonce", context.get("CSP_NONCE"))
    return buttons.render_script(article, request=_find_request(context), nonce=nonce, swaps=swaps)


def _find_request(context: Context) -> HttpRequest | None:
    # The one that the template is rendered with is there without a context processor, too.
    request = getattr(context, "request", None) or context.get("request")
    return request if hasattr(request, "get_host") else None
