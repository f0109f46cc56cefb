"""One period, one figure: every door shows the same, on DST days and across folding too.

A door is read into `Figures`, where each figure has one name at every door.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from msgspec.structs import replace
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleGroup, ShareRollup
from sharekit.reports.figures.ratios import FEWEST
from sharekit.reports.period.days import Period, last_days
from tests.support.clock import stop_clock
from tests.support.traffic import BRIDGE, SWIFTS
from tests.unit.reports.doors import DOORS, Figures, read_reports

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS: dict[date, list[str]] = {
    date(2025, 3, 29): ["2025-03-29T22:59:59.999Z"],
    # 23 hours: what is 01:59 is followed by 03:00.
    date(2025, 3, 30): [
        "2025-03-29T23:00:00.000Z",
        "2025-03-30T00:59:59.999Z",
        "2025-03-30T01:00:00.000Z",
        "2025-03-30T21:59:59.999Z",
    ],
    date(2025, 3, 31): ["2025-03-30T22:00:00.000Z"],
    date(2025, 10, 25): ["2025-10-25T21:59:59.999Z"],
    # 25 hours: half past two comes twice.
    date(2025, 10, 26): [
        "2025-10-25T22:00:00.000Z",
        "2025-10-26T00:30:00.000Z",
        "2025-10-26T01:30:00.000Z",
        "2025-10-26T22:59:59.999Z",
    ],
    date(2025, 10, 27): ["2025-10-26T23:00:00.000Z"],
}
"""When something happens, by the day it belongs to on Berlin's clock."""
TODAY = date(2026, 11, 25)
BLOG = replace(BRIDGE, identity=f"{BRIDGE.identity}@de", address="https://blog.example/bridge/")
"""An article of another site, in a language."""
GROUPS = {SWIFTS.name: {"section:Nature", "tag:a: b"}, BLOG.name: {"tag:a: b"}}
"""The groups of the articles."""
RECENT = 12
"""How often it happens on each of the last days, which are not folded."""
PERIODS: dict[str, Callable[[], Period]] = {
    "all days": Period,
    "the day of 23 hours": lambda: Period(date(2025, 3, 30), date(2025, 3, 30)),
    "the day of 25 hours": lambda: Period(date(2025, 10, 26), date(2025, 10, 26)),
    "up to that day": lambda: Period(None, date(2025, 10, 26)),
    "from that day": lambda: Period(date(2025, 10, 26), None),
    "between the two": lambda: Period(date(2025, 3, 31), date(2025, 10, 25)),
    "folded and not": lambda: Period(date(2025, 10, 26), TODAY),
    "the last days": lambda: last_days(3),
    "nothing at the calendar's begin": lambda: Period(date.min, date.min + timedelta(days=1)),
    "nothing at its end": lambda: Period(date.max - timedelta(days=1), date.max),
    "the whole calendar": lambda: Period(date.min, date.max),
    "one site": lambda: Period(site=SWIFTS.name[0]),
    "the last days of another site": lambda: last_days(3, site=BLOG.name[0]),
    "nothing on a site": lambda: Period(site="unknown.example"),
    "one language": lambda: Period(language="de"),
    "one group": lambda: Period(group="section:Nature"),
    "the last days of a group": lambda: last_days(3, group="tag:a: b"),
    "one group in a language": lambda: Period(language="de", group="tag:a: b"),
    "nothing in a group": lambda: Period(group="author:Nature"),
    "nothing on a day": lambda: Period(date(2025, 6, 1), date(2025, 6, 1)),
}


def list_moments() -> Iterator[tuple[date, datetime]]:
    """Yield every day and moment, those of yesterday and the day before at noon."""
    for day, moments in MOMENTS.items():
        yield from ((day, datetime.fromisoformat(moment)) for moment in moments)
    for days in (1, 2):
        day = TODAY - timedelta(days=days)
        yield from [(day, datetime.combine(day, time(12), BERLIN))] * RECENT


def happen(article: ArticleKey, moment: datetime, *, parent: str) -> tuple[str, list[Event]]:
    """Return a share's token, the share, its visit, a copy, two lookups and two other entries."""
    token = tokens.mint("w")
    at = round(moment.astimezone(UTC).timestamp() * 1000)
    stamp: dict[str, Any] = {"article": article, "at": at, "received": at}
    name = tokens.mint("x")
    return token, [
        Event(kind="share", mark=token, parent=parent, **stamp),
        Event(kind="view", mark=token, name=name, reader="a", source="shared", **stamp),
        Event(kind="copy", mark="t", **stamp),
        Event(kind="lookup", mark="t", **stamp),
        Event(kind="lookup", mark="t", **stamp),
        Event(kind="view", source="dark", **stamp),
        Event(kind="view", source="assistant", **stamp),
    ]


