"""Finds what a request shows: a page of django CMS, or an object of an apphook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from cms.models import PageContent
from cms.toolbar.utils import get_toolbar_from_request
from django.db.models import Model
from django.http import HttpRequest
from django.template import Context

from sharekit import paths
from sharekit.articles.find import find_key

_PAGES: Final = frozenset({"pages-root", "pages-details-by-slug"})
"""The names of the addresses at which django CMS shows its own pages."""


def find_shown(request: HttpRequest, context: Context) -> Any:
    """Return the page, the object of an apphook, or else the request's path.

    An apphook's object is the one in the toolbar or in the template's context whose address is the
    request's. An error page shows nothing: what is returned is false.
    """
    match = request.resolver_match
    page = request.current_page  # type: ignore[attr-defined]
    if match is None or match.url_name in _PAGES:
        return page
    # Django's own handler of the error 404 sets it.
    if "request_path" in context:
        return None
    for thing in (*_list_objects(request, context), page):
        if thing and _is_at(thing, request):
            return thing
    return request.path


def _list_objects(request: HttpRequest, context: Context) -> Iterator[Any]:
    for thing in (get_toolbar_from_request(request).get_object(), *context.flatten().values()):
        # `type` evaluates no lazy object: the user would need a query.
        is_model = issubclass(type(thing), Model) and not isinstance(thing, PageContent)
        if is_model and hasattr(thing, "get_absolute_url"):
            yield thing


def _is_at(thing: Any, request: HttpRequest) -> bool:
    key = find_key(thing, request=request)
    if key is None or not paths.is_at(key.address, request.build_absolute_uri()):
        return False
    # Otherwise it is a part of the page, such as a post of a thread.
    own = urlsplit(str(thing.get_absolute_url()))
    given = set(parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True))
    return not own.fragment and given.issuperset(parse_qsl(own.query, keep_blank_values=True))
