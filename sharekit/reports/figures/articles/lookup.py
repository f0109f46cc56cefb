"""An address or an id finds its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Final
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sharekit import paths, tokens
from sharekit.conf import settings
from sharekit.exceptions import Refused
from sharekit.models import Article, ArticleGroup, Kind
from sharekit.nearest import find_nearest
from sharekit.origins import get_host
from sharekit.sites import find_name, list_named

MOST_SECTIONS: Final = 100
"""The most sections that a form offers."""

MOST_NAMES: Final = 1000
"""The most names of groups among which a similar one is searched."""


def find_articles(url: str, *, site: str = "") -> QuerySet[Article]:
    """Return the articles at an address, given with or without host, query and mark, or with an id.

    Paths and queries are compared as in `paths.is_at`. An article that has exactly this host comes
    before those of the site that the host is another name of. `site` limits them to one site, by
    its host. Raises `Refused` (400) if `url` is not a valid address.
    """
    articles = Article.objects.filter(site=site) if site else Article.objects.all()
    if url.isascii() and url.isdigit():
        # No id is longer, and Python refuses to parse numbers of thousands of digits.
        return articles.filter(pk=int(url[:20]))
    page = tokens.strip(url)[0]
    try:
        host, path = get_host(page) or urlsplit(page).netloc.lower(), urlsplit(page).path
        forms = {path, paths.normalise(path)}
    except ValueError:
        forms = {"\0"}
    # PostgreSQL does not accept NUL.
    if any("\0" in form or "%00" in form for form in forms):
        raise Refused(400, _("“%(url)s” is not a valid page address.") % {"url": url})
    condition = reduce(or_, (Q(url__contains=form.rstrip("/")) for form in forms))
    rows = articles.filter(condition).values_list("pk", "url", "site")
    found = [row for row in rows if paths.is_at(page, row[1])]
    if host:
        exact = [row for row in found if urlsplit(row[1]).netloc.lower() == host]
        found = exact or [row for row in found if row[2] == find_name(host)]
    return Article.objects.filter(pk__in=[pk for pk, _url, _site in found])


def find_site(host: str) -> str:
    """Return the site that a host is a name of, which is the host itself if the settings name none.

    A site that was counted under this host before comes first.
    """
    named = host and find_name(host.lower())
    is_own = not named or named == host or Article.objects.filter(site=host).exists()
    return host if is_own else named


def list_sites() -> list[str]:
    """Return the sites by name: those of SITES, otherwise those that have articles."""
    if settings.site_url or settings.sites:
        return list_named()
    sites = Article.objects.order_by("site").values_list("site", flat=True)
    return list(sites.distinct())


def list_languages() -> list[str]:
    """Return the languages that articles have; "" is that of articles without one."""
    languages = Article.objects.order_by("language").values_list("language", flat=True)
    return list(languages.distinct())


def list_sections() -> list[str]:
    """Return the names of the sections that articles have, the first MOST_SECTIONS of them."""
    sections = ArticleGroup.objects.filter(kind=Kind.SECTION).order_by("name")
    return list(sections.values_list("name", flat=True).distinct()[:MOST_SECTIONS])


def find_unused(articles: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each site, language and group to which no article belongs, from their values by name.

    Yields the name, the value, and the most similar value of an article, "" without one.
    """
    for name, value in articles.items():
        if name == "group":
            kind, _colon, group = value.partition(":")
            rows = ArticleGroup.objects.filter(kind=kind)
            if not rows.filter(name=group).exists():
                names = rows.order_by("name").values_list("name", flat=True).distinct()
                near = find_nearest(group, list(names[:MOST_NAMES]))
                yield name, value, f"{kind}:{near}" if near else ""
        elif not Article.objects.filter(**{name: value}).exists():
            # A site of the setting SITES may have no article yet.
            others = [each for each in _LISTS[name]() if each != value]
            yield name, value, find_nearest(value, others)


_LISTS: Final = {"site": list_sites, "language": list_languages}


def find_article(url: str, *, site: str = "") -> Article:
    """Return the one article with an address or id, on any site or on one.

    Raises `Refused`: 404 if no article has it, 400 if the address is not valid or belongs to
    several articles.
    """
    found = list(find_articles(url, site=site).order_by("pk")[:10])
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
