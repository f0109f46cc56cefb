"""Events in any order, more than once, days late and by wrong clocks."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

import pytest

from tests.chaos.conftest import MakeSite
from tests.chaos.crowd import Crowd
from tests.chaos.scenario import ask, connect_redis, send, settle_up
from tests.chaos.sender import Browser

pytestmark = pytest.mark.slow

HOUR = 3600


def test_duplicates_out_of_order_and_days_late_count_once(make_site: MakeSite) -> None:
    site, crowd, chance = make_site(), Crowd(11), random.Random(11)
    letters = [crowd.write(30) for _ in range(100)]
    again = [letter.keep_named() for letter in letters] * 2
    chance.shuffle(letters)
    chance.shuffle(again)
    browser = Browser(site.port)
    for first, *others in zip(letters, again[::2], again[1::2], strict=True):
        for letter in chance.sample([first, *others], 3):
            assert not letter.events or browser.post(letter) == "204"
        crowd.close(first, is_answered=True)
    browser.close()

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"
    assert ask(site, "SELECT count(DISTINCT day) FROM sharekit_sourcerollup") > 5


def test_a_clock_that_jumps_loses_and_doubles_nothing(make_site: MakeSite) -> None:
    """Web and worker are told a wrong time; Redis's streams look as if its clock went back.

    A day that ends meanwhile would give readers new salts: the clocks stay within it.
    """
    site, crowd = make_site(), Crowd(12)
    hour = datetime.now(UTC).hour
    for shift in (HOUR if hour < 22 else 0, -HOUR if hour > 1 else 0, 0):
        site.environment["CHAOS_CLOCK"] = str(shift)
        for kind in ("web", "worker"):
            site.kill(kind)
            site.start(kind)
        with send(site, crowd):
            time.sleep(2)
        ahead = f"{int((time.time() + HOUR) * 1000)}-0"
        client = connect_redis(site)
        for name in client.scan_iter(_type="stream"):
            last = client.xinfo_stream(name)["last-generated-id"].decode()
            client.execute_command("XSETID", name, max(last, ahead))

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"
