"""Passes requests to the real collect as if they arrived at their time, and drains the buffer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from unittest import mock
from urllib.parse import urlsplit

from demo_site.traffic.letters import Letter
from sharekit import keys
from sharekit.aggregate.drain import drain
from sharekit.collect import stamp
from sharekit.collect.answer import answer
from sharekit.conf import settings

TOGETHER: Final = 2_000
"""The number of requests after which waiting events are counted."""


class _Clock:
    """Replaces the module `time` where collect reads when a request arrives."""

    def __init__(self) -> None:
        self.now = 0

    def time_ns(self) -> int:
        """Return the time of the current request."""
        return self.now * 1_000_000


@contextmanager
def _moved_clock() -> Iterator[_Clock]:
    """Move the clock of collect, because events may be at most 7 days old.

    Only in this process, which serves no other requests.
    """
    clock = _Clock()
    with mock.patch.object(stamp, "time", clock):
        yield clock


def send(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Send each request and yield it when it is stored; all are counted at the end.

    Raises RuntimeError if collect answers anything but 204.
    """
    with _moved_clock() as clock:
        for number, letter in enumerate(letters, start=1):
            clock.now = letter.received
            _post(letter)
            if number % TOGETHER == 0:
                drain()
            yield letter
    drain()


def _post(letter: Letter) -> None:
    body = {"article": keys.sign(letter.article), "events": [letter.event]}
    headers = {"host": urlsplit(letter.article.address).netloc, **letter.headers}
    if hops := settings.trusted_proxies:
        headers["x-forwarded-for"] = ", ".join([letter.address] * hops)
    given = answer(json.dumps(body).encode(), headers=headers, address=letter.address)
    if given.status != 204:
        raise RuntimeError(f"collect answered {given.status}: {given.body.decode()}")
