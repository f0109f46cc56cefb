"""The law of counting: order and repetition change nothing, and every event counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import F, Sum
from hypothesis import given
from hypothesis import strategies as st

from sharekit import models
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from tests.support.traffic import EVENTS, HOUR, MADE, NOON, make_link, stamped
from tests.unit.aggregate.by_hand import Figures, count_by_hand
from tests.unit.examples import take_one_in

# The results of a campaign link: visits, some repeated, and reshares.
OF_MADE = [
    *(
        stamped(mark=MADE, name=f"x7{n}xxxxxxxx", reader=reader, source=source, at=NOON + n * HOUR)
        for n, (reader, source) in enumerate(
            [("alice", "shared"), ("alice", "shared"), ("bob", "shared"), ("", ""), ("", "shared")],
            1,
        )
    ),
    stamped(kind="share", mark="w" + "8" * 10, parent=MADE),
    stamped(mark="w" + "8" * 10, name="x8xxxxxxxxx", source="shared"),
    stamped(kind="copy", mark="t", parent=MADE),
    # It was not created by a share, although this event claims so.
    stamped(kind="share", mark=MADE),
]

Totals = dict[tuple[object, ...], int]
"""A sum by the values of a key, and the name of the summed column."""


def read_rollups() -> Figures:
    """Return the sums of all rows of counts."""
    figures: Figures = {}
    tables: tuple[type[Any], ...] = (
        models.ShareRollup,
        models.SourceRollup,
        models.BlockRollup,
        models.PreviewRollup,
    )
    for model in tables:
        for row in model.objects.values("article__identity", model.KIND).annotate(
            **{f"sum_{count}": Sum(count) for count in model.counts()}
        ):
            for count in model.counts():
                if row[f"sum_{count}"]:
                    key = row["article__identity"], row[model.KIND], count
                    figures[key] = row[f"sum_{count}"]
    of_links: Any = models.LinkTotal.objects.values("link__token").annotate(
        sum_visits=Sum("visits"), sum_reshares=Sum("reshares")
    )
    for row in of_links:
        for count in models.LinkTotal.counts():
            if row[f"sum_{count}"]:
                figures[row["link__token"], "", count] = row[f"sum_{count}"]
    return figures


def sum_up(rows: Iterable[Any], *, by: tuple[str, ...], counts: Iterable[str]) -> Totals:
    """Return sums by key and count, without those that are 0."""
    totals: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        for count in counts:
            totals[(*(row[name] for name in by), count)] += row[count]
    return {key: total for key, total in totals.items() if total}


def assert_totals_agree() -> None:
    """Assert that each total is what its rollups sum to."""
    shares, views = map(_read_rollups, (models.ShareRollup, models.SourceRollup))
    of_shares, of_views = models.ShareRollup.counts(), models.SourceRollup.counts()
    dark = [{**row, "dark": row["entries"]} for row in views if row["source"] == "dark"]
    totals = models.ArticleTotal.objects.values()
    of_channels = models.ArticleChannelTotal.objects.values()
    by, by_channel = ("article_id", "day"), ("article_id", "channel", "day")
    for span in set(models.Span) - {models.Span.NEW}:
        # What is new is in none of the other spans yet.
        read = partial(begin, span=span)
        held = [row for row in totals if row["span"] in {models.Span.NEW, span}]
        assert sum_up(read(held), by=by, counts=models.ArticleTotal.counts()) == {
            **sum_up(read(shares), by=by, counts=of_shares),
            **sum_up(read(views), by=by, counts=of_views),
            **sum_up(read(dark), by=by, counts=("dark",)),
        }
        of_each = [row for row in of_channels if row["span"] in {models.Span.NEW, span}]
        assert sum_up(read(of_each), by=by_channel, counts=of_shares) == (
            sum_up(read(shares), by=by_channel, counts=of_shares)
        )
    for total, rows in ((models.ChannelTotal, shares), (models.SourceTotal, views)):
        assert sum_up(total._default_manager.values(), by=total.key(), counts=total.counts()) == (
            sum_up(rows, by=total.key(), counts=total.counts())
        )


def _read_rollups(model: type[models.Rollup]) -> list[Any]:
    return list(model._default_manager.annotate(site=F("article__site")).values())


def begin(rows: Iterable[Any], *, span: models.Span) -> Iterator[Any]:
    """Yield rows with the first day of their span."""
    for row in rows:
        day = row["day"]
        first = {
            models.Span.WEEK: day - timedelta(days=day.isoweekday() - 1),
            models.Span.MONTH: date(day.year, day.month, 1),
            models.Span.QUARTER: date(day.year, (1, 4, 7, 10)[(day.month - 1) // 3], 1),
            models.Span.YEAR: date(day.year, 1, 1),
        }
        yield {**row, "day": first.get(span, day)}


def read_chains() -> set[tuple[str, str, str, int | None]]:
    """Return every link's token, parent's and root's token, and generation."""
    links = models.ShareLink.objects.select_related("parent", "root")
    return {
        (
            link.token,
            link.parent.token if link.parent else "",
            link.root.token if link.root else "",
            link.generation,
        )
        for link in links
    }


