"""Estimates how many of the dark entries were private sharing, and checks this against
measurements.

Madrigal's rule takes every visit to a deep page without a referrer for private sharing (The
Atlantic, 2012-10-12, the article that introduced the term dark social). That overcounts, because
apps, searches and secure pages hide the referrer, too. Here, entries that are known to come from
shares show which articles are shared, and dark entries count as private as far as they go to the
same articles.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import msgspec
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from sharekit.models import ArticleTotal, SourceTotal, Span
from sharekit.reports.period.days import Period, go_back, name_ids, today
from sharekit.reports.period.spans import limit
from sharekit.reports.period.sums import sum_up

ASSUMPTION: Final = _(
    "Assumes that links shared without a mark bring visits to the same articles, in the "
    "same proportions, as marked links do."
)
"""The assumption of the estimate, in a sentence to be shown next to it."""
FEWEST_VISITS: Final = 100
"""The fewest visits from shares for which there is an estimate."""
FEWEST_ARTICLES: Final = 20
"""The fewest articles for which there is an estimate."""
MOST_ARTICLES: Final = 900
"""The most articles that are considered, those with the most entries in the months concerned."""
MOST_DAYS: Final = 31
"""The most days that are considered, the last ones: a limit for reports over years."""
SPREAD: Final = 2.3
"""Standard errors on each side, for 95 of 100 (Student's t: few articles carry most of the weight).
"""
WIDEST: Final = 0.9
"""The largest share of the dark entries that an interval may span and still be useful."""
REPEATED: Final = (0.0, 0.1, 0.2)
"""The part of chance that odd and even days have in common: least, likely and most. One act brings
visits on days of both kinds. The interval is the widest that these values allow."""
_NEEDED: Final = 10.0
"""The number of expected visits from shares at which an article gets half of its full weight."""
_TOP: Final = 20
"""One article in _TOP has so many visits that its own habits matter more than chance."""


class Estimate(msgspec.Struct, frozen=True):
    """How many of the `dark` entries were private sharing: `likely`, within `low` and `high`."""

    dark: int
    low: int
    likely: int
    high: int


class Lack(msgspec.Struct, frozen=True):
    """What an estimate lacks: so many more visits from shares, articles or days.

    If nothing is missing, `is_dark` is false where no entry was dark; otherwise the articles differ
    too little, or only by chance.
    """

    visits: int = 0
    articles: int = 0
    days: int = 0
    is_dark: bool = True


class Visits(NamedTuple):
    """Entries of one article on some days: from shares, dark, and all others."""

    shared: int = 0
    dark: int = 0
    others: int = 0


Halves = tuple[Visits, Visits]
"""An article's entries on odd and on even days of the month."""


def estimate_private(period: Period) -> Estimate | Lack:
    """Return the estimate over all articles, or what it lacks.

    Three queries of limited size: the last MOST_DAYS days give the likely proportion, which is
    applied to all days. There is no estimate for fewer than FEWEST_VISITS visits from shares or
    FEWEST_ARTICLES articles, for a single day, or if the interval would span almost everything. For
    simulated sites with an interval, it contains the truth in 92 to 96 of 100 cases
    (tests/systems/world/). It fails where the assumption fails: if private sharing without marks
    prefers other articles, the estimate is too low (a test shows it); if shared articles hide the
    origin of their other visits more often than other articles do, it is too high.
    """
    if period.since and period.since == period.until:
        return Lack(days=1)
    total = _count_dark(period)
    return estimate(_list_halves(period), dark=total)


def _count_dark(period: Period) -> int:
    if period.group:
        rows: Any = ArticleTotal.objects.filter(limit(period))
        return rows.aggregate(sum=Sum("dark"))["sum"] or 0
    rows = SourceTotal.objects.filter(period.of_all, source="dark")
    return rows.aggregate(sum=Sum("entries"))["sum"] or 0


def estimate(articles: Sequence[Halves], *, dark: int) -> Estimate | Lack:
    """Return the estimate from the entries of articles, or what it lacks.

    `dark` is the number over all articles.

    An article's dark entries are modelled as a times its visits from shares plus b times its other
    entries. Plain regression would give too small an a, because visits from shares vary by chance,
    too. So the excess on odd days over what the other entries predict is compared with the excess
    on even days, and the reverse; what repeats belongs to the article (errors in variables, with
    the other half as the instrument). The interval contains every a that the articles do not
    contradict (Fieller 1954).
    """
    sums = [Visits(*map(sum, zip(*halves, strict=True))) for halves in articles]
    shared, hidden = sum(each.shared for each in sums), sum(each.dark for each in sums)
    lack = Lack(
        visits=max(0, FEWEST_VISITS - shared),
        articles=max(0, FEWEST_ARTICLES - len(articles)),
        is_dark=bool(hidden),
    )
    if lack != Lack():
        return lack
    weights = _weigh(sums)
    excesses = [_get_excesses([halves[half] for halves in articles], weights) for half in (0, 1)]
    pairs = list(zip(weights, *excesses, strict=True))
    least, likely, most = (_get_bounds(pairs, chance=part) for part in REPEATED)
    if least is None:
        return lack
    low = _limit(least.low * shared / hidden)
    high = _limit(most.high * shared / hidden) if most else 1.0
    if high - low > WIDEST:
        return lack
    middle = min(high, max(low, (likely or least).likely * shared / hidden))
    return Estimate(dark, math.floor(dark * low), round(dark * middle), math.ceil(dark * high))


def _limit(part: float) -> float:
    return min(1.0, max(0.0, part))


class _Excess(NamedTuple):
    shared: float
    dark: float


def _weigh(sums: Sequence[Visits]) -> list[float]:
    """Return the weight of each article.

    If there were only chance, each visit would weigh the same. But the most visited articles differ
    by more than chance, and articles with hardly any visits from shares repeat nothing but chance.
    """
    visits = [sum(each) for each in sums]
    top = sorted(visits)[-max(1, len(visits) // _TOP)] or 1
    usual = sum(each.shared for each in sums) / (sum(visits) or 1)
    return [usual / ((each * usual + _NEEDED) * (1 + each / top)) for each in visits]


def _get_excesses(half: Sequence[Visits], weights: Sequence[float]) -> list[_Excess]:
    """Return how far shared and dark entries exceed what the other entries predict."""
    pairs = list(zip(weights, half, strict=True))
    square = sum(weight * each.others**2 for weight, each in pairs) or 1.0
    shared = sum(weight * each.shared * each.others for weight, each in pairs) / square
    dark = sum(weight * each.dark * each.others for weight, each in pairs) / square
    return [
        _Excess(each.shared - shared * each.others, each.dark - dark * each.others) for each in half
    ]


class _Bounds(NamedTuple):
    low: float
    likely: float
    high: float


def _get_bounds(
    pairs: Sequence[tuple[float, _Excess, _Excess]], *, chance: float
) -> _Bounds | None:
    """Return the lowest, the likely and the highest a for which sum(x - a * y) may be zero.

    y is the repeating part of an article's visits from shares, x the repeating part that they share
    with its dark entries. None if any a is possible, because y is then no more than chance.
    """
    products = []
    for weight, one, two in pairs:
        shared, dark = (one.shared, two.shared), (one.dark, two.dark)
        x, y = _repeat(shared, dark, chance=chance), _repeat(shared, shared, chance=chance)
        products.append((weight * x, weight * y))
    xs, ys = (sum(column) for column in zip(*products, strict=True))
    allowed = SPREAD**2
    square = ys**2 - allowed * sum(y * y for _, y in products)
    if square <= 0 or ys <= 0:
        return None
    middle = xs * ys - allowed * sum(x * y for x, y in products)
    rest = xs**2 - allowed * sum(x * x for x, _ in products)
    root = math.sqrt(max(0.0, middle**2 - square * rest))
    return _Bounds((middle - root) / square, xs / ys, (middle + root) / square)


def _repeat(some: tuple[float, float], others: tuple[float, float], *, chance: float) -> float:
    """Return what two excesses have in common on different days, without chance."""
    across = some[0] * others[1] + some[1] * others[0]
    return across - chance / (1 - chance) * (some[0] - some[1]) * (others[0] - others[1])


def _list_halves(period: Period) -> list[Halves]:
    """Return the most visited articles of a period's last days."""
    until = min(period.until or today(), today())
    since = max(period.since or date.min, go_back(until, MOST_DAYS - 1))
    # Selected by month, then named: a join would make PostgreSQL read the days of all other
    # articles.
    picked = Q(span=Span.MONTH, day__gte=since.replace(day=1)) | Q(span=Span.NEW, day__gte=since)
    picked &= period.name_articles("article")
    largest = ArticleTotal.objects.filter(picked, day__lte=until).order_by("-entries", "article_id")
    rows = ArticleTotal.objects.filter(
        span__in=(Span.NEW, Span.DAY),
        day__range=(since, until),
        article__in=name_ids(set(largest.values_list("article_id", flat=True)[:MOST_ARTICLES])),
    )
    days = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    sums = {
        f"{name}_{half}": sum_up(
            count, where=Q(day__in=[day for day in days if day.day % 2 == half])
        )
        for half in (0, 1)
        for name, count in (
            ("by_shares", F("clickbacks") + F("arrivals")),
            ("hidden", F("dark")),
            ("visits", F("entries")),
        )
    }
    grouped = rows.order_by("article_id").values("article_id").annotate(**sums)
    return [(_get_visits(row, 0), _get_visits(row, 1)) for row in grouped]


def _get_visits(row: Mapping[str, Any], half: int) -> Visits:
    """Return the entries of one half of the days as separate numbers, 0 where there were none."""
    shared, dark, visits = (
        row[f"{name}_{half}"] or 0 for name in ("by_shares", "hidden", "visits")
    )
    return Visits(shared, dark, max(0, visits - shared - dark))
