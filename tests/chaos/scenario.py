"""What the tests of single faults share: send, look into the servers, hold report to ledger."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import redis

from tests.chaos.crowd import Crowd
from tests.chaos.ledger import Difference
from tests.chaos.sender import Senders
from tests.chaos.site import Site

COUNTED_WITHIN = 90  # seconds; a worker whose broker was away takes some to come back


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


def settle_up(site: Site, crowd: Crowd) -> Difference:
    """Hold the report against the ledger, as soon as they agree or when the time is up."""
    end = time.monotonic() + COUNTED_WITHIN
    while not _compare(site, crowd).is_nothing and time.monotonic() < end:
        time.sleep(0.3)
    # What is counted twice may be so a tick later.
    time.sleep(1.5)
    return _compare(site, crowd)


def _compare(site: Site, crowd: Crowd) -> Difference:
    return crowd.ledger.compare(json.loads(site.manage("sharekit_report", "--format", "json")))


def connect(site: Site) -> psycopg.Connection[Any]:
    """Give a connection to the site's PostgreSQL, for looking only."""
    return psycopg.connect(site.environment["DATABASE_URL"].replace("postgres://", "postgresql://"))


def ask(site: Site, query: str) -> Any:
    """Give the one value that a query has."""
    with connect(site) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def connect_redis(site: Site) -> redis.Redis:
    """Give a client of the site's Redis, its streams' database."""
    return redis.Redis(port=site.redis_port)


def wait_for(holds: Callable[[], bool], *, within: float = 60) -> bool:
    """Tell whether something holds within some seconds."""
    end = time.monotonic() + within
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held
