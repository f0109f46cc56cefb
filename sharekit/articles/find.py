"""Finds the key of the article that a template or a site's code shares."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise

from sharekit import keys, paths, sites
from sharekit.articles import address
from sharekit.articles.address import find_language
from sharekit.articles.identity import get as get_identity
from sharekit.articles.text import clean, parse_text
from sharekit.conf import settings
from sharekit.drafts import shows_draft
from sharekit.exceptions import UnknownSite
from sharekit.keys import ADDRESS_LENGTH, IDENTITY_LENGTH, TITLE_LENGTH, ArticleKey

P = ParamSpec("P")
Result = TypeVar("Result")

logger: Final = logging.getLogger("sharekit")


def find_key(
    thing: Any, *, request: HttpRequest | None, title: Any = None, site: str = ""
) -> ArticleKey | None:
    """Return the key of the article that a model instance, a Wagtail page or an address names.

    None if there is nothing to share: in a draft, for an unsaved object, for one without an
    address, and at a host that SITES lacks. If that is a mistake of the site, the log says what to
    do. Raises only `UnknownSite` (see `sites.find_origin`, which also explains `site`).
    """
    if shows_draft(request):
        return None
    try:
        found = _get_address(thing, request)
        url = address.complete(found, request=request, site=site) if found else ""
        name = _get_title(thing, title) if url else ""
    except UnknownSite:
        raise
    except Exception as error:
        # Whatever the site's own methods raise, the page is shown.
        logger.warning("%s has no address or title: %r", _describe(thing), error, exc_info=True)
        return None
    if not url:
        return None
    if isinstance(thing, Model):
        identity = keys.join(get_identity(thing), find_language(url, request=request))
    else:
        identity = paths.identify(url)
    if len(identity) > IDENTITY_LENGTH or len(url) > ADDRESS_LENGTH:
        logger.warning(
            "%s cannot be shared: its path may have at most %d characters, its address %d.",
            _describe(thing),
            IDENTITY_LENGTH,
            ADDRESS_LENGTH,
        )
        return None
    return ArticleKey(identity, url, name or url[:TITLE_LENGTH], keys.get_day())


def or_else(
    make_nothing: Callable[[], Result],
) -> Callable[[Callable[P, Result]], Callable[P, Result]]:
    """Let a template tag return an empty value if the site is unknown, and log what to do."""

    def decorate(tag: Callable[P, Result]) -> Callable[P, Result]:
        @wraps(tag)
        def render(*args: P.args, **options: P.kwargs) -> Result:
            try:
                return tag(*args, **options)
            except UnknownSite as error:
                logger.warning(str(error))
                return make_nothing()

        return render

    return decorate


def find_columns(
    thing: Any, *, request: HttpRequest | None, site: str | None = None
) -> dict[str, str]:
    """Return the columns that find the row of the article that `find_key` finds, {} without one.

    `site` names another site than that of the request, and "" all sites; `UnknownSite` is raised if
    SITES lacks it. If the site is unknown, those of an object find its articles on all sites.
    """
    chosen = "" if site is None else sites.choose_site(request, site)
    # The identity is the same on all sites, so any site will do.
    named = "" if site is None else chosen or next(iter(settings.sites), "")
    try:
        key = find_key(thing, request=request, site=named if settings.sites else "")
        columns = key.columns if key else {}
    except UnknownSite:
        is_saved = isinstance(thing, Model) and thing.pk is not None
        columns = {"identity": get_identity(thing)} if is_saved else {}
    if columns and site is not None:
        columns.pop("site", None)
    return columns | {"site": chosen} if columns and chosen else columns


def _get_address(thing: Any, request: HttpRequest | None) -> str:
    """Return the address that the object gives, "" if there is nothing to share."""
    if isinstance(thing, (str, Promise)):
        text = parse_text(thing)
        if request is not None and text == request.path:
            # A visitor may open a path that ends with white space.
            return text
        if not text.strip():
            logger.warning("share_buttons got no article. Check the name of the template variable.")
        return text.strip()
    if isinstance(thing, Model) and (thing._state.adding or thing.pk is None):
        return ""
    if _takes_request(thing.__class__):
        return _choose_host(parse_text(thing.get_full_url(request) or ""))
    if not hasattr(thing, "get_absolute_url"):
        logger.warning(
            "%s has no address. Add get_absolute_url() to its class, or pass a URL to "
            "share_buttons.",
            _describe(thing),
        )
        return ""
    return parse_text(thing.get_absolute_url() or "")


def _choose_host(url: str) -> str:
    """Return a Wagtail page's address at the host that the settings name.

    Wagtail takes the host from its Site record, which is localhost in each new project.
    """
    parts = urlsplit(url)
    if settings.site_url:
        return parts._replace(scheme="", netloc="").geturl()
    if url and settings.sites and not sites.find_own_origin(parts.netloc):
        logger.warning(
            "A page at %s was left out. Correct the host in Wagtail (Settings, Sites), or name it "
            "in SITES.",
            parts.netloc,
        )
        return ""
    return url


@lru_cache(maxsize=1024)
def _takes_request(cls: type) -> bool:
    """Return whether it is Wagtail's get_full_url(request), not a site's own method."""
    try:
        inspect.signature(getattr(cls, "get_full_url", None)).bind(None, None)  # type: ignore[arg-type]
    except TypeError:
        return False
    return True


def _get_title(thing: Any, title: Any) -> str:
    if given := clean(title, TITLE_LENGTH):
        return given
    if isinstance(thing, (str, Promise)):
        return ""
    # The text of a page of django CMS is the title of its draft.
    own = getattr(thing, "title", None) or getattr(thing, "get_title", None)
    found = clean(own() if callable(own) else own, TITLE_LENGTH)
    return found or clean(thing, TITLE_LENGTH)


def _describe(thing: Any) -> str:
    return f"{thing!r:.100}" if isinstance(thing, str) else f"A {thing.__class__.__name__}"