def forget() -> None:
    for model in (
        models.ShareLink,
        models.Clickback,
        models.Article,
        models.ChannelTotal,
        models.SourceTotal,
        models.RejectedEvent,
    ):
        model._default_manager.all().delete()


def cut(events: list[Event], sizes: list[int]) -> Iterator[list[Event]]:
    """Yield events in appends of those sizes, the rest in one."""
    for size in sizes:
        if events:
            yield events[:size]
            events = events[size:]
    if events:
        yield events


@pytest.mark.django_db
@given(
    events=st.lists(st.sampled_from(EVENTS), min_size=1, max_size=60),
    sizes=st.lists(st.integers(1, 20), max_size=6),
    drains=st.sets(st.integers(0, 6)),
    folds=st.sets(st.integers(0, 6)),
)
def test_every_order_and_repetition_counts_each_event_once(
    events: list[Event], sizes: list[int], drains: set[int], folds: set[int]
) -> None:
    forget()
    buffer = DatabaseBuffer()
    for number, part in enumerate(cut(events, sizes)):
        buffer.append(part)
        if number in drains:
            drain()
        if number in folds:
            fold()
    drain()

    assert read_rollups() == count_by_hand(events)
    assert_totals_agree()
    assert buffer.status().waiting == 0
    assert not models.RejectedEvent.objects.exists()


@pytest.mark.django_db
@given(
    events=st.lists(st.sampled_from([*OF_MADE, *EVENTS[:12]]), min_size=1, max_size=40),
    sizes=st.lists(st.integers(1, 20), max_size=6),
    drains=st.sets(st.integers(0, 6)),
)
def test_every_order_counts_what_a_link_of_the_site_brought_apart(
    events: list[Event], sizes: list[int], drains: set[int]
) -> None:
    forget()
    make_link()
    for number, part in enumerate(cut(events, sizes)):
        DatabaseBuffer().append(part)
        if number in drains:
            drain()
    drain()

    assert read_rollups() == count_by_hand(events, made=MADE)
    assert_totals_agree()
    link = models.ShareLink.objects.get(token=MADE)
    assert (link.state, link.campaign, link.generation) == (link.State.CAMPAIGN, "May", 0)


@pytest.mark.django_db
@take_one_in(5)
@given(events=st.permutations([event for event in EVENTS if len(event.mark) > 1]))
def test_every_order_ends_in_the_same_chains(events: list[Event]) -> None:
    forget()
    for event in events:
        DatabaseBuffer().append([event])
        drain()

    w1, w2, c3, t4, e5 = (
        "w" + "1" * 10,
        "w" + "2" * 10,
        "c" + "3" * 10,
        "t" + "4" * 10,
        "e" + "5" * 10,
    )
    assert read_chains() == {
        (w1, "", w1, 0),
        (w2, w1, w1, 1),
        (c3, w2, w1, 2),
        (t4, c3, w1, 3),
        (e5, "", e5, 0),
    }


@pytest.mark.django_db
def test_a_batch_that_was_already_counted_changes_nothing() -> None:
    named = [event for event in EVENTS if len(event.mark) > 1]
    for _ in range(2):
        DatabaseBuffer().append(named)
        drain()

    assert read_rollups() == count_by_hand(named)
