"""One period, one figure: every door tells the same, on DST days and across folding too.

A door is read into `Figures`, where each figure has one name whoever tells it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from sharekit import aggregate, reports, tokens
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.keys import ArticleKey
from sharekit.models import Article, ShareRollup
from tests.traffic import BRIDGE, SWIFTS

Figures = dict[tuple[str, ...], float]
"""Figures that are not 0, by their table, what they are about, and their name."""
Door = Callable[[Client, reports.Period], Figures]

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
RECENT = 12
"""How often it happens on each of the last days, which are not folded."""
PERIODS: dict[str, Callable[[], reports.Period]] = {
    "all days": reports.Period,
    "the day of 23 hours": lambda: reports.Period(date(2025, 3, 30), date(2025, 3, 30)),
    "the day of 25 hours": lambda: reports.Period(date(2025, 10, 26), date(2025, 10, 26)),
    "up to that day": lambda: reports.Period(None, date(2025, 10, 26)),
    "from that day": lambda: reports.Period(date(2025, 10, 26), None),
    "between the two": lambda: reports.Period(date(2025, 3, 31), date(2025, 10, 25)),
    "folded and not": lambda: reports.Period(date(2025, 10, 26), reports.today()),
    "the last days": lambda: reports.last_days(3),
    "a day of nothing": lambda: reports.Period(date(2025, 6, 1), date(2025, 6, 1)),
}


def list_moments() -> Iterator[tuple[date, datetime]]:
    """Give every day and moment, those of yesterday and the day before at noon."""
    for day, moments in MOMENTS.items():
        yield from ((day, datetime.fromisoformat(moment)) for moment in moments)
    for days in (1, 2):
        day = reports.today() - timedelta(days=days)
        yield from [(day, datetime.combine(day, time(12), BERLIN))] * RECENT


def happen(article: ArticleKey, moment: datetime, *, parent: str) -> tuple[str, list[Event]]:
    """Return a share and its token, the visit it brings, a copied text, and a dark entry."""
    token = tokens.mint("w")
    at = round(moment.astimezone(UTC).timestamp() * 1000)
    stamp: dict[str, Any] = {"article": article, "at": at, "received": at}
    name = tokens.mint("x")
    return token, [
        Event(kind="share", mark=token, parent=parent, **stamp),
        Event(kind="view", mark=token, name=name, reader="a", source="shared", **stamp),
        Event(kind="copy", mark="t", **stamp),
        Event(kind="view", source="dark", **stamp),
    ]


@pytest.fixture
def traffic(transactional_db: None) -> None:
    """Let it happen to the swifts each time, to the bridge every second time; count it."""
    parent = ""
    events = []
    for number, (_, moment) in enumerate(list_moments()):
        for article in (SWIFTS, BRIDGE)[: 1 + number % 2]:
            parent, happened = happen(article, moment, parent=parent)
            events += happened
    DatabaseBuffer().append(events)
    aggregate.drain()


@pytest.fixture
def client(db: None) -> Client:
    """Return a browser of somebody who may see the report."""
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_report"))
    client = Client()
    client.force_login(user)
    return client


def keep(table: str, rows: Mapping[str, Mapping[str, Any]], *names: str) -> Figures:
    """Return a table's figures, by row and column."""
    return {
        (table, row, name): columns[name]
        for row, columns in rows.items()
        for name in names or columns
        if columns[name]
    }


def keep_articles(rows: list[Any]) -> Figures:
    """Return the figures of articles as the report's JSON has them."""
    figures = keep("article", {row["url"]: row for row in rows}, *reports.COUNTS)
    for row in rows:
        ways = {f"{row['url']} {way}": counts for way, counts in row["channels"].items()}
        figures |= keep("article's way", ways, *reports.CHANNEL_COUNTS)
    return figures


def keep_summary(summary: dict[str, Any]) -> Figures:
    ratios = {**summary["ratios"], "dark_share": summary["dark_share"]}
    ways = {way["channel"]: way for way in summary["ways"]}
    counts = ("marked", "inferred", "arrivals", *reports.CHANNEL_COUNTS)
    return (
        keep("all", {"": summary["counts"]})
        | keep("all", {"": ratios})
        | keep("way", ways, *counts)
    )


def keep_series(series: dict[str, Any]) -> Figures:
    days = {
        str(day): {
            "views": series["views"][place],
            "entries": series["entries"][place],
            **{
                f"{way} {name}": numbers[place]
                for way, counts in series["ways"].items()
                for name, numbers in counts.items()
            },
        }
        for place, day in enumerate(series["days"])
    }
    return keep("day", days)


def keep_sources(sources: list[Any]) -> Figures:
    return keep("source", {row["source"]: row for row in sources}, "views", "entries")


def built(struct: Any) -> Any:
    return msgspec.to_builtins(struct, builtin_types=(date,))


def read_reports(client: Client, period: reports.Period) -> Figures:
    """Read the functions that every door calls."""
    return (
        keep_articles(built(reports.list_articles(period)))
        | keep_summary(built(reports.summarize(period)))
        | keep_series(built(reports.find_series(period)))
        | keep_sources(built(reports.find_sources(period)))
    )


def write_period(period: reports.Period) -> dict[str, str]:
    sides = {"since": period.since, "until": period.until}
    return {name: str(day) for name, day in sides.items() if day}


