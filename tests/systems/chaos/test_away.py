"""Redis and PostgreSQL that are away, paused, full, or silent, while readers go on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg
import pytest
import redis

from tests.support.waiting import wait
from tests.systems.chaos.proxy import Proxy
from tests.systems.chaos.readers.crowd import Crowd
from tests.systems.chaos.readers.sender import Senders
from tests.systems.chaos.scenario import (
    OVERFLOW,
    answer,
    ask,
    connect,
    connect_redis,
    count_waiting,
    pause,
    send,
    settle_up,
    wait_until_redis_is_used,
)
from tests.systems.chaos.site.processes import Site

pytestmark = pytest.mark.slow


def test_with_redis_stopped_readers_are_answered_and_nothing_is_lost(site: Site) -> None:
    site.set_up()
    crowd = Crowd(21)
    with send(site, crowd) as senders:
        answer(senders, 1000)
        site.kill("redis")
        try:
            answer(senders, 1000)
        finally:
            site.start("redis")
        senders.hold.set()
        wait_until_redis_is_used(site)

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def test_with_redis_paused_readers_are_answered_and_nothing_is_doubled(site: Site) -> None:
    """Events that Redis may have stored get 503; later events go to the database and get 204."""
    site.set_up()
    crowd = Crowd(22)
    with send(site, crowd) as senders:
        answer(senders, 1000)
        with pause(site.processes["redis"]):
            answer(senders, 1000)
            assert senders.answers["503"]
            senders.hold.set()
        wait_until_redis_is_used(site)

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def test_what_a_full_redis_refuses_overflows_and_is_counted(site: Site) -> None:
    """Nothing rings while Redis, the broker too, takes nothing: the command counts without it."""
    site.set_up()
    site.kill("worker")
    crowd = Crowd(23)
    with connect(site) as database, fill(connect_redis(site)) as client:
        with send(site, crowd):
            wait(lambda: ask(database, OVERFLOW), lambda events: events > 1000)
        assert sum(client.xlen(name) for name in client.scan_iter(_type="stream"))
        site.manage("sharekit_aggregate")
        assert count_waiting(site, database) == 0
    site.set_up()

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


@contextlib.contextmanager
def fill(client: redis.Redis) -> Iterator[redis.Redis]:
    """Let Redis have room for some thousand events, and no more, while the block lasts."""
    client.config_set("maxmemory", client.info("memory")["used_memory"] + 1_000_000)
    try:
        yield client
    finally:
        client.config_set("maxmemory", 0)


def test_postgresql_out_of_connections_only_delays_the_counting(site: Site) -> None:
    site.set_up()
    site.kill("web")
    crowd = Crowd(24)
    with contextlib.ExitStack() as taken:
        take_connections(site, taken)
        site.start("web")  # new processes, which know no salts yet

        def count_refused(senders: Senders) -> int:
            take_connections(site, taken)
            return senders.answers["503"]

        with send(site, crowd) as senders, taken:
            wait(lambda: count_refused(senders), lambda count: count > 50)

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def take_connections(site: Site, taken: contextlib.ExitStack) -> None:
    """Take every connection that the site's PostgreSQL has left, until the stack is closed."""
    with contextlib.suppress(psycopg.OperationalError):
        while True:
            taken.callback(connect(site).close)


def test_answers_of_redis_that_are_swallowed_double_nothing(site: Site) -> None:
    crowd = Crowd(25)
    with contextlib.closing(Proxy(site.redis_port)) as proxy:
        site.set_up(CHAOS_STREAMS=f"redis://127.0.0.1:{proxy.port}")
        with send(site, crowd) as senders:
            for _ in range(2):
                senders.hold.clear()
                answer(senders, 500)
                swallow(proxy, senders)
                senders.hold.set()
                wait_until_redis_is_used(site)

        assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def swallow(proxy: Proxy, senders: Senders) -> None:
    """Swallow answers until a request got 503 for it, and later ones 204 all the same."""
    swallowed, refused = proxy.swallowed, senders.answers["503"]
    proxy.swallows.set()
    wait(lambda: proxy.swallowed, lambda count: count > swallowed)
    wait(lambda: senders.answers["503"], lambda count: count > refused)
    answer(senders, 500)
    proxy.swallows.clear()
