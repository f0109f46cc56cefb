"""Risks to events in the configuration of Redis are reported with the line that fixes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sharekit.buffers.redis_stream import RedisStreamBuffer
from tests.unit.buffers.redis_server import RedisServer

pytestmark = pytest.mark.slow

SAFE = ("--appendonly", "yes", "--appendfsync", "always", "--save", "")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    made = RedisServer(tmp_path, options=SAFE)
    made.start()
    yield made
    made.kill()


def find_steps(url: str) -> list[str]:
    buffer = RedisStreamBuffer({"URL": url})
    try:
        return [each.step for each in buffer.check()]
    finally:
        buffer._lines.close()


def test_a_safe_redis_needs_no_advice(server: RedisServer) -> None:
    assert find_steps(server.url) == []


@pytest.mark.parametrize(
    ("name", "value", "step"),
    [
        ("appendonly", "no", "appendonly yes"),
        ("appendfsync", "everysec", "appendfsync always"),
        ("maxmemory-policy", "allkeys-lru", "maxmemory-policy noeviction"),
    ],
)
def test_a_line_that_endangers_events_is_named_with_the_right_one(
    server: RedisServer, name: str, value: str, step: str
) -> None:
    server.ask("CONFIG", "SET", name, value)

    assert find_steps(server.url) == [step]


def test_a_redis_that_keeps_its_configuration_to_itself_gets_advice(
    server: RedisServer,
) -> None:
    server.ask("ACL", "SETUSER", "web", "on", ">secret", "~*", "+@all", "-config")

    (step,) = find_steps(server.url.replace("//", "//web:secret@"))
    assert "appendfsync always" in step


def test_a_redis_that_is_too_old_is_reported(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such old Redis is to be had here: the bound is raised instead."""
    monkeypatch.setattr("sharekit.buffers.redis_stream.advice.OLDEST", (99, 0))

    (step,) = find_steps(server.url)
    assert "6.2" in step


@pytest.mark.parametrize(
    "location", ["redis://{host}", ["redis://elsewhere/3", "redis://{host}/0"]]
)
def test_a_cache_in_the_same_redis_database_is_reported(
    server: RedisServer, settings: Settings, location: str | list[str]
) -> None:
    host = f"127.0.0.1:{server.port}"
    urls = [location] if isinstance(location, str) else location
    filled = [url.format(host=host) for url in urls]
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {
        "default": {"BACKEND": backend, "LOCATION": filled[0] if len(filled) == 1 else filled},
        "odd": {"BACKEND": backend, "LOCATION": "memcached://elsewhere"},
        "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "apart": {"BACKEND": backend, "LOCATION": f"redis://{host}/7"},
    }

    (step,) = find_steps(server.url)
    assert "another database number" in step


def test_a_redis_that_is_away_is_reported_without_its_password(server: RedisServer) -> None:
    server.kill()
    url = server.url.replace("//", "//web:secret@")
    buffer = RedisStreamBuffer({"URL": f"{url}?password=secret"})
    (found,) = buffer.check()

    assert f"127.0.0.1:{server.port}" in found.sentence
    assert "secret" not in found.sentence
