"""A month of a site in which articles take off now and then: what the alert makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from sharekit.models import Article, ChannelTotal, SourceTotal
from sharekit.reports.figures.tips.taking_off import list_taking_off
from tests.support.counts import get_article
from tests.support.worlds.judge import RIGHTLY
from tests.support.worlds.lives import Life, Moment, World, _fade, _write

MONTHS: Final = 20
DAYS: Final = 30
"""The days that are judged."""
BEFORE: Final = 9
"""The days before, with which the alert compares."""
SIZES: Final = ((40, 100), (100, 250), (250, 1000))
"""Shares and copies of an article that takes off, at least and fewer than."""
_LASTS: Final = timedelta(days=2)
"""How long an article that took off may make an alert rightly."""


class Wave(NamedTuple):
    """An article that takes off: from when on, until when most is shared, and how often in all."""

    article: int
    begin: datetime
    peak: datetime
    acts: int


class Judged(NamedTuple):
    """What the alert made of a month.

    `waves` has each wave with the hours by which its alert came before the peak, None without an
    alert. `right` and `false` are the numbers of other alerts.
    """

    waves: list[tuple[Wave, int | None]]
    right: int
    false: int


class Month(World):
    """A world of so many days, in which articles take off."""

    def __init__(self, seed: int, *, now: datetime, days: int) -> None:
        self.days = days + BEFORE
        super().__init__(seed, now=now)

    def list_days(self) -> list[date]:
        return [self.now.date() - timedelta(days=ago) for ago in range(self.days - 1, -1, -1)]

    def rise(self, waves: int) -> tuple[list[Wave], dict[tuple[int, date], float]]:
        """Write what readers do into the tables; return the waves, and how each day is in truth.

        The second says how many times as much as usual an article is passed on.
        """
        means = [{day: self._expect(life, day) for day in self.list_days()} for life in self.lives]
        planned = self._plan(means, waves)
        found: list[Wave] = []
        rises: dict[tuple[int, date], float] = {}
        for number, life in enumerate(self.lives):
            article = get_article(f"story-{number}")
            extra: list[Moment] = []
            for begin, hours, acts in planned.get(number, []):
                wave = list(self._roll(begin, hours, acts))
                extra += wave
                found.append(Wave(article.pk, begin, _find_peak(wave), acts))
            read = {day: self.chance.count(mean) for day, mean in means[number].items()}
            _write(article, read, [*self._share(life, means[number]), *extra])
            for day, mean in means[number].items():
                rises[article.pk, day] = self._compare(life, day, mean)
        return found, rises

    def _plan(
        self, means: list[dict[date, float]], waves: int
    ) -> dict[int, list[tuple[datetime, float, int]]]:
        """Return the waves of each article: when one begins, hours to its peak, and its acts."""
        planned: dict[int, list[tuple[datetime, float, int]]] = {}
        days = self.list_days()[BEFORE:-2]
        for place in range(waves):
            day = self.chance.choice(days)
            likely = [
                number
                for number, life in enumerate(self.lives)
                if 0.02 < means[number][day] * life.shared < 25
            ]
            number = self.chance.choice(likely or range(len(self.lives)))
            (hour,) = self.chance.choices(range(24), self.weigh_hours(day))
            begin = datetime.combine(day, time(hour), self.now.tzinfo)
            least, most = SIZES[place % len(SIZES)]
            acts = round(self.chance.draw_size(least, most - 1))
            planned.setdefault(number, []).append((begin, self.chance.uniform(2, 10), acts))
        return planned

    def _roll(self, begin: datetime, hours: float, acts: int) -> Iterator[Moment]:
        """Yield the acts and visits of a wave: more and more until its peak, then fewer."""
        for _ in range(acts):
            after = sum(self.chance.expovariate(1 / hours) for _ in range(2))
            moment = Moment(begin + timedelta(hours=after), self._choose_channel(), is_act=True)
            if moment.at <= self.now:
                yield moment
                yield from self._bring(moment)

    def _compare(self, life: Life, day: date, mean: float) -> float:
        noon = datetime.combine(day, time(12), self.now.tzinfo)
        age = (noon - life.born).total_seconds() / 86_400
        part = sum(self._weigh_life(life, day))
        if age < 1 or not part:
            like = [each.appeal * each.shared for each in self.lives]
            return life.appeal * life.shared / (sum(like) / len(like))
        usual = life.appeal * _fade(age - 0.5) * (5 + 2 * self.weekend) / 7
        return mean / part / usual


def judge_month(seed: int, *, days: int = DAYS, waves: int = 6) -> Judged:
    """Let a month pass, look at the end of each hour, and remove the world from the tables."""
    now = datetime(2026, 10, 16, 23, 59, 59, tzinfo=timezone.get_default_timezone())
    month = Month(seed, now=now, days=days)
    found, rises = month.rise(waves)
    alerts: dict[Wave, datetime] = {}
    others: Counter[bool] = Counter()
    for article, at in _look(month.list_days()[BEFORE:]):
        wave = next((each for each in found if _belongs(each, article, at)), None)
        if wave is None:
            others[rises[article, at.date()] >= RIGHTLY] += 1
        else:
            alerts.setdefault(wave, at)
    for model in (Article, ChannelTotal, SourceTotal):
        model._default_manager.all().delete()
    return Judged(
        [(wave, _measure(wave, alerts.get(wave))) for wave in found], others[True], others[False]
    )


def _look(days: Iterable[date]) -> Iterator[tuple[int, datetime]]:
    """Yield each article that takes off, with the end of the hour in which it is seen first."""
    zone, last = timezone.get_default_timezone(), dict[int, datetime]()
    for day in days:
        for hour in range(24):
            at = datetime.combine(day, time(hour, 59, 59), zone)
            for each in list_taking_off(now=at):
                known = last.get(each.id)
                if known and (known.date() == day or at - known < timedelta(days=1)):
                    continue
                last[each.id] = at
                yield each.id, at


def _belongs(wave: Wave, article: int, at: datetime) -> bool:
    return wave.article == article and wave.begin <= at < wave.begin + _LASTS


def _find_peak(moments: Iterable[Moment]) -> datetime:
    """Return the hour in which most was shared, copied and visited."""
    hours = Counter(each.at.replace(minute=0, second=0, microsecond=0) for each in moments)
    return max(hours, key=lambda hour: (hours[hour], -hour.timestamp()))


def _measure(wave: Wave, at: datetime | None) -> int | None:
    return None if at is None else round((wave.peak - at) / timedelta(hours=1) + 0.5)


def tabulate_months(judged: Iterable[Judged]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, and a sentence about the other alerts."""
    months = list(judged)
    yield f"| in {len(months)} months | took off | alerts | before the peak | hours, median |"
    yield "|---|---|---|---|---|"
    for least, most in SIZES:
        hours = [
            early for each in months for wave, early in each.waves if least <= wave.acts < most
        ]
        seen = sorted(early for early in hours if early is not None)
        before = sum(early > 0 for early in seen)
        middle = seen[len(seen) // 2] if seen else ""
        yield (
            f"| {least} to {most - 1} shares and copies more | {len(hours)} | {len(seen)} | "
            f"{before} | {middle} |"
        )
    right, false = (sum(column) for column in zip(*[each[1:] for each in months], strict=True))
    yield f"| others, rightly: {RIGHTLY} times what is usual, or more | | {right} | | |"
    yield f"| **false alarms**: less than that | | {false} | | |"
    quiet = sum(not each.false for each in months)
    yield f"| months without a false alarm | | {quiet} | | |"
