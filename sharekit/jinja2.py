"""Functions for Jinja2 templates: `"OPTIONS": {"extensions": ["sharekit.jinja2.Extension"]}`.

Needs the extra `django-sharekit[jinja2]`.
"""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from jinja2 import Environment, ext, pass_context
from jinja2.runtime import Context

from sharekit import links
from sharekit.articles.find import find_columns, is_not_found, or_else
from sharekit.buttons.bar import render_bar
from sharekit.buttons.context import get_nonce, get_request
from sharekit.buttons.script import render_script
from sharekit.reports.figures.articles.popular import Popular, count_article, list_popular
from sharekit.sites import choose_site


class Extension(ext.Extension):
    """Gives Jinja2 templates the tags of `{% load sharekit %}` as functions."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.globals.update(
            share_buttons=share_buttons,
            share_links=share_links,
            tracked_url=tracked_url,
            sharekit_script=sharekit_script,
            share_count=share_count,
            most_shared=most_shared,
        )


@pass_context
@or_else(SafeString)
def share_buttons(context: Context, article: Any, **options: Any) -> SafeString:
    """Render a bar: `{{ share_buttons(article, channels="whatsapp email") }}`.

    On Django's page for an unknown address, it renders nothing.
    """
    if is_not_found(context):
        return SafeString("")
    return render_bar(article, request=get_request(context), **options)


@pass_context
@or_else(SafeString)
def share_links(context: Context, article: Any, **options: Any) -> SafeString:
    """Render tracked links for an e-mail: `{{ share_links(article, campaign="May") }}`."""
    return links.render_links(article, request=get_request(context), **options)


@pass_context
@or_else(str)
def tracked_url(context: Context, article: Any, channel: str, **options: Any) -> str:
    """Return a tracked address: `{{ tracked_url(article, "email", campaign="May") }}`."""
    return links.tracked_url(article, channel, request=get_request(context), **options)


@pass_context
@or_else(SafeString)
def sharekit_script(context: Context, article: Any = None, **options: Any) -> SafeString:
    """Render the script tag, once a page: `{{ sharekit_script() }}`."""
    shown = None if is_not_found(context) else article
    return render_script(
        shown, request=get_request(context), **{"nonce": get_nonce(context), **options}
    )


@pass_context
@or_else(int)
def share_count(context: Context, article: Any, *, site: str | None = None, **options: Any) -> int:
    """Return the number of shares and copies: `{{ share_count(article, days=7) }}`."""
    columns = find_columns(article, request=get_request(context), site=site)
    return count_article(columns, **options)


@pass_context
@or_else(list[Popular])
def most_shared(
    context: Context, limit: int = 5, *, site: str | None = None, **options: Any
) -> list[Popular]:
    """Return the most shared articles of the site: `{% for each in most_shared(5, days=7) %}`."""
    return list_popular(limit, site=choose_site(get_request(context), site), **options)
