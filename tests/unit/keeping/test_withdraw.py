"""Forged hours are removed: none of their events count, and all other events do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.keeping.forget import forget_article
from sharekit.keeping.prune import prune
from sharekit.keeping.withdraw import Hours, count_hours, expand_hours, forget_hours
from sharekit.models import (
    Article,
    BlockRollup,
    Clickback,
    LinkTotal,
    PreviewRollup,
    ShareLink,
    ShareRollup,
    SourceRollup,
    Withdrawal,
)
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.figures.chains import get_chains
from sharekit.reports.period.days import Period
from tests.support.traffic import EVENTS, HOUR, MADE, NOON, SWIFTS, make_link, stamped
from tests.unit.aggregate.test_counts import assert_totals_agree, read_rollups

pytestmark = pytest.mark.django_db(transaction=True)

TABLES: tuple[Any, ...] = (ShareRollup, SourceRollup, BlockRollup, PreviewRollup)
FIRST = datetime(2026, 9, 21, 16)
"""The hour of NOON on the clock of the tests' site."""

Rows = dict[tuple[Any, ...], tuple[int, ...]]


@pytest.fixture(autouse=True)
def zone(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def count(*events: Event) -> None:
    DatabaseBuffer().append(list(events))
    drain()


def choose(first: datetime = FIRST, last: datetime = FIRST, channel: str = "") -> Hours:
    return Hours(Article.objects.get(identity=SWIFTS.identity), first, last, channel)


def read_rows() -> Rows:
    """Return the rows that are not zero, by table, article and key."""
    rows: Rows = {}
    for model in TABLES:
        for row in model.objects.values_list(
            "article__identity", *model.key()[1:], *model.counts()
        ):
            if any(row[4:]):
                rows[(model.__name__, *row[:4])] = row[4:]
    return rows


def is_within(key: tuple[Any, ...], hours: Hours) -> bool:
    _, identity, kind, day, hour = key
    moment = datetime(day.year, day.month, day.day, hour)
    is_chosen = hours.channel in {"", kind}
    return identity == SWIFTS.identity and is_chosen and hours.first <= moment <= hours.last


@pytest.mark.parametrize(
    ("last", "channel"),
    [
        (FIRST, ""),
        (FIRST + timedelta(hours=2), ""),
        (FIRST, "whatsapp"),
        (FIRST + timedelta(hours=6), "email"),
    ],
)
@pytest.mark.parametrize("is_spread", [False, True])
def test_the_hours_become_zero_and_nothing_else_changes(
    last: datetime, channel: str, is_spread: bool, settings: Settings
) -> None:
    count(*EVENTS)
    if is_spread:
        settings.SHAREKIT = {"FOLD_DAYS": 10_000}
        fold()
    before, hours = read_rows(), choose(last=last, channel=channel)
    taken = {key for key in before if is_within(key, hours)}
    if channel:
        taken = {key for key in taken if key[0] == "ShareRollup"}
    assert taken

    forget_hours(hours)

    left = {key: row for key, row in before.items() if key not in taken}
    assert read_rows() == left
    assert_totals_agree()
    assert not any(count_hours(hours).values())

    # What is sent again, and what is new of these hours, changes nothing.
    for event in EVENTS:
        if not channel:
            count(event)
    count(
        stamped(kind="share", mark="w" + "5" * 10) if channel != "email" else stamped(mark="e"),
        stamped(kind="share", mark="e") if channel == "email" else stamped(mark="w"),
    )
    assert read_rows().keys() == left.keys()
    fold()
    assert_totals_agree()


def test_a_link_of_these_hours_counts_neither_when_it_is_shared_nor_when_it_is_opened_again() -> (
    None
):
    token = "w" + "5" * 10
    count(stamped(mark=token, name="x" + "1" * 10, source="shared", reader="a"))
    forget_hours(choose())

    # Its share would complete it, and take back what is no longer counted.
    later = {"at": NOON + HOUR, "received": NOON + HOUR}
    count(stamped(kind="share", mark=token, **later))
    count(stamped(mark=token, name="x" + "1" * 10, source="shared", reader="a", **later))

    assert read_rows() == {}
    assert ShareLink.objects.get().state == ShareLink.State.WITHDRAWN
    assert not Clickback.objects.get().counted
    assert_totals_agree()

    # The next day's reader is another one.
    count(stamped(mark=token, name="x" + "2" * 10, source="shared", reader="b", **later))
    assert list_articles(Period())[0].counts["clickbacks"] == 1


def test_of_a_link_outside_only_the_visits_inside_are_taken() -> None:
    token = "w" + "5" * 10
    early = {"at": NOON - HOUR, "received": NOON}
    count(stamped(mark=token, name="x" + "1" * 10, source="shared", reader="a", **early))
    count(stamped(mark=token, name="x" + "2" * 10, source="shared", reader="b"))
    forget_hours(choose())

    # The share arrives late, and takes back what was inferred of the visits that still count.
    count(stamped(kind="share", mark=token, **early))

    counts = list_articles(Period())[0].counts
    assert (counts["shares"], counts["clickbacks"], counts["inferred"]) == (1, 1, 0)
    assert all(number >= 0 for row in read_rows().values() for number in row)
    assert_totals_agree()


def test_a_folded_day_goes_as_a_whole() -> None:
    count(*EVENTS, stamped(source="dark", at=NOON - 24 * HOUR, received=NOON))
    fold()
    before = choose()
    assert expand_hours(before) == choose(FIRST.replace(hour=0), FIRST.replace(hour=23))

    forget_hours(before)

    days = {key[3] for key in read_rows() if key[1] == SWIFTS.identity}
    assert days == {date(2026, 9, 20), date(2026, 9, 22)}
    assert Withdrawal.objects.get().until - Withdrawal.objects.get().since == timedelta(days=1)
    assert_totals_agree()


def test_a_day_of_folded_previews_goes_as_a_whole(settings: Settings) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": 8}
    count(stamped(kind="preview", source="whatsapp", at=NOON - HOUR))
    fold()

    assert expand_hours(choose()) == choose(FIRST.replace(hour=0), FIRST.replace(hour=23))
    forget_hours(choose())

    assert not read_rows()


def test_what_campaign_links_brought_in_these_hours_goes_too() -> None:
    make_link()
    for number, at in enumerate([NOON, NOON + HOUR, NOON + HOUR]):
        name, times = f"x{number + 1}xxxxxxxxx", {"at": at, "received": at}
        count(stamped(mark=MADE, name=name, source="shared", reader=name, **times))
        mark = f"w{number + 1}xxxxxxxxx"
        count(stamped(kind="share", mark=mark, parent=MADE, **times))

    forget_hours(choose(FIRST + timedelta(hours=1), FIRST + timedelta(hours=9)))

    total = LinkTotal.objects.get()
    assert (total.visits, total.reshares) == (1, 1)
    assert ShareLink.objects.get(token=MADE).state == ShareLink.State.CAMPAIGN
    assert_totals_agree()


def test_links_that_were_taken_out_are_in_no_chain() -> None:
    count(*(stamped(kind="share", mark=f"w{n}xxxxxxxxx") for n in range(1, 7)))
    article = choose().article
    assert get_chains(article) is not None

    forget_hours(choose())

    assert get_chains(article) is None


def test_hours_are_known_until_no_event_can_be_so_late() -> None:
    count(*EVENTS)
    now = timezone.localtime().replace(tzinfo=None, minute=0, second=0, microsecond=0)
    for days in (7, 9):
        hour = now - timedelta(days=days)
        forget_hours(choose(hour, hour))

    prune()

    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("use_tz", [True, False])
def test_hours_are_those_of_the_site_s_clock(settings: Settings, use_tz: bool) -> None:
    settings.USE_TZ = use_tz
    count(stamped(mark="w", source="shared"), stamped(mark="w", source="shared", at=NOON + HOUR))

    forget_hours(choose())
    count(stamped(), stamped(at=NOON + HOUR))

    assert read_rollups()[SWIFTS.identity, "whatsapp", "arrivals"] == 1
    assert read_rollups()[SWIFTS.identity, "", "views"] == 1


def test_an_article_that_is_forgotten_takes_its_hours_with_it() -> None:
    count(*EVENTS)
    forget_hours(choose())

    forget_article(SWIFTS)

    assert not Withdrawal.objects.exists()
    assert_totals_agree()
