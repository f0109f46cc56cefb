"""Judges the lists of what is going up, and what is worth pushing, by worlds with known truth."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import pytest
from django.utils import timezone

from sharekit.aggregate.fold import fold
from sharekit.models import Article, ChannelTotal, SourceTotal
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.figures.tips.rising import list_rising
from sharekit.reports.period.days import last_days
from tests.support.clock import stop_clock
from tests.support.worlds.lives import PERIOD, World

WORLDS: Final = 100
RIGHTLY: Final = 1.5
"""An article with less than this multiple of what is usual, in truth, is a false alarm."""


class Verdict(NamedTuple):
    """How a list did in a world.

    `place` is that of the article that should be found, None if it is not in the list or does not
    exist (`is_there`). `false` and `right` are the numbers of other articles.
    """

    is_there: bool
    place: int | None
    false: int
    right: int


class Judged(NamedTuple):
    """How both lists did in a world."""

    rising: Verdict
    promising: Verdict


def judge(seed: int) -> Judged:
    """Let a world live, read both lists, and remove it from the tables again.

    Of four worlds in a row, one has an article that takes off, one a good article that hardly
    anybody reads, one both, and one neither.
    """
    chance = random.Random(seed)
    first = datetime(2026, 9, 1, tzinfo=timezone.get_default_timezone())
    now = first + timedelta(days=chance.randrange(28), minutes=chance.randrange(24 * 60))
    with pytest.MonkeyPatch.context() as patch:
        stop_clock(patch, now)
        truth = World(seed, now=now).live(goes_up=bool(seed & 1), is_hidden=bool(seed & 2))
        fold()
        rising = [each.id for each in list_rising(now=now)]
        promising = [each.id for each in list_promising(last_days(PERIOD))]
    for model in (Article, ChannelTotal, SourceTotal):
        model._default_manager.all().delete()
    return Judged(
        _compare(rising, truth.going_up, truth.rises),
        _compare(promising, truth.hidden, truth.factors),
    )


def _compare(found: Sequence[int], wanted: int | None, truth: Mapping[int, float]) -> Verdict:
    others = [pk for pk in found if pk != wanted]
    false = sum(truth[pk] < RIGHTLY for pk in others)
    place = found.index(wanted) if wanted in found else None
    return Verdict(wanted is not None, place, false, len(others) - false)


def tabulate(judged: Iterable[Judged]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    lists = [list(column) for column in zip(*judged, strict=True)]
    yield f"| in {len(lists[0])} worlds | Going up | Worth pushing |"
    yield "|---|---|---|"
    for name, get in _ROWS.items():
        numbers = [str(sum(map(get, verdicts))) for verdicts in lists]
        yield f"| {name} | {' | '.join(numbers)} |"


_ROWS: Final[dict[str, Callable[[Verdict], int]]] = {
    "worlds with such an article": lambda each: each.is_there,
    "**hits**: it is in the list": lambda each: each.place is not None,
    "hits in the first place": lambda each: each.place == 0,
    "**misses**": lambda each: each.is_there and each.place is None,
    f"other listed articles, rightly: {RIGHTLY} times what is usual, or more": (
        lambda each: each.right
    ),
    "**false alarms**: listed articles with less than that": lambda each: each.false,
    "worlds with a false alarm": lambda each: each.false > 0,
}
"""What is counted of the verdicts, by its words."""
