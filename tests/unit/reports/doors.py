"""The doors through which figures are read, each as `Figures` with the same names."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from sharekit.figures import OF_ARTICLES, OF_CHANNELS
from sharekit.models import Article
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_sources
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.period.days import Period

Figures = dict[tuple[str, ...], float]
"""Figures that are not 0, by their table, what they are about, and their name."""
Door = Callable[[Client, Period], Figures]


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
    figures = keep("article", {row["url"]: row for row in rows}, *OF_ARTICLES)
    for row in rows:
        channels = {
            f"{row['url']} {channel}": counts for channel, counts in row["channels"].items()
        }
        figures |= keep("article's channel", channels, *OF_CHANNELS)
    return figures


def flatten(summary: Summary) -> dict[str, Any]:
    """Return a summary as JSON has it."""
    flat: dict[str, Any] = built(summary)
    return flat | {"channels": [each.flatten() for each in summary.channels]}


def keep_summary(summary: dict[str, Any]) -> Figures:
    ratios = {**summary["ratios"], "private_share": summary["private_share"]}
    channels = {channel["channel"]: channel for channel in summary["channels"]}
    counts = ("marked", "inferred", "arrivals", *OF_CHANNELS)
    return (
        keep("all", {"": summary["counts"]})
        | keep("all", {"": ratios})
        | keep("channel", channels, *counts)
    )


def keep_series(series: dict[str, Any]) -> Figures:
    days = {
        str(day): {
            "views": series["views"][place],
            "entries": series["entries"][place],
            **{
                f"{channel} {name}": numbers[place]
                for channel, counts in series["channels"].items()
                for name, numbers in counts.items()
            },
        }
        for place, day in enumerate(series["days"])
    }
    return keep("day", days)


def keep_sources(sources: list[Any]) -> Figures:
    return keep("source", {row["source"]: row for row in sources}, "views", "entries")


def built(struct: Any) -> Any:
    """Return what JSON says of a struct, but days as days."""
    return msgspec.to_builtins(struct, builtin_types=(date,))


def read_reports(client: Client, period: Period) -> Figures:
    """Read the functions that every door calls."""
    return (
        keep_articles([article.flatten() for article in list_articles(period)])
        | keep_summary(flatten(summarize(period)))
        | keep_series(built(get_series(period)))
        | keep_sources(built(count_sources(period)))
    )


def format_period(period: Period) -> dict[str, str]:
    return {name: str(part) for name, part in msgspec.structs.asdict(period).items() if part}


def run(period: Period, *arguments: str) -> str:
    out = io.StringIO()
    asked = [f"--{name}={part}" for name, part in format_period(period).items()]
    call_command("sharekit_report", *asked, *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def read_command(client: Client, period: Period) -> Figures:
    return keep_articles(json.loads(run(period, "--format=json"))["articles"])


def read_command_csv(client: Client, period: Period) -> Figures:
    rows = list(csv.DictReader(io.StringIO(run(period, "--format=csv"))))
    for row in rows:
        channels: dict[str, dict[str, int]] = {}
        for column, cell in row.items():
            channel, _, name = column.rpartition(".")
            if channel:
                channels.setdefault(channel, {})[name] = int(cell)
        row.update({name: int(row[name]) for name in OF_ARTICLES}, channels=channels)
    return keep_articles(rows)


def read_api(client: Client, period: Period) -> Figures:
    """Read the list by pages of one, and the figures of all articles."""

    def get(path: str, **asked: str) -> Any:
        return client.get(path, {**format_period(period), **asked}).json()

    page = get(reverse("sharekit:api-articles"), limit="1")
    articles = page["results"]
    while page["next"]:
        page = client.get(page["next"]).json()
        articles += page["results"]
    return (
        keep_articles(articles)
        | keep_summary(get(reverse("sharekit:api-summary"))["summary"])
        | keep_series(get(reverse("sharekit:api-series"))["series"])
        | keep_sources(get(reverse("sharekit:api-sources"))["sources"])
    )


def read_api_by_article(client: Client, period: Period) -> Figures:
    """Read each article's own addresses, and add them up where they are about all."""
    sums: Counter[tuple[str, ...]] = Counter()
    articles = []
    asked = format_period(period)
    for article in Article.objects.filter(period.limit_articles("")):
        one = client.get(reverse("sharekit:api-article", args=[article.pk]), asked).json()[
            "summary"
        ]
        for figures in (
            keep("all", {"": one["counts"]}),
            keep_series(ask_about(client, article, "series", asked)),
            keep_sources(ask_about(client, article, "sources", asked)),
        ):
            sums.update(figures)
        channels = {channel["channel"]: channel for channel in one["channels"]}
        articles.append({"url": article.url, "channels": channels, **one["counts"]})
    return keep_articles(articles) | dict(sums)


def ask_about(client: Client, article: Article, name: str, asked: dict[str, str]) -> Any:
    path = reverse(f"sharekit:api-{name}")
    return client.get(path, {**asked, "article": str(article.pk)}).json()[name]


def read_exports(client: Client, period: Period) -> Figures:
    """Read the tables of the admin's report, of which its page is drawn."""

    def get(table: str) -> list[dict[str, Any]]:
        address = reverse("admin:sharekit_report_export", args=[table, "json"])
        sent = client.get(address, format_period(period))
        rows: list[dict[str, Any]] = json.loads(sent.getvalue())["rows"]
        return rows

    def by(table: str, name: str) -> dict[str, dict[str, Any]]:
        return {row.pop(name): row for row in get(table)}

    figures = {name: row["count"] for name, row in by("figures", "figure").items()}
    del figures["private_share_of_buttons"]
    visits = {
        day: {f"{channel} clickbacks": count for channel, count in row.items()}
        for day, row in by("visits-by-day", "day").items()
    }
    counts = ("marked", "inferred", "arrivals", *OF_CHANNELS)
    return (
        keep("article", by("articles", "url"), *OF_ARTICLES)
        | keep("all", {"": figures})
        | keep("channel", by("channels", "channel"), *counts)
        | keep("day", by("views-by-day", "day"))
        | keep("day", visits)
        | keep("source", by("sources", "source"), "views", "entries")
    )


ARTICLES = {"article", "article's channel"}
EVERYTHING = {*ARTICLES, "all", "channel", "day", "source"}
DOORS: dict[str, tuple[Door, set[str]]] = {
    "sharekit_report as JSON": (read_command, ARTICLES),
    "sharekit_report as CSV": (read_command_csv, ARTICLES),
    "the API": (read_api, EVERYTHING),
    "the admin's exports": (read_exports, {"article", "channel", "source"}),
    "the API by article": (read_api_by_article, {*ARTICLES, "day", "source"}),
}
"""How each door is read, and the tables that it shows completely."""
