"""The template tags: `{% load sharekit %}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.template import Context, Node, defaultfilters
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from sharekit import links
from sharekit.articles.find import find_columns, is_not_found, or_else
from sharekit.articles.text import parse_text
from sharekit.buttons.bar import render_bar
from sharekit.buttons.context import get_nonce, get_request
from sharekit.buttons.script import render_script
from sharekit.figures import ACTS
from sharekit.formats import format_number
from sharekit.reports.figures.articles.popular import Popular, count_article, list_popular
from sharekit.sites import choose_site

register = template.Library()


@register.simple_tag(takes_context=True)
@or_else(SafeString)
def share_buttons(
    context: Context,
    article: Any,
    *,
    channels: str | Iterable[str] | None = None,
    title: str | None = None,
    style: str | None = None,
    summary: str | None = None,
    hashtags: str | Iterable[str] | None = None,
    image: str | None = None,
    site: str = "",
) -> SafeString:
    """Render a bar: `{% share_buttons article channels="whatsapp email" title="..." %}`.

    On Django's page for an unknown address, it renders nothing.
    """
    if is_not_found(context):
        return SafeString("")
    return render_bar(
        article,
        request=get_request(context),
        channels=channels,
        title=title,
        style=style,
        summary=summary,
        hashtags=hashtags,
        image=image,
        site=site,
    )


@register.simple_tag(takes_context=True)
@or_else(SafeString)
def share_links(
    context: Context,
    article: Any,
    *,
    campaign: str,
    channels: str | Iterable[str] | None = None,
    title: str | None = None,
    format: str | None = None,  # noqa: A002 # the word that a template says
    address: str | None = None,
    site: str = "",
) -> SafeString:
    """Render tracked links for an e-mail: `{% share_links article campaign="May" %}`."""
    return links.render_links(
        article,
        campaign=campaign,
        channels=channels,
        title=title,
        format=format,
        address=address,
        request=get_request(context),
        site=site,
    )


@register.simple_tag(takes_context=True)
@or_else(str)
def tracked_url(
    context: Context,
    article: Any,
    channel: str,
    *,
    campaign: str,
    address: str | None = None,
    site: str = "",
) -> str:
    """Return an article's tracked address: `{% tracked_url article "email" campaign="May" %}`."""
    return links.tracked_url(
        article,
        channel,
        campaign=campaign,
        address=address,
        request=get_request(context),
        site=site,
    )


@register.simple_tag(takes_context=True)
@or_else(SafeString)
def sharekit_script(
    context: Context,
    article: Any = None,
    *,
    title: str | None = None,
    swaps: bool = False,
    site: str = "",
) -> SafeString:
    """Render the script tag, once a page: `{% sharekit_script %}`, or with the page's article.

    Use `{% sharekit_script swaps=True %}` if Turbo, htmx or a router swaps pages in.
    """
    return render_script(
        None if is_not_found(context) else article,
        request=get_request(context),
        title=title,
        nonce=get_nonce(context),
        swaps=swaps,
        site=site,
    )


_HTML_FILTERS: Final = {
    defaultfilters.striptags,
    defaultfilters.truncatechars_html,
    defaultfilters.truncatewords_html,
}
"""Filters that return HTML, but do not mark it as such if their input was not marked."""


def _read_html_filters(name: str) -> None:
    """Let a tag read the result of such filters as HTML, before later filters cut it."""
    compile_simple = register.tags[name]

    def compile_tag(parser: Parser, token: Token) -> Any:
        node = compile_simple(parser, token)
        for expression in (*node.args, *node.kwargs.values()):
            for index, (given, _arguments) in reversed([*enumerate(expression.filters)]):
                if given in _HTML_FILTERS:
                    expression.filters.insert(index + 1, (_parse_html, []))
        return node

    register.tag(name, compile_tag)


def _parse_html(text: str) -> str:
    return parse_text(SafeString(text))


for _name in ("share_buttons", "share_links", "sharekit_script"):
    _read_html_filters(_name)


# Each of these tags has two forms: one sets a variable, the other renders.
_given = template.Library()
_rendered = template.Library()


def _register(name: str) -> None:
    """Register a tag that either sets a variable or renders, depending on `as variable`."""

    def compile_tag(parser: Parser, token: Token) -> Node:
        is_given = token.split_contents()[-2:-1] == ["as"]
        compiled: Node = (_given if is_given else _rendered).tags[name](parser, token)
        return compiled

    register.tag(name, compile_tag)


@_given.simple_tag(takes_context=True, name="share_count")
@or_else(int)
def _count(
    context: Context,
    article: Any,
    *,
    days: int | None = None,
    of: str = ACTS,
    site: str | None = None,
) -> int:
    columns = find_columns(article, request=get_request(context), site=site)
    return count_article(columns, days=days, of=of)


@_rendered.simple_tag(takes_context=True, name="share_count")
def _render_count(
    context: Context,
    article: Any,
    *,
    days: int | None = None,
    of: str = ACTS,
    site: str | None = None,
) -> str:
    """Render shares and copies: `{% share_count article days=7 of="clickbacks" as visits %}`.

    `site` is a host, by default that of the request's site; "" means all sites.
    """
    return format_number(_count(context, article, days=days, of=of, site=site))


@_given.simple_tag(takes_context=True, name="most_shared")
@or_else(list[Popular])
def _list_popular(
    context: Context,
    limit: int = 5,
    *,
    days: int | None = None,
    site: str | None = None,
    group: str = "",
) -> list[Popular]:
    site = choose_site(get_request(context), site)
    return list_popular(limit, days=days, site=site, group=group)


@_rendered.inclusion_tag("sharekit/most_shared.html", takes_context=True, name="most_shared")
def _render_popular(
    context: Context,
    limit: int = 5,
    *,
    days: int | None = None,
    site: str | None = None,
    group: str = "",
) -> dict[str, Any]:
    """Render links to the most shared articles of a site: `{% most_shared 5 days=7 as articles %}`.

    `site` is a host, by default that of the request's site; "" means all sites. `group` limits them
    to a group, such as `section:Sport`.
    """
    return {"articles": _list_popular(context, limit, days=days, site=site, group=group)}


_register("share_count")
_register("most_shared")
