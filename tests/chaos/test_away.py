"""Redis and PostgreSQL that are away, paused, full, or silent, while readers go on."""

from __future__ import annotations

import contextlib
import time

import psycopg
import pytest

from tests import servers
from tests.chaos.conftest import MakeSite
from tests.chaos.crowd import Crowd
from tests.chaos.proxy import Proxy
from tests.chaos.scenario import ask, connect, connect_redis, send, settle_up, wait_for
from tests.chaos.sender import Senders

pytestmark = pytest.mark.slow

OVERFLOW = "SELECT coalesce(sum(count), 0) FROM sharekit_bufferedevent"


def test_with_redis_stopped_answers_stay_under_a_second(make_site: MakeSite) -> None:
    site, crowd = make_site(), Crowd(21)
    with send(site, crowd) as senders:
        calm = warm_up(senders)
        site.kill("redis")
        stored = senders.answered
        time.sleep(3)
        assert senders.answered > stored
        slowest = senders.slowest
        site.start("redis")
        time.sleep(1)

    assert slowest < calm + 1
    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def test_with_redis_paused_answers_stay_under_a_second(make_site: MakeSite) -> None:
    site, crowd = make_site(), Crowd(22)
    with send(site, crowd) as senders:
        calm = warm_up(senders)
        servers.stop(site.processes["redis"])
        time.sleep(7)  # longer than the server is avoided after it did not answer
        slowest = senders.slowest
        servers.go_on(site.processes["redis"])
        time.sleep(1)

    assert senders.answers["503"]
    assert slowest < calm + 1
    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def warm_up(senders: Senders) -> float:
    """Wait until every process has its connections, and time answers from now on.

    Gives the seconds that the slowest one took with nothing away: a busy machine may take some.
    """
    assert wait_for(lambda: senders.answered > 2000)
    senders.slowest = 0
    assert wait_for(lambda: senders.answered > 3000)
    calm, senders.slowest = senders.slowest, 0
    return calm


def test_what_a_full_redis_refuses_overflows_and_is_counted(make_site: MakeSite) -> None:
    """Nothing rings while Redis, the broker too, takes nothing: the command counts without it."""
    site, crowd = make_site(), Crowd(23)
    site.kill("worker")
    client = connect_redis(site)
    used = client.info("memory")["used_memory"]
    client.config_set("maxmemory", used + 1_500_000)
    with send(site, crowd):
        assert wait_for(lambda: ask(site, OVERFLOW) > 1000)
    assert sum(client.xlen(name) for name in client.scan_iter(_type="stream"))
    site.manage("sharekit_aggregate")

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def test_postgresql_out_of_connections_only_delays_the_counting(make_site: MakeSite) -> None:
    site, crowd = make_site(postgresql=["-c", "max_connections=20"]), Crowd(24)
    site.kill("web")
    taken: list[psycopg.Connection[object]] = []

    def take_all() -> None:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                taken.append(connect(site))

    take_all()
    site.start("web")  # new processes, which know no salts yet
    with send(site, crowd) as senders:

        def are_refused() -> bool:
            take_all()
            return senders.answers["503"] > 50

        assert wait_for(are_refused)
        for connection in taken:
            connection.close()
        time.sleep(1)

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def test_answers_of_redis_that_are_swallowed_double_nothing(make_site: MakeSite) -> None:
    port = servers.find_port()
    with contextlib.closing(Proxy(port)) as proxy:
        streams = f"redis://127.0.0.1:{proxy.port}"
        site = make_site(redis_port=port, variables={"CHAOS_STREAMS": streams})
        crowd = Crowd(25)
        with send(site, crowd) as senders:
            warm_up(senders)
            for _ in range(2):
                time.sleep(0.5)
                proxy.swallows.set()
                time.sleep(1)
                proxy.swallows.clear()
                time.sleep(5)  # as long as a silent server is avoided

        assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"
        assert proxy.swallowed
        assert senders.answers["503"]
