"""Fills the database that the environment names, and calls every report over several periods.

measure.py starts it, reads what it prints, and takes the last line for the figures.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from msgspec.structs import replace

Call = Callable[[], object]
CALLS = 20
"""Calls of each kind and period, over several articles."""
DAYS = (1, 7, 30, 365, None)
"""Periods in days up to today; None is all days."""
ARTICLES = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Articles whose own reports are called: the most read ones and others."""
SORTS = (
    ("-clickbacks", "-acts", "url"),
    ("-views", "pk"),
    ("-acts", "pk"),
    ("-reshares", "pk"),
    ("title", "pk"),
)
WATCHERS, EVERY = 50, 15
"""Editors who watch what happens now, and the seconds after which each of them asks again."""
ORDERINGS = ("-acts", "-views", "-clickbacks", "title")
PAGE = 50


def main() -> None:
    """Fill, measure, and print one line a kind, and the figures as JSON."""
    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.reports.fill import fill

    started = time.monotonic()
    rows = fill(int(sys.argv[1]))
    print(f"  {rows:,} rollups filled in {time.monotonic() - started:.0f} s", flush=True)
    times = measure()
    for (kind, days), found in times.items():
        print(f"  {kind:28}{_name(days):>10}{_find_percentile(found):8.0f} ms", flush=True)
    everything = [each for found in times.values() for each in found]
    kind, days = max(times, key=lambda key: _find_percentile(times[key]))
    slowest = round(_find_percentile(times[kind, days]))
    print(
        json.dumps(
            {
                "rows": rows,
                "all": round(_find_percentile(everything)),
                "watching": round(100 * watch(), 1),
                "slowest": f"{kind}, {_name(days)}, {slowest} ms",
            }
        )
    )


def measure() -> dict[tuple[str, int | None], list[float]]:
    """Return the milliseconds of each call, by kind and period."""
    times: dict[tuple[str, int | None], list[float]] = {}
    for days in DAYS:
        for kind, call in _list_calls(days):
            started = time.perf_counter()
            call()
            times.setdefault((kind, days), []).append((time.perf_counter() - started) * 1000)
    return times


def watch() -> float:
    """Return the part of one core that WATCHERS take, the database's work included.

    The figures are computed whenever they are too old, and each watcher gets a new version each
    time, as on a busy site.
    """
    from django.core.cache import cache

    from sharekit.reports.figures.recent import KEPT

    _fill_minutes()
    get = _log_in()
    get("admin/sharekit/report/now/")
    started = _count_seconds()
    for _ in range(CALLS):
        cache.clear()
        get("admin/sharekit/report/now/")
    computed = (_count_seconds() - started) / CALLS
    started = _count_seconds()
    for _ in range(10 * CALLS):
        get("admin/sharekit/report/now/")
    each = (_count_seconds() - started) / (10 * CALLS)
    print(f"  now: {computed * 1000:.0f} ms if computed, {each * 1000:.1f} ms if not", flush=True)
    return WATCHERS * each / EVERY + computed / KEPT


