"""How long rows are kept, and which figures stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from pytest_django import Settings

from sharekit import models
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping import steps
from sharekit.keeping.forget import forget_link
from sharekit.keeping.prune import Pruned, prune
from tests.support.clock import stop_clock
from tests.support.traffic import EVENTS, HOUR, MADE, NOON, make_link, stamped
from tests.unit.aggregate.test_counts import assert_totals_agree, read_rollups

pytestmark = pytest.mark.django_db

NOW = int(datetime.now(UTC).timestamp() * 1000)
DAY = 24 * HOUR


def count(*events: object) -> None:
    DatabaseBuffer().append(list(events))  # type: ignore[arg-type]
    drain()


def test_old_hours_become_days_and_no_count_changes() -> None:
    count(*EVENTS)
    before = read_rollups()
    rows = 0
    for model in (
        models.ShareRollup,
        models.SourceRollup,
        models.BlockRollup,
        models.PreviewRollup,
    ):
        rows += model._default_manager.update(day="2026-01-01")

    assert fold() == rows
    assert fold() == 0
    assert read_rollups() == before
    assert set(models.ShareRollup.objects.values_list("hour", flat=True)) == {-1}
    assert models.BlockRollup.objects.get().copies == 2


def test_what_is_counted_late_folds_into_the_same_day() -> None:
    late = stamped(at=NOW - 20 * DAY, received=NOW)
    for _ in range(2):
        count(late)
        fold()

    row = models.SourceRollup.objects.get()
    assert (row.hour, row.views) == (-1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_large_day_is_folded_in_steps_of_which_each_stays_when_the_next_one_fails(
    settings: Settings,
) -> None:
    at = NOW - 20 * DAY
    views = [stamped(source=source, at=at) for source in ("app", "dark", "direct", "social")]
    count(*views, *(stamped(kind="share", mark=letter, at=at) for letter in "wem"))
    before = read_rollups()
    settings.SHAREKIT = {"DRAIN_LIMIT": 1}
    steps: list[str] = []

    def fail_in_the_third(execute: Any, sql: str, *arguments: Any) -> Any:
        done = execute(sql, *arguments)
        steps.extend([sql] * sql.startswith("DELETE FROM sharekit_sourcerollup"))
        if len(steps) == 3:
            raise DatabaseError("a power cut")
        return done

    with connection.execute_wrapper(fail_in_the_third), pytest.raises(DatabaseError):
        fold()

    assert models.SourceRollup.objects.filter(hour__gte=0).count() == 2
    assert read_rollups() == before
    assert_totals_agree()
    assert fold() == 2
    assert read_rollups() == before
    assert_totals_agree()
    assert not models.ArticleChannelTotal.objects.filter(span=models.Span.NEW).exists()


def test_a_preview_that_waited_past_the_folding_counts_once() -> None:
    preview = stamped(kind="preview", source="whatsapp", at=NOW - 20 * DAY)
    count(preview)
    fold()
    count(preview)

    assert read_rollups() == {(preview.article.identity, "whatsapp", "signs"): 1}


def test_hours_of_previews_become_days_when_raw_rows_are_deleted(settings: Settings) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": 30}
    for hour in range(3):
        count(stamped(kind="preview", source="whatsapp", at=NOON + hour * HOUR))
    previews = models.PreviewRollup.objects

    previews.update(day=timezone.localdate() - timedelta(days=30))
    assert fold() == 0
    previews.update(day=timezone.localdate() - timedelta(days=31))
    assert fold() == 3

    assert list(previews.values_list("hour", "signs")) == [(-1, 3)]


@pytest.mark.parametrize("use_tz", [True, False])
def test_a_day_is_folded_when_it_is_more_than_eight_days_old(
    settings: Settings, use_tz: bool
) -> None:
    settings.USE_TZ = use_tz
    count(stamped(at=NOW - 8 * DAY, received=NOW))
    assert fold() == 0

    count(stamped(at=NOW - 9 * DAY, received=NOW))
    assert fold() == 1


def test_hours_stay_apart_for_as_long_as_the_site_says(settings: Settings) -> None:
    settings.SHAREKIT = {"FOLD_DAYS": 30}
    count(stamped(at=NOW - 30 * DAY, received=NOW))
    assert fold() == 0

    count(stamped(at=NOW - 31 * DAY, received=NOW))
    assert fold() == 1


def test_salts_and_readers_are_gone_after_48_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.fromtimestamp(NOW / 1000, UTC)
    stop_clock(monkeypatch, now)
    today = now.date()
    for days in range(4):
        day = today - timedelta(days=days)
        models.DailySalt.objects.create(day=day, salt=b"salt")
        count(
            stamped(
                mark=f"w{days + 1}111111111",
                name=f"x{days + 1}111111111",
                source="shared",
                reader="alice",
                at=NOW - 5 * DAY,
                received=NOW - days * DAY,
            )
        )

    assert prune() == Pruned(salts=2, readers=2, links=0, visits=0, blocks=0, rejected=0)
    assert set(models.DailySalt.objects.values_list("day", flat=True)) == {
        today,
        today - timedelta(days=1),
    }
    known = models.Clickback.objects.filter(reader__isnull=False)
    assert {visit.day for visit in known} == {today, today - timedelta(days=1)}


def test_links_and_visits_age_out_and_counts_stay(settings: Settings) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": 30}
    old, young = NOW - 31 * DAY, NOW - 29 * DAY
    root, child = "w1111111111", "w2222222222"
    count(
        stamped(kind="share", mark=root, at=old, received=old),
        stamped(kind="share", mark=child, parent=root, at=young, received=young),
        stamped(mark=root, name="x1111111111", source="shared", at=old, received=old),
        stamped(mark=child, name="x2222222222", source="shared", at=young, received=young),
    )
    models.RejectedEvent.objects.create(payload=b"[]", error="refused")
    models.RejectedEvent.objects.update(at=timezone.now() - timedelta(days=31))
    before = read_rollups()

    pruned = prune()

    assert (pruned.links, pruned.visits, pruned.rejected) == (1, 1, 1)
    link = models.ShareLink.objects.get()
    assert (link.token, link.parent, link.generation) == (child, None, 1)
    assert models.Clickback.objects.get().token == child
    assert read_rollups() == before


def test_a_link_of_the_site_is_known_however_old_it_is(settings: Settings) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": 30}
    make_link()
    models.ShareLink.objects.update(at=timezone.now() - timedelta(days=400))
    visit = {"mark": MADE, "source": "shared"}
    old, late = NOW - 31 * DAY, NOW
    count(stamped(name="x1111111111", at=old, received=old, **visit))

    assert (prune().links, models.Clickback.objects.count()) == (0, 0)
    count(stamped(name="x2222222222", at=late, received=late, **visit))

    assert read_rollups() == {
        (MADE, "", "visits"): 2,
        ("/swifts/", "campaign", "views"): 2,
        ("/swifts/", "campaign", "entries"): 2,
    }


def test_a_link_of_the_site_that_is_forgotten_takes_its_counts_along() -> None:
    make_link()
    count(stamped(mark=MADE, name="x1111111111", source="shared"))

    forget_link(MADE)

    assert not models.LinkTotal.objects.exists()
    assert not models.Clickback.objects.exists()


def test_pruning_goes_on_until_nothing_old_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEP", 2)
    old = NOW - 100 * DAY
    count(*[stamped(kind="share", mark=f"w{n}111111111", at=old) for n in range(1, 6)])

    assert prune().links == 5


@pytest.mark.django_db(transaction=True)
def test_other_work_is_done_after_each_step_of_folding_and_pruning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "STEP", 1)
    settings.SHAREKIT = {"DRAIN_LIMIT": 1, "KEEP_DAYS": 30}
    old = NOW - 40 * DAY
    count(*(stamped(at=old, source=source) for source in ("app", "dark", "social")))
    count(*(stamped(kind="share", mark=f"w{digit * 10}", at=old) for digit in "123"))
    left: list[int] = []

    def work() -> None:
        assert not connection.in_atomic_block
        hours = models.SourceRollup.objects.filter(hour__gte=0)
        left.append(hours.count() + models.ShareLink.objects.count())

    fold(work)
    prune(work)

    # Three rows of hours, and three links.
    assert sorted(set(left), reverse=True) == [6, 5, 4, 3, 2, 1, 0]


def test_counts_of_copied_blocks_age_out(settings: Settings) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": 30}
    for days, block in ((32, "old"), (29, "young")):
        count(stamped(kind="copy", mark="t", block=block, at=NOW - days * DAY, received=NOW))

    assert prune().blocks == 1
    assert models.BlockRollup.objects.get().block == "young"


def test_a_share_that_comes_after_its_link_was_pruned_takes_back_only_later_visits() -> None:
    old, token = NOW - 95 * DAY, "w1234567891"
    count(stamped(kind="share", mark=token, at=old, received=old))
    visit = {"kind": "view", "source": "shared", "mark": token}
    for number in range(1, 4):
        at = NOW - number * DAY
        count(stamped(**visit, name=f"v111111111{number}", reader=f"{number}", at=at, received=at))
    prune()
    assert not models.ShareLink.objects.exists()

    count(stamped(**visit, name="v1111111119", reader="9", at=NOW, received=NOW))
    assert sum_up("inferred_clickbacks") == 1
    count(stamped(kind="share", mark=token, at=NOW, received=NOW))

    assert sum_up("inferred_clickbacks") == 0
    assert sum_up("clickbacks") == 4
    assert not models.ShareRollup.objects.filter(inferred_clickbacks__lt=0).exists()
    assert_totals_agree()


def sum_up(figure: str) -> int:
    """Return the sum of a figure over all channels and hours."""
    return sum(models.ShareRollup.objects.values_list(figure, flat=True))
