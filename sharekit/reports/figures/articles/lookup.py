"""An address or an id finds its article."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.db.models import Q, QuerySet
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from sharekit import tokens
from sharekit.exceptions import Refused
from sharekit.models import Article


def find_articles(url: str) -> QuerySet[Article]:
    """Return the articles at an address, given with or without host, query and mark, or with an id.

    The stored address may have a query and any percent-encoding. Raises `Refused` (400) if `url` is
    not a valid address.
    """
    if url.isascii() and url.isdigit():
        # No id is longer, and Python refuses to parse numbers of thousands of digits.
        return Article.objects.filter(pk=int(url[:20]))
    try:
        host, path = _split(url)
    except ValueError:
        path = "\0"
    # PostgreSQL does not accept NUL.
    if "\0" in path:
        raise Refused(400, _("“%(url)s” is not a valid page address.") % {"url": url})
    condition = Q()
    for form in (path, iri_to_uri(path), urlsplit(url).path):
        condition |= Q(url__contains=form)
    found = [
        pk
        for pk, address in Article.objects.filter(condition).values_list("pk", "url")
        if _split(address)[1] == path and host in {"", _split(address)[0]}
    ]
    return Article.objects.filter(pk__in=found)


def find_article(url: str) -> Article:
    """Return the one article with an address or id.

    Raises `Refused`: 404 if no article has it, 400 if the address is not valid or belongs to
    several articles.
    """
    found = list(find_articles(url).order_by("pk")[:10])
    if not found:
        raise Refused(404, _("No article has the address or id “%(url)s”.") % {"url": url})
    if len(found) > 1:
        ids = ", ".join(str(article.pk) for article in found)
        raise Refused(
            400,
            _("Several articles have the address “%(url)s”. Give an id instead: %(ids)s.")
            % {"url": url, "ids": ids},
        )
    return found[0]


def _split(url: str) -> tuple[str, str]:
    """Return host and unquoted path."""
    parts = urlsplit(tokens.strip(url)[0])
    return parts.netloc.lower(), unquote(parts.path) or "/"
