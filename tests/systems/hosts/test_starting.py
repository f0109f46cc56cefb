"""Tests what a process does at its start, and its first requests, which come at once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from sharekit import tokens
from tests.support import servers
from tests.systems.hosts.host_reader import read, send
from tests.systems.hosts.host_site import Site

pytestmark = pytest.mark.slow

STARTS = 2
READERS = 8
STREAMS = "sharekit.buffers.redis_stream.RedisStreamBuffer"


@pytest.fixture
def redis() -> Iterator[str]:
    with servers.run_redis(servers.find_redis() or servers.miss("Redis")) as url:
        yield url


def configure(site: Site, **settings: object) -> None:
    site.write("settings.py", f"SHAREKIT = {settings}")


@pytest.mark.parametrize("names", [("BUFFER", "RATE_LIMIT_STORE"), ("RATE_LIMIT_STORE",)])
def test_the_first_requests_of_a_process_are_stored_and_counted_against_the_limits(
    site: Site, filled: Site, redis: str, names: tuple[str, ...]
) -> None:
    """Modules of redis-py import one another in circles: two threads must not import it at once."""
    given = {
        "BUFFER": {"BACKEND": STREAMS, "OPTIONS": {"URL": redis}},
        "RATE_LIMIT_STORE": redis,
    }
    chosen = {name: given[name] for name in names}
    configure(site, SITE_URL="http://127.0.0.1", TRUSTED_PROXIES=1, **chosen)
    site.write("settings.py", TAKING_TURNS)
    site.copy_tables(filled)
    with site.serve() as origin:
        page = read(f"{origin}/stories/swifts/")
    at_once = Barrier(READERS)

    def share(reader: int) -> int:
        event: dict[str, object] = {
            "kind": "share",
            "channel": "whatsapp",
            "token": tokens.mint("w"),
        }
        at_once.wait()
        return send(replace(page, address=site.origin), event, address=f"93.184.216.{reader}")

    statuses: list[int] = []
    for _ in range(STARTS):
        # A worker of the process before may still listen for a moment.
        site.port = servers.find_port()
        with (
            site.serve(("gunicorn", "wsgi", "--threads", str(READERS))),
            ThreadPoolExecutor(READERS) as readers,
        ):
            statuses += readers.map(share, range(READERS))

    assert statuses == [204] * READERS * STARTS
    assert "Rate limits are off" not in (site.folder / "server.log").read_text()
    [article] = site.count()
    assert article["shares"] == READERS * STARTS


TAKING_TURNS = """
DATABASES["default"]["OPTIONS"] = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL",
}
"""


def test_a_process_starts_without_its_redis_and_imports_no_library_that_it_does_not_need(
    site: Site,
) -> None:
    away = "redis://127.0.0.1:1/0"
    buffer = {"BACKEND": STREAMS, "OPTIONS": {"URL": away}}
    for settings, has_redis in (
        ({}, False),
        ({"BUFFER": buffer}, True),
        ({"RATE_LIMIT_STORE": "redis+cluster://127.0.0.1:1"}, True),
    ):
        configure(site, **settings)
        assert json.loads(site.run(HAS_REDIS)) is has_redis


HAS_REDIS = """
import json, sys
print(json.dumps("redis" in sys.modules))
"""
