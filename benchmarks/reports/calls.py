"""Every kind of call that the reports are measured by, as data; import it after `django.setup`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from sharekit.models import Article
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.figures.articles.sums import count_articles
from sharekit.reports.figures.chains import get_chains, list_blocks
from sharekit.reports.figures.comparison import compare_periods
from sharekit.reports.figures.estimate import estimate_private
from sharekit.reports.figures.groups.sums import count_groups
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import summarize
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.figures.tips.rising import list_rising
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import Period, last_days

Call = Callable[[], object]
Get = Callable[[str], object]

ARTICLES: Final = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Articles whose own reports are called: the most read ones and others."""
LIMITS: Final[dict[str, dict[str, str]]] = {
    "": {},
    " of a site": {"site": "local.example"},
    " of a language": {"language": "de"},
    " of a group": {"group": "section:Section 1"},
    " of a large group": {"group": "tag:Tag 1"},
}
"""The articles of a report: a quarter of them, a third, a twelfth, and half of them."""
SORTS: Final = (
    MOST_SHARED,
    ("-views", "pk"),
    ("-acts", "pk"),
    ("-reshares", "pk"),
    ("title", "pk"),
)
ORDERINGS: Final = ("-acts", "-views", "-clickbacks", "title")
PAGE: Final = 50
FIRST_SCREEN: Final = "first screen"
"""What the kinds of calls begin with that an editor waits for first."""


class Case(NamedTuple):
    """What the calls of one article's reports and of sorted lists depend on."""

    period: Period
    article: Article
    number: int
    query: str


def _compare(period: Period) -> object:
    """Compare a period, today by its hours."""
    return compare_periods(find_comparable(period, counted_up_to=timezone.now()))


def _list_top(period: Period, by: tuple[str, ...] = MOST_SHARED, number: int = 10) -> object:
    """Return the first articles of an order with their figures, as the admin and the API do."""
    articles: QuerySet[Article] = Article.objects.all()
    ids = [each["pk"] for each in islice(rank_articles(articles, period, by=by), number)]
    return count_articles(Article.objects.filter(pk__in=ids), period)


def _show(case: Case) -> object:
    """Return all that one article's page shows."""
    of_one = [
        find(case.period, article=case.article)
        for find in (summarize, get_series, count_sources, count_signs)
    ]
    return *of_one, list_blocks(case.article, case.period), get_chains(case.article)


REPORTS: Final[dict[str, Callable[[Period], object]]] = {
    "summary": summarize,
    "comparison": _compare,
    "series": get_series,
    "sources": count_sources,
    "signs": count_signs,
    "estimate": estimate_private,
    "going up": list_rising,
    "worth pushing": list_promising,
    "most shared": _list_top,
    "groups": count_groups,
}
"""Reports on all articles, or on those of each limit."""
PAGES: Final = {
    FIRST_SCREEN: "admin/sharekit/report/",
    "admin: more figures": "admin/sharekit/report/more/",
    "admin: list": "admin/sharekit/article/",
    "API: sources": "sharekit/api/sources/",
    "API: groups": "sharekit/api/groups/",
}
"""Pages on all articles, or on those of each limit."""
OF_CASES: Final[dict[str, Callable[[Case, Get], object]]] = {
    "one article": lambda case, _get: _show(case),
    "top articles, sorted": lambda case, _get: _list_top(
        case.period, SORTS[case.number % len(SORTS)], PAGE
    ),
    "admin: one article": lambda case, get: get(
        f"admin/sharekit/article/{case.article.pk}/change/?{case.query}"
    ),
    "API: articles": lambda case, get: get(
        f"sharekit/api/articles/?ordering={ORDERINGS[case.number % len(ORDERINGS)]}&{case.query}"
    ),
    "API: one article": lambda case, get: get(
        f"sharekit/api/articles/{case.article.pk}/?{case.query}"
    ),
}
"""Reports that differ from call to call."""


def list_calls(days: int | None, *, times: int) -> Iterator[tuple[str, Call]]:
    """Yield every kind of call that many times over a period, None for all days.

    Each time, another article or order is next.
    """
    period = last_days(days) if days else Period()
    days_asked = {"days": str(days)} if days else {"period": "all"}
    known = list(Article.objects.filter(pk__in=ARTICLES))
    get = log_in()
    for number in range(times):
        for limit, articles in LIMITS.items():
            query = urlencode(days_asked | articles)
            for kind, find in REPORTS.items():
                yield kind + limit, partial(find, replace(period, **articles))
            for kind, page in PAGES.items():
                yield kind + limit, partial(get, f"{page}?{query}")
        case = Case(period, known[number % len(known)], number, urlencode(days_asked))
        for kind, call in OF_CASES.items():
            yield kind, partial(call, case, get)


def log_in() -> Get:
    """Return what fetches a page of our admin or API."""
    user, _ = User.objects.get_or_create(username="editor", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)

    def get(page: str) -> object:
        response = client.get(f"/{page}")
        if response.status_code != 200:
            raise RuntimeError(f"{page} answered {response.status_code}")
        return response

    return get
