"""Risks to events in the configuration of a Redis, and the line that removes each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings as django_settings
from django.utils.translation import gettext as _
from redis.connection import parse_url

from sharekit.buffers import Advice
from sharekit.buffers.redis_stream.line import Away, Line

OLDEST: Final = (6, 2)
"""The first Redis whose streams can be trimmed and read from an exclusive id."""


def advise(line: Line, url: str) -> list[Advice]:
    """Return advice on the server of an open line to an address; raise `Away` or `Unanswered`."""
    return [*_check_version(line), *_check_configuration(line), *_check_caches(url)]


def describe_away(url: str, error: str) -> Advice:
    """Return the advice for a server that does not answer."""
    return Advice(
        _("Redis does not answer at %(url)s: %(error)s") % {"url": _hide(url), "error": error},
        _("Start Redis, or correct the buffer's URL. Events wait in the database until then."),
    )


def _check_version(line: Line) -> Iterator[Advice]:
    lines = line.ask("INFO", "server").decode().splitlines()
    version = dict(each.split(":", 1) for each in lines if ":" in each)["redis_version"]
    if tuple(map(int, version.split(".")[:2])) < OLDEST:
        yield Advice(
            _("The version of Redis is %(version)s.") % {"version": version},
            _(
                "Use Redis 6.2 or later, or Valkey. Older versions lack commands that "
                "sharekit needs."
            ),
        )


def _check_configuration(line: Line) -> Iterator[Advice]:
    try:
        answers = [line.ask("CONFIG", "GET", name) for name in ("append*", "maxmemory-policy")]
    except Away:
        yield Advice(
            _("The configuration of Redis cannot be read."),
            _("Use appendonly yes, appendfsync always and maxmemory-policy noeviction."),
        )
        return
    flat = [text.decode() for answer in answers for text in answer]
    given = dict(zip(flat[::2], flat[1::2], strict=True))
    if given.get("appendonly") != "yes":
        yield Advice(
            _(
                "Redis keeps events only in memory. If it stops, events that were not "
                "counted yet are lost."
            ),
            "appendonly yes",
        )
    elif given.get("appendfsync") != "always":
        yield Advice(
            _(
                "Redis does not write each event to disk at once. A crash loses events that "
                "were already stored."
            ),
            "appendfsync always",
        )
    if given.get("maxmemory-policy") != "noeviction":
        yield Advice(
            _("Redis evicts keys when its memory is full, including events."),
            "maxmemory-policy noeviction",
        )


def _check_caches(own_url: str) -> Iterator[Advice]:
    own = _get_place(own_url)
    for name, cache in django_settings.CACHES.items():
        locations = cache.get("LOCATION") or ""
        for url in [locations] if isinstance(locations, str) else locations:
            if "://" in url and _get_place(url) == own:
                yield Advice(
                    _(
                        "CACHES[%(name)r] uses the same Redis database as the events. "
                        "cache.clear() would delete them."
                    )
                    % {"name": name},
                    _(
                        "Use a separate Redis for the buffer, or at least another database "
                        "number in its URL."
                    ),
                )


def _get_place(url: str) -> tuple[Any, ...]:
    try:
        parts = parse_url(url)
    except ValueError:
        return (url,)
    host = parts.get("path") or (parts.get("host") or "localhost", parts.get("port") or 6379)
    return (host, parts.get("db") or 0)


def _hide(url: str) -> str:
    """Return an address without its password."""
    scheme, _sign, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
