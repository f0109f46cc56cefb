"""Answers that Django neither logs nor mails, because its records contain the request of a reader.

Django reports each answer of 500 and above to ADMINS, with REMOTE_ADDR and the user agent, and
passes each of 400 and above to the logger django.request. sharekit's own log records errors without
them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, TypeVar, cast

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.exception import get_exception_response, handle_uncaught_exception
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import get_resolver, get_urlconf

from sharekit import log

_BAD_REQUEST: Final = (SuspiciousOperation, BadRequest, MultiPartParserError)
"""The exceptions that Django itself answers with 400: request.GET and request.POST raise them."""

_AnyView = TypeVar("_AnyView", bound=Callable[..., HttpResponseBase])


def answer_quietly(view: _AnyView) -> _AnyView:
    """Return a view whose answers of any status are kept out of Django's logs and mails.

    For an exception, the reader gets the site's own error page, as Django would show it, and
    sharekit's log gets a line. With DEBUG the exception is raised: nothing is mailed then, and
    Django's page helps.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Exception as error:
            if settings.DEBUG:
                raise
            response = _show_page(request, error)
        # The attribute that django.utils.log.log_response checks (Django 5.2 to 6.1; covered by
        # tests).
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answer  # type: ignore[return-value]


def allow_methods(*methods: str) -> Callable[[_AnyView], _AnyView]:
    """Return a decorator for a view of these methods; Django's decorators log every refusal."""

    def decorate(view: _AnyView) -> _AnyView:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        return answer  # type: ignore[return-value]

    return decorate


allow_safe_methods: Final = allow_methods("GET", "HEAD")


def _show_page(request: HttpRequest, error: Exception) -> HttpResponseBase:
    """Return the site's page for an exception, and report it to sharekit's log and to tracing
    tools.
    """
    resolver = get_resolver(get_urlconf())
    if isinstance(error, Http404):
        return get_exception_response(request, resolver, HTTPStatus.NOT_FOUND, error)
    if isinstance(error, _BAD_REQUEST):
        name = type(error).__name__
        log.write_throttled(logging.WARNING, "A view of sharekit refused a request: %s", name)
        return get_exception_response(request, resolver, HTTPStatus.BAD_REQUEST, error)
    got_request_exception.send(sender=None, request=request)
    log.write_throttled(
        logging.ERROR,
        "A view of sharekit failed. Please report this with the traceback.",
        kind=type(error),
        error=error,
    )
    # It was just caught, so it has a traceback.
    traceback = cast("TracebackType", error.__traceback__)
    return handle_uncaught_exception(request, resolver, (type(error), error, traceback))
