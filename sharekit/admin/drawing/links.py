"""Links to the pages of articles."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.html import format_html

from sharekit.models import Article


def link_page(article: Article, text: str, *, label: str = "") -> str:
    """Return a link to an article's page, "" if its address is not a web address."""
    # A template may have given a `javascript:` address.
    if urlsplit(article.url).scheme not in {"http", "https"}:
        return ""
    if not label:
        return format_html('<a href="{}">{}</a>', article.url, text)
    return format_html('<a href="{}" aria-label="{}">{}</a>', article.url, label, text)
