"""What every buffer must do: a suite that each implementation runs as its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TypeVar

import pytest
from django.db import IntegrityError

from sharekit.buffers import Buffer
from sharekit.events import Event
from sharekit.exceptions import BacklogFull
from sharekit.models import BufferedEvent, SourceRollup
from tests.support.traffic import NOON, stamped

B = TypeVar("B", bound=Buffer)


@contextmanager
def open_buffers(
    build: Callable[[dict[str, object]], B], **given: object
) -> Iterator[Callable[..., B]]:
    """Return a function that builds a buffer with further options; close them all at the end."""
    with ExitStack() as stack:

        def make(**options: object) -> B:
            buffer = build(given | options)
            stack.callback(buffer.close)
            return buffer

        yield make


def number(count: int, *, start: int = 0) -> list[Event]:
    """Return distinguishable events."""
    return [stamped(at=NOON + start + index) for index in range(count)]


def take(buffer: Buffer, limit: int = 1000) -> list[Event]:
    """Drain one batch of every shard."""
    taken: list[Event] = []
    for shard in buffer.shards():
        with buffer.batch(shard, limit) as events:
            taken += events
    return taken


class BufferContract:
    """The laws; a subclass gives the fixtures `buffer`, and `make` for one with options."""

    def test_what_was_appended_comes_out_once(self, buffer: Buffer) -> None:
        buffer.append(number(3))
        buffer.append(number(2, start=3))

        assert sorted(take(buffer), key=lambda event: event.at) == number(5)
        assert take(buffer) == []

    def test_an_error_in_the_batch_leaves_its_events_where_they_are(self, buffer: Buffer) -> None:
        buffer.append(number(3))
        with pytest.raises(ZeroDivisionError):
            for shard in buffer.shards():
                with buffer.batch(shard, 1000):
                    1 / 0  # noqa: B018

        assert take(buffer) == number(3)

    def test_a_commit_that_fails_leaves_them_there_too(self, buffer: Buffer) -> None:
        """Whatever a buffer takes away it takes away with the commit or after it."""
        buffer.append(number(3))
        shard = buffer.shards()[0]
        with pytest.raises(IntegrityError), buffer.batch(shard, 1000):
            # No such article: noticed only by the commit, since foreign keys are deferred.
            SourceRollup.objects.create(article_id=10**9, day=date(2026, 11, 25), hour=0)

        assert take(buffer) == number(3)

    def test_a_batch_takes_about_its_limit_and_leaves_the_rest(self, buffer: Buffer) -> None:
        for index in range(10):
            buffer.append(number(2, start=2 * index))

        first = take(buffer, limit=5)
        assert 5 <= len(first) < 20
        assert len(first) + len(take(buffer)) == 20

    def test_an_append_larger_than_the_limit_still_comes_out(self, buffer: Buffer) -> None:
        buffer.append(number(30))

        assert len(take(buffer, limit=5)) == 30

    def test_the_status_says_how_many_wait_and_since_when(self, buffer: Buffer) -> None:
        assert buffer.status().waiting == 0
        assert buffer.status().oldest is None
        buffer.append(number(3))
        oldest = buffer.status().oldest
        buffer.append(number(2))

        assert buffer.status().waiting == 5
        assert buffer.status().oldest == oldest is not None

    def test_beyond_the_backlogs_bound_nothing_is_taken_until_some_is_counted(
        self, make: Callable[..., Buffer]
    ) -> None:
        buffer = make(BACKLOG=5)
        buffer.append(number(4))
        rows = BufferedEvent.objects.count()
        with pytest.raises(BacklogFull):
            buffer.append(number(2))
        assert buffer.status().waiting == 4
        # What a buffer refuses overflows nowhere else.
        assert BufferedEvent.objects.count() == rows

        take(buffer)
        buffer.append(number(8))
        larger = make(BACKLOG=20)
        larger.append(number(2))
        assert larger.status().waiting == 10

    def test_nobody_else_gets_what_a_worker_is_draining(self, buffer: Buffer) -> None:
        """The second worker comes while the first is inside its batch; each event has one owner."""
        buffer.append(number(4))
        taken: list[Event] = []

        def compete() -> None:
            taken.extend(take(buffer))
            buffer.close()

        second = threading.Thread(target=compete)
        shard = buffer.shards()[0]
        with buffer.batch(shard, 1000) as events:
            second.start()
            second.join(0.3)
        second.join()

        assert len(events) == 4
        assert taken == []

    def test_appends_go_on_while_a_worker_drains(self, buffer: Buffer) -> None:
        buffer.append(number(2))

        def append() -> None:
            buffer.append(number(3))
            buffer.close()

        appender = threading.Thread(target=append)
        shard = buffer.shards()[0]
        with buffer.batch(shard, 1000) as events:
            appender.start()
            appender.join(0.3)
        appender.join()

        assert len(events) == 2
        assert len(take(buffer)) == 3