def run(period: reports.Period, *arguments: str) -> str:
    out = io.StringIO()
    asked = [f"--{name}={day}" for name, day in write_period(period).items()]
    call_command("sharekit_report", *asked, *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def read_command(client: Client, period: reports.Period) -> Figures:
    return keep_articles(json.loads(run(period, "--format=json"))["articles"])


def read_command_csv(client: Client, period: reports.Period) -> Figures:
    rows = list(csv.DictReader(io.StringIO(run(period, "--format=csv"))))
    for row in rows:
        ways: dict[str, dict[str, int]] = {}
        for column, cell in row.items():
            way, _, name = column.rpartition(".")
            if way:
                ways.setdefault(way, {})[name] = int(cell)
        row.update({name: int(row[name]) for name in reports.COUNTS}, channels=ways)
    return keep_articles(rows)


def read_api(client: Client, period: reports.Period) -> Figures:
    """Read the list by pages of one, and what is told of all articles."""

    def get(path: str, **asked: str) -> Any:
        return client.get(path, {**write_period(period), **asked}).json()

    page = get(reverse("sharekit:api-articles"), limit="1")
    articles = page["articles"]
    while page["next"]:
        page = client.get(page["next"]).json()
        articles += page["articles"]
    return (
        keep_articles(articles)
        | keep_summary(get(reverse("sharekit:api-summary"))["summary"])
        | keep_series(get(reverse("sharekit:api-series"))["series"])
        | keep_sources(get(reverse("sharekit:api-sources"))["sources"])
    )


def read_api_by_article(client: Client, period: reports.Period) -> Figures:
    """Read each article's own addresses, and add them up where they are about all."""
    sums: Counter[tuple[str, ...]] = Counter()
    articles = []
    asked = write_period(period)
    for article in Article.objects.all():
        one = client.get(reverse("sharekit:api-article", args=[article.pk]), asked).json()[
            "summary"
        ]
        for figures in (
            keep("all", {"": one["counts"]}),
            keep_series(ask_about(client, article, "series", asked)),
            keep_sources(ask_about(client, article, "sources", asked)),
        ):
            sums.update(figures)
        channels = {way["channel"]: way for way in one["ways"]}
        articles.append({"url": article.url, "channels": channels, **one["counts"]})
    return keep_articles(articles) | dict(sums)


def ask_about(client: Client, article: Article, name: str, asked: dict[str, str]) -> Any:
    path = reverse(f"sharekit:api-{name}")
    return client.get(path, {**asked, "article": str(article.pk)}).json()[name]


def read_exports(client: Client, period: reports.Period) -> Figures:
    """Read the tables of the admin's report, of which its page is drawn."""

    def get(table: str) -> list[dict[str, Any]]:
        address = reverse("admin:sharekit_report_export", args=[table, "json"])
        sent = client.get(address, write_period(period))
        rows: list[dict[str, Any]] = json.loads(sent.getvalue())["rows"]
        return rows

    def by(table: str, name: str) -> dict[str, dict[str, Any]]:
        return {row.pop(name): row for row in get(table)}

    figures = {name: row["count"] for name, row in by("figures", "figure").items()}
    del figures["dark_share_of_buttons"]
    visits = {
        day: {f"{way} clickbacks": count for way, count in row.items()}
        for day, row in by("visits-by-day", "day").items()
    }
    counts = ("marked", "inferred", "arrivals", *reports.CHANNEL_COUNTS)
    return (
        keep("article", by("articles", "url"), *reports.COUNTS)
        | keep("all", {"": figures})
        | keep("way", by("ways", "channel"), *counts)
        | keep("day", by("readings-by-day", "day"))
        | keep("day", visits)
        | keep("source", by("sources", "source"), "views", "entries")
    )


ARTICLES = {"article", "article's way"}
EVERYTHING = {*ARTICLES, "all", "way", "day", "source"}
DOORS: dict[str, tuple[Door, set[str]]] = {
    "sharekit_report as JSON": (read_command, ARTICLES),
    "sharekit_report as CSV": (read_command_csv, ARTICLES),
    "the API": (read_api, EVERYTHING),
    "the admin's exports": (read_exports, {"article", "way", "source"}),
    "the API by article": (read_api_by_article, {*ARTICLES, "day", "source"}),
}
"""How each door is read, and the tables it tells whole."""


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("is_folded", [False, True])
def test_every_door_tells_the_reports_figures(
    traffic: None, client: Client, *, door: str, period: str, is_folded: bool
) -> None:
    if is_folded:
        aggregate.fold()
    read, tables = DOORS[door]
    days = PERIODS[period]()
    figures = read_reports(client, days)

    told = read(client, days)

    whole = {key: figure for key, figure in figures.items() if key[0] in tables}
    assert {key: figure for key, figure in told.items() if key[0] in tables} == whole
    assert {key: figures.get(key) for key in told} == told
    assert bool(told) == (period != "a day of nothing")


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("is_folded", [False, True])
def test_the_reports_figures_are_what_happened(
    traffic: None, client: Client, *, period: str, is_folded: bool
) -> None:
    """Counted by hand, from the days above."""
    if is_folded:
        aggregate.fold()
        assert set(ShareRollup.objects.filter(day__lt="2025-11-01").values_list("hour")) == {(-1,)}
    days = PERIODS[period]()
    happened: Counter[date] = Counter()
    for number, (day, _) in enumerate(list_moments()):
        if (days.since or day) <= day <= (days.until or day):
            happened[day] += 1 + number % 2

    figures = read_reports(client, days)

    by_day = {
        (day, name): figures.get(("day", str(day), name), 0)
        for day in happened
        for name in (
            "views",
            "entries",
            "whatsapp shares",
            "copy-text copies",
            "whatsapp clickbacks",
        )
    }
    assert by_day == {
        (day, name): (2 if name in {"views", "entries"} else 1) * happened[day]
        for day, name in by_day
    }
    times = sum(happened.values())
    for name in ("shares", "copies", "marked", "clickbacks"):
        assert figures.get(("all", "", name), 0) == times
    assert figures.get(("source", "dark", "entries"), 0) == times
    if times >= reports.FEWEST:
        assert figures["all", "", "visits_per_share"] == 1.0
