"""What the tests of single faults share: send, look into the servers, hold report to ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import redis

from tests.support import servers
from tests.support.waiting import poll, wait
from tests.systems.chaos.readers.crowd import Crowd
from tests.systems.chaos.readers.ledger import Difference
from tests.systems.chaos.readers.sender import Senders
from tests.systems.chaos.site.processes import Site

COUNTED_WITHIN = 90  # seconds; a worker whose broker was away takes some to come back
OVERFLOW = "SELECT coalesce(sum(count), 0) FROM sharekit_bufferedevent"
LOOKS = """
SELECT json_object_agg(shard, at) FROM sharekit_shardcursor
WHERE shard = 'database' OR shard LIKE 'redis:_'
"""
"""When the workers last looked at each shard."""


@contextmanager
def send(site: Site, crowd: Crowd, *, threads: int = 6) -> Iterator[Senders]:
    """Let a crowd send while the block lasts; at its end all that has a name was answered."""
    senders = Senders(crowd, port=site.port, threads=threads)
    senders.start()
    try:
        yield senders
    finally:
        senders.stop()
    assert senders.faults == []


def answer(senders: Senders, events: int) -> None:
    """Return when so many more events were answered 204; AssertionError if they never are."""
    goal = senders.answered + events
    wait(lambda: senders.answered, lambda answered: answered >= goal)


@contextmanager
def pause(process: servers.Process) -> Iterator[None]:
    """Let a process keep its connections and do nothing while the block lasts."""
    servers.stop(process)
    try:
        yield
    finally:
        servers.go_on(process)


def settle_up(site: Site, crowd: Crowd) -> Difference:
    """Hold the report against the ledger, once nothing waits and workers have looked again."""
    with connect(site) as database:

        def look() -> dict[str, str]:
            return dict(ask(database, LOOKS))

        wait(
            lambda: count_waiting(site, database),
            lambda waiting: not waiting,
            within=COUNTED_WITHIN,
        )
        before = look()
        # What is counted twice may be so a tick later.
        wait(look, lambda now: all(now[shard] != before[shard] for shard in before))
    return poll(lambda: _compare(site, crowd), lambda found: found.is_nothing, within=10)


def count_waiting(site: Site, database: psycopg.Connection[Any]) -> int:
    """Return how many requests wait in the streams, and how many events in the database."""
    with connect_redis(site) as client:
        streams = sum(client.xlen(name) for name in client.scan_iter(_type="stream"))
    return int(streams + ask(database, OVERFLOW))


def wait_until_redis_is_used(site: Site) -> None:
    """Return when web servers append to Redis again; they avoid one that failed for 5 s."""
    before = _count_appended(site)
    wait(lambda: _count_appended(site), lambda appended: appended > before)


def _count_appended(site: Site) -> int:
    with connect_redis(site) as client:
        return sum(int(client.hget(name, "appended") or 0) for name in client.scan_iter("*:state"))


def _compare(site: Site, crowd: Crowd) -> Difference:
    """Hold what the report has of the crowd's articles against its ledger."""
    report = json.loads(site.manage("sharekit_report", "--format", "json"))
    articles = [each for each in report["articles"] if each["url"] in crowd.addresses]
    return crowd.ledger.compare({"articles": articles})


def connect(site: Site) -> psycopg.Connection[Any]:
    """Return a connection to the site's PostgreSQL, for looking only."""
    address = site.environment["DATABASE_URL"].replace("postgres://", "postgresql://")
    return psycopg.connect(address, autocommit=True)


def ask(database: psycopg.Connection[Any], query: str, *arguments: object) -> Any:
    """Return the one value that a query has."""
    row = database.execute(query.encode(), arguments or None).fetchone()
    return row[0] if row else None


def connect_redis(site: Site) -> redis.Redis:
    """Return a client of the site's Redis, its streams' database."""
    return redis.Redis(port=site.redis_port)
