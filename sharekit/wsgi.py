"""A site's WSGI application with a fast lane for events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import translation
from django.utils.encoding import uri_to_iri

from sharekit.caches import cached_by

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_STATUS_LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


@cached_by("ALLOWED_HOSTS", "DEBUG", maxsize=256)
def _check_host(host: str) -> str:
    """Return a Host header as Django does; Django's check takes a third of the time of an answer.

    A host that is not allowed raises `DisallowedHost`. Exceptions are not cached, so strangers'
    hosts cannot evict the site's own.
    """
    request = HttpRequest()
    request.META = {"HTTP_HOST": host}
    return request.get_host()


class _Request(WSGIRequest):
    """The parts of a request that `views.answer_request` uses, without path, query and cookies.

    Host and body follow Django's rules: a body without a length is empty.
    """

    def __init__(self, environ: Environ) -> None:
        self.environ = self.META = environ
        self.method = environ["REQUEST_METHOD"].upper()

    def get_host(self) -> str:
        host = self.environ.get("HTTP_HOST")
        if host is None or "HTTP_X_FORWARDED_HOST" in self.environ:
            return super().get_host()
        return _check_host(host)

    def read(self, size: int = -1, /) -> bytes:  # type: ignore[override]
        try:
            length = int(self.environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        body: bytes = self.environ["wsgi.input"].read(min(size, length)) if length > 0 else b""
        return body


def fast_lane(application: Application) -> Application:
    """Return the application, with events answered before Django's middleware.

    docs/fast-lane.md lists what that skips: everything that middleware does (security headers,
    logging, maintenance mode, routing by host) and the signals of a request. If the site's URLconf
    maps the address elsewhere, or not at all, the application answers it.
    """
    from sharekit import views  # Models are not ready at import.

    @lru_cache(maxsize=1)
    def get_path(urlconf: str) -> str | None:
        """Return the PATH_INFO of the view, or None if Django would not call it."""
        prefix = get_script_prefix()
        set_script_prefix("/")
        try:
            with translation.override(settings.LANGUAGE_CODE):
                path = uri_to_iri(reverse("sharekit:events", urlconf))
                if resolve(path, urlconf).func is not views.events:
                    return None
        except Exception:  # noqa: BLE001
            # There is no such address, or the URLconf fails: the application answers that itself.
            return None
        finally:
            set_script_prefix(prefix)
        # PEP 3333: the bytes of the path, decoded as latin-1.
        return path.encode().decode("latin-1")

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != get_path(settings.ROOT_URLCONF):
            return application(environ, start_response)
        given = views.answer_request(_Request(environ))
        headers = list(given.headers.items())
        if given.body:
            headers.append(("Content-Length", str(len(given.body))))
        start_response(_STATUS_LINES[given.status], headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [given.body]

    return answer
