"""Events in any order, more than once, days late and by wrong clocks."""

from __future__ import annotations

import random
import time
from functools import partial

import pytest

from tests.support.waiting import wait
from tests.systems.chaos.readers.crowd import Crowd
from tests.systems.chaos.readers.sender import Browser
from tests.systems.chaos.scenario import answer, ask, connect, connect_redis, send, settle_up
from tests.systems.chaos.site.processes import Site

pytestmark = pytest.mark.slow

HOUR = 3600
DAYS = """
SELECT count(DISTINCT day) FROM sharekit_sourcerollup
JOIN sharekit_article ON sharekit_article.id = article_id WHERE url = ANY(%s)
"""


def test_duplicates_out_of_order_and_days_late_count_once(site: Site) -> None:
    site.set_up()
    crowd, chance = Crowd(11), random.Random(11)
    letters = [crowd.write(30) for _ in range(100)]
    again = [letter.keep_named() for letter in letters] * 2
    chance.shuffle(letters)
    chance.shuffle(again)
    browser = Browser(site.port)
    for first, *others in zip(letters, again[::2], again[1::2], strict=True):
        for letter in chance.sample([first, *others], 3):
            # A busy machine answers 503 now and then, and a page sends again what has a name.
            is_answered = not letter.events or browser.post(letter) == "204"
            if letter is first:
                crowd.close(first, is_answered=is_answered)
            if not is_answered and (named := letter.keep_named()).events:
                wait(partial(browser.post, named), lambda answer: answer == "204")
    browser.close()

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"
    with connect(site) as database:
        assert ask(database, DAYS, [*crowd.addresses]) > 5


def test_a_clock_that_jumps_loses_and_doubles_nothing(site: Site) -> None:
    """Web and worker get a wrong time; Redis's streams look as if its clock went back."""
    crowd = Crowd(12)
    for shift in (HOUR, -HOUR, 0):
        site.set_up(CHAOS_CLOCK=str(site.until_noon + shift))
        with send(site, crowd) as senders:
            answer(senders, 1000)
        ahead = f"{int((time.time() + HOUR) * 1000)}-0"
        with connect_redis(site) as client:
            for name in client.scan_iter(_type="stream"):
                last = client.xinfo_stream(name)["last-generated-id"].decode()
                client.execute_command("XSETID", name, max(last, ahead))

    assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"
