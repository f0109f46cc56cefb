"""Web server and worker are killed with -9 while busy; nothing that was answered 204 is lost."""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from collections import Counter
from html import unescape
from typing import Any
from urllib.request import urlopen

import pytest

from sharekit import tokens
from tests.support.waiting import wait
from tests.systems.flow.demo import Demo

pytestmark = pytest.mark.slow

STORY = "/stories/a-jar-of-wild-flour/"
CLIENTS = 4
BETWEEN = 15  # shares answered from one kill to the next, so that it meets a site at work


class Client:
    """A reader's browser: sends again what has a name until it is answered, the rest only once."""

    def __init__(self, demo: Demo, key: str, seed: int) -> None:
        self._demo = demo
        self._key = key
        self._chance = random.Random(seed)
        self.answered: Counter[str] = Counter()
        self.unknown_views = 0
        self.is_done = False

    def run(self) -> None:
        while not self.is_done:
            token = tokens.mint("w")
            self._send_until_answered({"kind": "share", "channel": "whatsapp", "token": token})
            self.answered["shares"] += 1
            visits = self._chance.randint(0, 2)
            self.answered["clickbacks"] += visits > 0
            for _ in range(visits):
                name = tokens.mint("x")
                visit = {"kind": "view", "entry": True, "token": token, "id": name}
                self._send_until_answered(visit)
                self.answered["visits"] += 1
            if self._send({"kind": "view"}):
                self.answered["views"] += 1
            else:
                self.unknown_views += 1

    def _send_until_answered(self, event: dict[str, Any]) -> None:
        while not self._send(event):
            time.sleep(0.1)
        if self._chance.random() < 0.2:
            self._send(event)

    def _send(self, event: dict[str, Any]) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._demo.port, timeout=15)
        try:
            body = json.dumps({"article": self._key, "events": [event]})
            connection.request("POST", "/sharekit/events/", body)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        assert status in {204, 503}
        return status == 204


def count_shares(clients: list[Client]) -> int:
    return sum(client.answered["shares"] for client in clients)


def wait_for_shares(clients: list[Client], least: int) -> None:
    wait(lambda: count_shares(clients), lambda count: count >= least)


def wait_until_counted(demo: Demo, *, shares: int) -> None:
    wait(lambda: demo.report(STORY).get("shares", 0), lambda counted: counted >= shares)


@pytest.mark.parametrize("kills", [4, pytest.param(16, marks=pytest.mark.thorough)])
def test_kills_at_any_moment_lose_and_double_nothing(demo: Demo, kills: int) -> None:
    page = urlopen(demo.origin + STORY).read().decode()
    key = unescape(re.findall('data-sharekit="([^"]+)"', page)[0])
    clients = [Client(demo, key, seed) for seed in range(CLIENTS)]
    threads = [threading.Thread(target=client.run) for client in clients]
    chance = random.Random(7)
    for thread in threads:
        thread.start()
    for number in range(kills):
        wait_for_shares(clients, BETWEEN * (number + 1))
        time.sleep(chance.uniform(0, 0.6))
        if number % 2:
            demo.kill("Web server")
        else:
            # The worker counts what waits as soon as it starts, so it dies at work.
            demo.kill("Worker")
            counted = demo.report(STORY).get("shares", 0)
            wait_until_counted(demo, shares=counted + 1)
    for client, thread in zip(clients, threads, strict=True):
        client.is_done = True
        thread.join()

    answered = sum((client.answered for client in clients), Counter())
    unknown = sum(client.unknown_views for client in clients)
    demo.stop()
    demo.manage("sharekit_aggregate")
    figures = demo.report(STORY)
    assert (figures["shares"], figures["marked"]) == (answered["shares"], answered["shares"])
    views = answered["visits"] + answered["views"]
    assert views <= figures["views"] <= views + unknown
    assert figures["entries"] == answered["visits"]
    assert figures["clickbacks"] == answered["clickbacks"]
    assert figures["inferred"] == 0
    assert "raised unexpected" not in demo.logs()