def _count_seconds() -> float:
    """Return the seconds that this process, and the database's for it, have had of a core."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _fill_minutes() -> None:
    from sharekit.models import MINUTES, MinuteTotal

    now = int(time.time()) // 60
    MinuteTotal.objects.bulk_create(
        MinuteTotal(minute=now - number, site="local.example", views=90, clickbacks=7, acts=4)
        for number in range(MINUTES)
    )


def _compare(period: Any) -> object:
    """Compare a period, today by its hours."""
    from sharekit.reports.figures.comparison import compare_periods
    from sharekit.reports.period.comparable import find_comparable

    return compare_periods(find_comparable(period, counted_up_to=timezone.now()))


def _list_calls(days: int | None) -> Iterator[tuple[str, Call]]:
    """Yield every kind of report CALLS times, with whatever page or article is next."""
    from sharekit.models import Article
    from sharekit.reports.figures.estimate import estimate_private
    from sharekit.reports.figures.groups import count_groups
    from sharekit.reports.figures.series import get_series
    from sharekit.reports.figures.sources import count_signs, count_sources
    from sharekit.reports.figures.summary import summarize
    from sharekit.reports.figures.tips.promising import list_promising
    from sharekit.reports.figures.tips.rising import list_rising
    from sharekit.reports.period.days import Period, last_days

    period = last_days(days) if days else Period()
    of_site = replace(period, site="local.example")
    of_group = replace(period, group="section:Section 1")
    of_language = replace(period, language="de")
    known = list(Article.objects.filter(pk__in=ARTICLES))
    get = _log_in()
    query = f"days={days}" if days else ""
    of_site_query = f"{query}&site={of_site.site}"
    of_group_query = f"{query}&group={of_group.group}"
    for number in range(CALLS):
        article, sort = known[number % len(known)], SORTS[number % len(SORTS)]
        page = f"admin/sharekit/article/{article.pk}/change/?{query}"
        ordering = ORDERINGS[number % len(ORDERINGS)]
        yield "summary", partial(summarize, period)
        yield "comparison", partial(_compare, period)
        yield "summary of a site", partial(summarize, of_site)
        yield "sources of a site", partial(count_sources, of_site)
        yield "estimate of a site", partial(estimate_private, of_site)
        yield "going up", list_rising
        yield "going up, of a site", partial(list_rising, of_site)
        yield "worth pushing", partial(list_promising, period)
        yield "worth pushing, of a site", partial(list_promising, of_site)
        yield "top articles of a site", partial(_list_top, of_site, SORTS[0], 5)
        yield "admin: list of a site", partial(get, f"admin/sharekit/article/?{of_site_query}")
        yield "groups", partial(count_groups, period)
        yield "groups of a site", partial(count_groups, of_site)
        yield "summary of a group", partial(summarize, of_group)
        yield "series of a group", partial(get_series, of_group)
        yield "sources of a group", partial(count_sources, of_group)
        yield "estimate of a group", partial(estimate_private, of_group)
        yield "top articles of a group", partial(_list_top, of_group, SORTS[0], 5)
        yield "admin: list of a group", partial(get, f"admin/sharekit/article/?{of_group_query}")
        yield "summary of a language", partial(summarize, of_language)
        yield "series of a language", partial(get_series, of_language)
        yield "sources of a language", partial(count_sources, of_language)
        yield "top articles of a language", partial(_list_top, of_language, SORTS[0], 5)
        yield "series", partial(get_series, period)
        yield "sources", partial(count_sources, period)
        yield "signs", partial(count_signs, period)
        yield "estimate", partial(estimate_private, period)
        yield "most shared", partial(_list_top, period, SORTS[0], 5)
        yield "top articles, sorted", partial(_list_top, period, sort, PAGE)
        yield "admin: list of articles", partial(get, f"admin/sharekit/article/?{query}")
        yield "admin: one article", partial(get, page)
        yield "one article", partial(_show, article, period)
        yield "API: articles", partial(get, f"sharekit/api/articles/?ordering={ordering}&{query}")
        yield "API: sources", partial(get, f"sharekit/api/sources/?{query}")
        yield "API: one article", partial(get, f"sharekit/api/articles/{article.pk}/?{query}")


def _list_top(period: Any, sort: tuple[str, ...], number: int) -> object:
    """Return the first articles of an order with their figures, as the admin and the API do."""
    from sharekit.models import Article
    from sharekit.reports.figures.articles.ranking import rank_articles
    from sharekit.reports.figures.articles.sums import count_articles

    top = rank_articles(Article.objects.all(), period, by=sort)
    ids = [each["pk"] for each in islice(top, number)]
    return count_articles(Article.objects.filter(pk__in=ids), period)


def _show(article: Any, period: Any) -> object:
    """Return all that one article's page shows."""
    from sharekit.reports.figures.chains import get_chains, list_blocks
    from sharekit.reports.figures.series import get_series
    from sharekit.reports.figures.sources import count_signs, count_sources
    from sharekit.reports.figures.summary import summarize

    return (
        summarize(period, article=article),
        get_series(period, article=article),
        count_sources(period, article=article),
        count_signs(period, article=article),
        list_blocks(article, period),
        get_chains(article),
    )


def _log_in() -> Callable[[str], object]:
    """Return what fetches a page of our admin or API."""
    from django.contrib.auth.models import User
    from django.test import Client

    user, _ = User.objects.get_or_create(username="editor", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)

    def get(page: str) -> object:
        response = client.get(f"/{page}")
        if response.status_code != 200:
            raise RuntimeError(f"{page} answered {response.status_code}")
        return response

    return get


def _find_percentile(times: list[float]) -> float:
    """Return the milliseconds within which 95 % of calls end."""
    return sorted(times)[int(len(times) * 0.95)]


def _name(days: int | None) -> str:
    return f"{days} days" if days else "all days"


if __name__ == "__main__":
    main()
