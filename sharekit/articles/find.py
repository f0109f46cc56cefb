"""Finds the key of the article that a template or a site's code shares."""

from __future__ import annotations

import inspect
import logging
from functools import lru_cache
from typing import Any, Final

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise

from sharekit import keys
from sharekit.articles import address
from sharekit.articles.identity import get as get_identity
from sharekit.articles.text import clean, parse_text
from sharekit.drafts import shows_draft
from sharekit.keys import ADDRESS_LENGTH, IDENTITY_LENGTH, TITLE_LENGTH, ArticleKey

logger: Final = logging.getLogger("sharekit")


def find_key(thing: Any, *, request: HttpRequest | None, title: Any = None) -> ArticleKey | None:
    """Return the key of the article that a model instance, a Wagtail page or an address names.

    None if there is nothing to share: in a draft, for an unsaved object, and for one without an
    address. If that is a mistake of the site, the log says what to do; nothing is raised.
    """
    if shows_draft(request):
        return None
    try:
        found = _get_address(thing, request)
        url = address.complete(found, request=request) if found else ""
        name = _get_title(thing, title) if url else ""
    except Exception as error:
        # Whatever the site's own methods raise, the page is shown.
        logger.warning("%s has no address or title: %r", _describe(thing), error, exc_info=True)
        return None
    if not url:
        return None
    identity = get_identity(thing) if isinstance(thing, Model) else address.identify(url)
    if len(identity) > IDENTITY_LENGTH or len(url) > ADDRESS_LENGTH:
        logger.warning(
            "%s cannot be shared: its path may have at most %d characters, its address %d.",
            _describe(thing),
            IDENTITY_LENGTH,
            ADDRESS_LENGTH,
        )
        return None
    return ArticleKey(identity, url, name or url[:TITLE_LENGTH], keys.get_day())


def identify(thing: Any, *, request: HttpRequest | None) -> str:
    """Return the identity of the article of an object, "" if `find_key` finds none.

    For a model instance, neither an address nor a request is needed.
    """
    if isinstance(thing, Model):
        return "" if thing._state.adding or thing.pk is None else get_identity(thing)
    key = find_key(thing, request=request)
    return key.identity if key else ""


def _get_address(thing: Any, request: HttpRequest | None) -> str:
    """Return the address that the object gives, "" if there is nothing to share."""
    if isinstance(thing, (str, Promise)):
        text = parse_text(thing).strip()
        if not text:
            logger.warning("share_buttons got no article. Check the name of the template variable.")
        return text
    if isinstance(thing, Model) and (thing._state.adding or thing.pk is None):
        return ""
    if _takes_request(thing.__class__):
        return parse_text(thing.get_full_url(request) or "")
    if not hasattr(thing, "get_absolute_url"):
        logger.warning(
            "%s has no address. Add get_absolute_url() to its class, or pass a URL to "
            "share_buttons.",
            _describe(thing),
        )
        return ""
    return parse_text(thing.get_absolute_url() or "")


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
