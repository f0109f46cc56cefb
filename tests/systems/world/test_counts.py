"""What a world did is what the reports say: every count exactly, chains, and its parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from demo_site.traffic.articles import invent_articles
from demo_site.traffic.habits import Habits
from demo_site.traffic.send import send
from demo_site.traffic.truth import Cell, Truth
from demo_site.traffic.world import World
from sharekit.aggregate.fold import fold
from sharekit.models import Article, ArticleTotal, BlockRollup, ShareRollup, SourceRollup
from sharekit.reports.figures.chains import FEWEST_LINKS, get_chains
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_sources
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period
from sharekit.reports.words.names import SOURCES

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# The clocks of Berlin go back on 25 October: a day of 25 hours.
FIRST = date(2026, 10, 12)
DAYS = 20
HABITS = Habits(passed_on=12, private=40, visits=1.6, again=25)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Let a world live once for all tests, which change it only in a transaction of their own."""
    world = World(
        invent_articles(12, site="https://news.example"),
        HABITS,
        seed=1,
        first=FIRST,
        days=DAYS,
        events=4_000,
        zone=ZoneInfo(settings.TIME_ZONE),
    )
    # Some events come days late.
    with django_db_blocker.unblock(), override_settings(SHAREKIT={"CONSENT": "given"}):
        for _ in send(world.live()):
            pass
        yield world
        call_command("flush", verbosity=0, interactive=False)


def read_tables() -> Counter[Cell]:
    """Return every count of the rollups, summed over hours."""
    found: Counter[Cell] = Counter()
    for model in (ShareRollup, SourceRollup, BlockRollup):
        name = {"channel": "channel", "source": "source", "block": "block"}[model.KIND]
        for row in model._default_manager.select_related("article"):
            for figure in model.counts():
                kind = getattr(row, model.KIND)
                cell = Cell(name, row.article.identity, kind, row.day, figure)
                found[cell] += getattr(row, figure)
    return +found


def sum_truth(truth: Truth, *, article: str = "", figure: str) -> int:
    return sum(
        number
        for cell, number in truth.sum_up().items()
        if cell.figure == figure and cell.table != "block" and article in {"", cell.article}
    )


def test_every_count_is_found_again(world: World) -> None:
    truth = world.truth

    assert read_tables() == +truth.sum_up()
    # The world was worth it: it had all that makes counting hard.
    assert truth.sent["new"] > 3_000
    assert min(truth.sent["again"], truth.sent["bot"]) > 10
    figures = {cell.figure for cell in truth.sum_up()}
    assert figures == {*ShareRollup.counts(), *SourceRollup.counts()}

    assert fold() > 0
    assert read_tables() == +truth.sum_up()


def test_the_reports_say_what_happened(world: World) -> None:
    truth = world.truth
    period = Period(FIRST, FIRST + timedelta(days=DAYS - 1))

    summary = summarize(period)
    for figure, number in summary.counts.items():
        if figure != "dark":
            assert number == sum_truth(truth, figure=figure), figure
    by_source = {row.source: row.entries for row in count_sources(period)}
    assert summary.counts["dark"] == by_source["dark"]
    assert set(by_source) == {"", *SOURCES} - {""} | {""}
    for article in Article.objects.all():
        one = summarize(period, article=article)
        for figure in ("views", "entries", "shares", "clickbacks", "reshares", "inferred"):
            assert one.counts[figure] == sum_truth(
                truth, article=article.identity, figure=figure
            ), figure
    days = Counter({cell.day: number for cell, number in _sum_by_day(truth, "views").items()})
    series = get_series(period)
    assert dict(zip(series.days, series.views, strict=True)) == {
        day: days[day] for day in series.days
    }


def _sum_by_day(truth: Truth, figure: str) -> Counter[Cell]:
    sums: Counter[Cell] = Counter()
    for cell, number in truth.sum_up().items():
        if cell.figure == figure:
            sums[Cell("", "", "", cell.day, figure)] += number
    return sums


def test_totals_of_articles_know_the_private_ones_among_the_dark(world: World) -> None:
    dark = sum(ArticleTotal.objects.values_list("dark", flat=True))
    private = sum(world.truth.private.values())

    assert 0 < private < dark


def test_r_is_found_again(world: World) -> None:
    acts = [link for link in world.truth.links.values() if link.is_known]
    again = [link for link in acts if link.parent]

    ratios = summarize(Period()).ratios

    assert ratios.reshares_per_100_shares == pytest.approx(100 * len(again) / len(acts))
    # By chance a world differs from its parameters; readers who ask not to be followed, and what is
    # never reported, make it fewer.
    assert ratios.reshares_per_100_shares == pytest.approx(HABITS.reshares_per_100_shares, rel=0.3)
    visits = sum(len(link.clickbacks) for link in acts)
    assert ratios.visits_per_share == pytest.approx(visits / len(acts))


def test_generations_are_found_again(world: World) -> None:
    deepest = 0
    for article in Article.objects.all():
        key = next(each for each in world.articles if each.identity == article.identity)
        truth = world.truth.count_generations(key)
        chains = get_chains(article)
        if chains is None:
            assert truth.total() < FEWEST_LINKS
            continue
        found = {each.generation: each.links for each in chains.generations}
        assert found == truth
        assert chains.chains == truth[0]
        deepest = max(deepest, *truth)
    assert deepest >= 3
