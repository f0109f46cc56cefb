"""A site whose pages the tests write: `pages["/a/"] = "<title>A</title>"`."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import include, path

Page = str | Callable[[HttpRequest], HttpResponseBase]
pages: dict[str, Page] = {}


def show(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with the page that a test wrote."""
    page = pages.get(request.get_full_path())
    if page is None:
        raise Http404
    return HttpResponse(page) if isinstance(page, str) else page(request)


urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    path("<path:name>", show),
]