@pytest.fixture(autouse=True)
def clock(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TIME_ZONE = BERLIN.key
    stop_clock(monkeypatch, datetime.combine(TODAY, time(12), BERLIN))


@pytest.fixture
def traffic(db: None) -> None:
    """Let it happen to the swifts each time, to the blog every second time; count it."""
    parent = ""
    events = []
    for number, (_, moment) in enumerate(list_moments()):
        for article in (SWIFTS, BLOG)[: 1 + number % 2]:
            parent, happened = happen(article, moment, parent=parent)
            events += happened
    DatabaseBuffer().append(events)
    drain()
    for row in Article.objects.all():
        for group in GROUPS[row.name]:
            kind, _, name = group.partition(":")
            ArticleGroup.objects.create(article=row, kind=kind, name=name)


@pytest.fixture
def client(db: None) -> Client:
    """Return a browser of somebody who may see the report."""
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_report"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(params=[False, True], ids=["not folded", "folded"])
def is_folded(request: pytest.FixtureRequest, traffic: None) -> bool:
    """Return whether the old days were folded."""
    if request.param:
        fold()
    is_done: bool = request.param
    return is_done


# Doors read the same functions. The days after the folded ones are not folded in either case.
@pytest.mark.parametrize(
    "is_folded",
    [pytest.param(False, marks=pytest.mark.thorough), True],
    ids=["not folded", "folded"],
    indirect=True,
)
@pytest.mark.usefixtures("is_folded")
def test_every_door_shows_the_reports_figures(client: Client) -> None:
    differences: dict[tuple[str, str], Any] = {}
    silent = []
    for name, make_period in PERIODS.items():
        period = make_period()
        figures = read_reports(client, period)
        for door, (read, tables) in DOORS.items():
            reported = read(client, period)
            differences[name, door] = compare(reported, figures, tables)
            silent += [] if reported else [(name, door)]

    assert {case: each for case, each in differences.items() if each} == {}
    nothing = [name for name in PERIODS if name.startswith("nothing")]
    assert silent == [(name, door) for name in nothing for door in DOORS]


def compare(reported: Figures, figures: Figures, tables: set[str]) -> Figures:
    """Return what a door shows differently than the reports, or leaves out of its whole tables."""
    missing = {key for key in figures if key[0] in tables} - reported.keys()
    wrong = {key: figure for key, figure in reported.items() if figures.get(key) != figure}
    return wrong | dict.fromkeys(missing, 0)


def test_the_reports_figures_are_what_happened(client: Client, is_folded: bool) -> None:
    """Counted by hand, from the days above."""
    if is_folded:
        assert set(ShareRollup.objects.filter(day__lt="2025-11-01").values_list("hour")) == {(-1,)}
    for name, make_period in PERIODS.items():
        period = make_period()
        happened = count_by_hand(period)

        figures = read_reports(client, period)

        by_day = {key: figures.get(key, 0) for key in happened if key[0] == "day"}
        assert by_day == {key: happened[key] for key in by_day}, name
        times = happened["all", "", "shares"]
        for count in ("shares", "copies", "marked", "clickbacks"):
            assert figures.get(("all", "", count), 0) == times, (name, count)
        for source in ("dark", "assistant"):
            assert figures.get(("source", source, "entries"), 0) == times, (name, source)
        assert figures.get(("all", "", "lookups"), 0) == 2 * times, name
        if times >= FEWEST:
            assert figures["all", "", "visits_per_share"] == 1.0, name


def is_in(period: Period, article: ArticleKey) -> bool:
    """Return whether a report covers an article."""
    return (
        period.site in {"", article.name[0]}
        and period.language in {"", article.columns["language"]}
        and period.group in {"", *GROUPS[article.name]}
    )


def count_by_hand(period: Period) -> Counter[tuple[str, str, str]]:
    """Return what happened on each day of a period, and how often in all."""
    happened: Counter[tuple[str, str, str]] = Counter()
    for number, (day, _) in enumerate(list_moments()):
        if (period.since or day) <= day <= (period.until or day):
            articles = (SWIFTS, BLOG)[: 1 + number % 2]
            times = sum(is_in(period, article) for article in articles)
            for once in ("whatsapp shares", "copy-text copies", "whatsapp clickbacks"):
                happened["day", str(day), once] += times
            for count in ("views", "entries"):
                happened["day", str(day), count] += 3 * times
            happened["all", "", "shares"] += times
    return happened
