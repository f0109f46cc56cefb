"""Views for monitoring: health for monitors, readiness for load balancers, metrics."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from sharekit import log
from sharekit.conf import settings
from sharekit.quiet import allow_safe_methods, answer_quietly
from sharekit.status.pulse import get_recent_status, has_database
from sharekit.views import without_transactions

_METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
# Early releases of Django 5.2 keep what is only "no-store" in the cache for whole sites.
_KEPT_NOWHERE: Final = {"Cache-Control": "private, no-store"}


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_safe_methods
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 if the status is healthy, otherwise 503; public."""
    status = get_recent_status()
    if status is not None and not status.is_healthy:
        log.write_throttled(logging.ERROR, "health/ answers 503. %s %s", status.state, status.step)
    return _answer(is_well=status is not None and status.is_healthy, fault="unhealthy")


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
@allow_safe_methods
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 if this process reaches its database, otherwise 503; public.

    A worker or a Redis that is away makes the site unhealthy, but no web server worse than another.
    """
    return _answer(is_well=has_database(), fault="not ready")


@login_not_required
@answer_quietly
@csrf_exempt
@without_transactions
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus; without the right token the address answers 404."""
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.metrics_token}"
    is_known = bool(settings.metrics_token) and constant_time_compare(given, expected)
    if not is_known or find_spec("prometheus_client") is None:
        raise Http404
    return _render_metrics(request)


@allow_safe_methods
def _render_metrics(request: HttpRequest) -> HttpResponse:
    # An extra: a site without it never gets here.
    from sharekit.metrics import render

    return HttpResponse(render(), headers={"Content-Type": _METRICS_TYPE, **_KEPT_NOWHERE})


def _answer(*, is_well: bool, fault: str) -> HttpResponse:
    return HttpResponse(
        f"{'ok' if is_well else fault}\n",
        status=200 if is_well else 503,
        headers={"Content-Type": "text/plain; charset=utf-8", **_KEPT_NOWHERE},
    )
