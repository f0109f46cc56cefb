"""The counts of all articles in their last spans of 24 hours, and what is usual for each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final, Literal

from django.db.models import Case, Min, Q, When
from django.utils import timezone

from sharekit.models import ArticleTotal, ShareRollup, Span
from sharekit.reports.figures.articles.sums import express
from sharekit.reports.figures.tips.usual import FEWEST as FEWEST_SPANS
from sharekit.reports.figures.tips.usual import SPANS, Habits, History, Usual
from sharekit.reports.period.days import Period, go_back, name_ids
from sharekit.reports.period.sums import Whole, list_sums, sum_up

FEWEST: Final = 5
"""The fewest shares and copies, or visits from shares, that are judged."""
MOST_EXAMINED: Final = 200
"""The most articles whose first day is looked up."""
_BITS: Final = 64
_LARGEST: Final = 2**_BITS - 1
"""A count, and its place in a packed number."""

Figure = Literal["acts", "clickbacks"]
FIGURES: Final[tuple[Figure, ...]] = ("acts", "clickbacks")


class Expectations:
    """The counts of the articles of a period's site and group, up to an hour of a day.

    They are read when this is made, and what is usual is learned when it is asked for.
    """

    def __init__(self, of: Period, *, day: date, hour: int) -> None:
        self._spans = _count_spans(of, day, hour)
        self._known = _count_known(self._spans)
        self._ages = _find_ages(_list_examined(self._spans), day) if self.are_known else {}
        self._young: dict[Figure, dict[int, History]] = {}
        self._habits: dict[Figure, Habits] = {}

    @property
    def are_known(self) -> bool:
        """Whether enough was counted before the last 24 hours to compare them with."""
        return self._known >= FEWEST_SPANS

    def get_counts(self, figure: Figure) -> dict[int, int]:
        """Return the count of the last 24 hours of each article that has any count."""
        return {pk: packed & _LARGEST for pk, packed in self._spans[figure].items()}

    def expect(self, article: int, figure: Figure) -> Usual:
        """Return what is usual for an article in 24 hours; `are_known` must be true."""
        if figure not in self._habits:
            self._learn(figure)
        history = self._young[figure].get(article)
        return self._habits[figure].expect(
            history or History(_unpack(self._spans[figure].get(article, 0)))
        )

    def _learn(self, figure: Figure) -> None:
        spans = self._spans[figure]
        young = {
            pk: _place(_unpack(spans[pk]), age) for pk, age in self._ages.items() if pk in spans
        }
        old = Counter(packed for pk, packed in spans.items() if pk not in young)
        histories = Counter(young.values())
        histories.update({History(_unpack(packed)): number for packed, number in old.items()})
        self._young[figure] = young
        self._habits[figure] = Habits(histories, spans=self._known)


def find_hour(now: datetime | None) -> tuple[date, int]:
    """Return the day and the hour of a moment, or of now, on the clock of settings.TIME_ZONE."""
    moment = (now or timezone.now()).astimezone(timezone.get_default_timezone())
    return moment.date(), moment.hour


def _count_spans(of: Period, day: date, hour: int) -> dict[Figure, dict[int, int]]:
    """Return each article's counts by span of 24 hours, as in `History`, packed into a number.

    Days whose hours may be folded are not among them (FOLD_DAYS). A list for each article would
    make Python look through all its objects again and again for garbage.
    """
    ago = [
        When(
            Q(day=go_back(day, span), hour__lte=hour)
            | Q(day=go_back(day, span + 1), hour__gt=hour),
            then=span,
        )
        for span in range(SPANS + 1)
    ]
    rows = ShareRollup.objects.filter(
        of.name_articles("article"), hour__gte=0, day__range=(go_back(day, SPANS + 1), day)
    )
    keys = ("article_id", "span")
    spanned = rows.annotate(span=Whole(Case(*ago)))
    sums = list_sums(spanned, keys, FIGURES, by=lambda name: sum_up(express(name)))
    found = [row for row in sums if row[1] is not None]
    spans: dict[Figure, dict[int, int]] = {}
    for place, figure in enumerate(FIGURES, len(keys)):
        by_article: dict[int, int] = defaultdict(int)
        for row in found:
            by_article[row[0]] += row[place] << _BITS * row[1]
        spans[figure] = by_article
    return spans


def _unpack(packed: int) -> tuple[int, ...]:
    return tuple(packed >> _BITS * span & _LARGEST for span in range(SPANS + 1))


def _count_known(spans: Mapping[Figure, Mapping[int, int]]) -> int:
    """Return the number of spans since the first count of the site, without the last 24 hours."""
    largest = max((packed for each in spans.values() for packed in each.values()), default=0)
    return max(0, largest.bit_length() - 1) // _BITS


def _list_examined(spans: Mapping[Figure, Mapping[int, int]]) -> set[int]:
    """Return the articles that may be new: those that may be listed, and the latest ones."""
    young, enough = set(), []
    for by_article in spans.values():
        young |= {pk for pk, packed in by_article.items() if not packed >> _BITS * SPANS}
        last = ((pk, packed & _LARGEST) for pk, packed in by_article.items())
        enough += [(pk, count) for pk, count in last if count >= FEWEST]
    most = sorted(enough, key=lambda item: -item[1])[:MOST_EXAMINED]
    likely = {pk for pk, _count in most if pk in young}
    latest = sorted(young - likely, reverse=True)
    return likely | set(latest[: MOST_EXAMINED - len(likely)])


def _find_ages(articles: Collection[int], day: date) -> dict[int, int]:
    """Return how many days ago each article was first counted; old articles are left out."""
    # By month before: an old article has a row for each of its days.
    month = Span.MONTH.begin(go_back(day, SPANS))
    counted = (
        Q(span=Span.NEW) | Q(span=Span.DAY, day__gte=month) | Q(span=Span.MONTH, day__lt=month)
    )
    rows = ArticleTotal.objects.filter(counted, article__in=name_ids(articles)).order_by()
    firsts = rows.values_list("article_id").annotate(first=Min("day"))
    ages = {pk: (day - first).days for pk, first in firsts}
    return {pk: age for pk, age in ages.items() if age <= SPANS}


def _place(counts: tuple[int, ...], age: int) -> History:
    """Return the history of an article that was first counted so many days ago."""
    # The day lies in two spans.
    counted = max((span for span, count in enumerate(counts) if count), default=0)
    return History(counts, min(max(counted, age - 1), age))
