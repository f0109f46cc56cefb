"""Worlds of articles whose truth is known: what takes off, and what is good but hardly read.

Each article has a life: it is published, read a lot on its first days and less later, at the hours
and on the weekdays of its site, and passed on by some of its readers, whose links bring visits.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from sharekit.models import Article
from tests.support.counts import Hour, add, get_article
from tests.support.worlds.chance import Chance

DAYS: Final = 10
"""The days that a world lives, the last one in part: more than reports look back by the hour."""
PERIOD: Final = 7
"""The days after which an editor asks what is worth pushing."""
OLDEST: Final = 60
"""The age in days of a site's oldest articles."""
CHANNELS: Final = {
    "whatsapp": 0.4,
    "copy-link": 0.25,
    "email": 0.15,
    "native": 0.12,
    "messenger": 0.08,
}
STEEPNESS: Final = 0.8
"""Zipf's law: an article's page views decrease with its rank to this power."""
GROUP: Final = 0.04
"""The part of acts that reach a whole group, and bring so many times as many visits:"""
GROUP_VISITS: Final = 8


class Life(NamedTuple):
    """An article's first day and hour, its page views on a first day, and how often it is shared.

    `shared` is the part of page views that lead to a share or copy.
    """

    born: datetime
    appeal: float
    shared: float


class Moment(NamedTuple):
    """An act, or a visit from a share."""

    at: datetime
    channel: str
    is_act: bool = False


class Truth(NamedTuple):
    """What a world's reports should find; articles are ids.

    `going_up` took off in the last 24 hours, `hidden` is good and hardly read; None if the world
    has no such article. `rises` says how many times as much as usual each article is passed on in
    the last 24 hours: an article of these hours is compared with the first hours of an average one.
    `factors` says how many times as often as usual its readers pass it on, in the last PERIOD days.
    """

    now: datetime
    going_up: int | None
    hidden: int | None
    rises: dict[int, float]
    factors: dict[int, float]


class World:
    """One site and its readers; the same for the same seed."""

    def __init__(self, seed: int, *, now: datetime) -> None:
        self.chance = chance = Chance(seed)
        self.now = now
        self.visits_per_act = chance.uniform(0.4, 1.6)
        self.usual = chance.draw_size(0.004, 0.04)
        self.taste = chance.uniform(0.2, 0.6)
        self.weekend = chance.uniform(0.5, 1.4)
        self.unrest = chance.uniform(0.1, 0.35)
        self.peak = chance.choice([8, 12, 20])
        self.site_days = {day: self.chance.vary(0.1) for day in self.list_days()}
        self.lives = self._publish(
            articles=round(self.chance.draw_size(30, 120)),
            views=self.chance.draw_size(2_000, 60_000),
        )

    def list_days(self) -> list[date]:
        return [self.now.date() - timedelta(days=ago) for ago in range(DAYS - 1, -1, -1)]

    def weigh_hours(self, day: date) -> list[float]:
        """Return how many of a whole day's readers come in each hour, up to now."""
        curve = [
            0.15 + math.exp(-((((hour - self.peak + 12) % 24 - 12) / 5) ** 2)) for hour in range(24)
        ]
        weights = [weight / sum(curve) for weight in curve]
        if day == self.now.date():
            weights[self.now.hour] *= self.now.minute / 60
            weights[self.now.hour + 1 :] = [0.0] * (23 - self.now.hour)
        return weights

    def _publish(self, *, articles: int, views: float) -> list[Life]:
        ranks = self.chance.sample(range(1, articles + 1), articles)
        appeals = [rank**-STEEPNESS for rank in ranks]
        ages = [self.chance.uniform(0, OLDEST) for _ in ranks]
        # The oldest articles are known first, and have the first ids.
        ages.sort(reverse=True)
        scale = views / sum(appeal * _fade(age) for appeal, age in zip(appeals, ages, strict=True))
        return [
            Life(
                self.now - timedelta(days=age),
                appeal * scale,
                self.usual * self.chance.vary(self.taste),
            )
            for appeal, age in zip(appeals, ages, strict=True)
        ]

    def live(self, *, goes_up: bool, is_hidden: bool) -> Truth:
        """Write what readers do into the tables, and return the truth about it.

        An article that goes up has at least 12 acts more than usual and three times as many, or at
        least 20 visits and four times as many: one message reached many. A hidden one is passed on
        four to eight times as often as usual, by few readers.
        """
        hidden = self._hide() if is_hidden else None
        means = [{day: self._expect(life, day) for day in self.list_days()} for life in self.lives]
        rising = self._choose_rising(means) if goes_up else None
        ids, acts, views, rises = [], [], [], []
        for number, life in enumerate(self.lives):
            article = get_article(f"story-{number}")
            extra = self._take_off(means[number], life) if number == rising else []
            read = {day: self.chance.count(mean) for day, mean in means[number].items()}
            shared = [*self._share(life, means[number]), *extra]
            _write(article, read, shared)
            ids.append(article.pk)
            rises.append(self._measure_rise(life, means[number]) + (9 if extra else 0))
            recent = self.list_days()[-PERIOD:]
            views.append(sum(means[number][day] for day in recent))
            acts.append(views[-1] * life.shared + sum(1 for each in extra if each.is_act))
        usual = sum(acts) / sum(views)
        return Truth(
            self.now,
            None if rising is None else ids[rising],
            None if hidden is None else ids[hidden],
            dict(zip(ids, rises, strict=True)),
            {
                pk: own / (usual * of) if of else 1.0
                for pk, own, of in zip(ids, acts, views, strict=True)
            },
        )

    def _measure_rise(self, life: Life, means: dict[date, float]) -> float:
        """Return how many times as much as usual an article is read in the last 24 hours."""
        today, yesterday = self.list_days()[-1], self.list_days()[-2]
        late = sum(self._weigh_life(life, yesterday)[self.now.hour + 1 :])
        whole = sum(self._weigh_life(life, yesterday)) or 1.0
        read = (means[today] + means[yesterday] * late / whole) * life.shared
        age = (self.now - life.born).total_seconds() / 86_400
        if age < 1:
            like = [each.appeal * each.shared for each in self.lives]
            return life.appeal * life.shared / (sum(like) / len(like))
        usual = life.appeal * life.shared * _fade(age - 0.5) * (5 + 2 * self.weekend) / 7
        return read / usual

    def _expect(self, life: Life, day: date) -> float:
        """Return the page views of an article on a day, on average."""
        noon = datetime.combine(day, time(12), self.now.tzinfo)
        age = (noon - life.born).total_seconds() / 86_400
        if day < life.born.date():
            return 0.0
        week = self.weekend if day.weekday() > 4 else 1.0
        mean = life.appeal * _fade(age) * week * self.site_days[day] * self.chance.vary(self.unrest)
        return mean * sum(self._weigh_life(life, day))

    def _weigh_life(self, life: Life, day: date) -> list[float]:
        weights = self.weigh_hours(day)
        if day == life.born.date():
            weights[: life.born.hour] = [0.0] * life.born.hour
        return weights

    def _hide(self) -> int:
        """Let one of the less read articles be good, and return its number."""
        order = sorted(
            range(len(self.lives)),
            key=lambda number: self._see(self.lives[number]),
        )
        number = self.chance.choice(order[len(order) // 10 : len(order) // 2])
        shared = min(0.3, self.usual * self.chance.uniform(4, 8))
        life = self.lives[number]
        # At most half as many page views as an article has that everybody reads.
        most = self._see(self.lives[order[-max(1, len(order) // 10)]]) / 2
        views = min(most, self.chance.uniform(8, 30) / shared)
        appeal = life.appeal * views / self._see(life)
        self.lives[number] = Life(life.born, appeal, shared)
        return number

    def _see(self, life: Life) -> float:
        """Return the page views of an article in PERIOD days, on the whole."""
        age = (self.now - life.born).total_seconds() / 86_400
        return life.appeal * sum(_fade(age - ago) for ago in range(PERIOD) if age > ago - 1)

    def _choose_rising(self, means: list[dict[date, float]]) -> int:
        """Return the number of an article that is read, but not one that everybody shares."""
        today = self.now.date() - timedelta(days=1)
        likely = [
            number
            for number, life in enumerate(self.lives)
            if 0.02 < means[number][today] * life.shared < 25
        ]
        return self.chance.choice(likely or range(len(self.lives)))

    def _take_off(self, means: dict[date, float], life: Life) -> list[Moment]:
        """Return the acts and visits of an article that takes off."""
        today, hours = self.now.date(), self.chance.uniform(4, 20)
        usual = max(means[today], means[today - timedelta(days=1)]) * life.shared
        if self.chance.random() < 0.3:
            number = max(20.0, usual * self.visits_per_act * self.chance.uniform(4, 8))
            kinds = [False] * self.chance.count(number)
        else:
            kinds = [True] * self.chance.count(max(12.0, usual * self.chance.uniform(3, 8)))
        moments = []
        for is_act in kinds:
            ago = timedelta(hours=self.chance.uniform(0, hours))
            moment = Moment(self.now - ago, self._choose_channel(), is_act=is_act)
            moments += [moment, *(self._bring(moment) if is_act else [])]
        return moments

    def _share(self, life: Life, means: dict[date, float]) -> Iterator[Moment]:
        """Yield the acts of an article's readers, and the visits that they bring."""
        for day, mean in means.items():
            weights = self._weigh_life(life, day)
            for _ in range(self.chance.count(mean * life.shared)):
                (hour,) = self.chance.choices(range(24), weights)
                minute = self.chance.uniform(0, 59)
                at = datetime.combine(day, time(hour), self.now.tzinfo) + timedelta(minutes=minute)
                moment = Moment(min(at, self.now), self._choose_channel(), is_act=True)
                yield moment
                yield from self._bring(moment)

    def _bring(self, act: Moment) -> list[Moment]:
        """Return the visits that a share brings until now: most of them within some hours."""
        reach = GROUP_VISITS if self.chance.random() < GROUP else 1
        mean = self.visits_per_act * reach / (1 + GROUP * (GROUP_VISITS - 1))
        visits = [
            Moment(act.at + timedelta(hours=self.chance.expovariate(1 / 6)), act.channel)
            for _ in range(self.chance.count(mean))
        ]
        return [visit for visit in visits if visit.at <= self.now]

    def _choose_channel(self) -> str:
        return self.chance.choices(list(CHANNELS), list(CHANNELS.values()))[0]


def _fade(age: float) -> float:
    """Return the part of its first readers that an article still has, by its age in days."""
    return max(0.02, 1 / (1 + max(0.0, age)))


def _write(article: Article, read: dict[date, int], moments: list[Moment]) -> None:
    acts: defaultdict[Hour, Counter[str]] = defaultdict(Counter)
    for moment in moments:
        hour = moment.channel, moment.at.date(), moment.at.hour
        if not moment.is_act:
            acts[hour]["clickbacks"] += 1
        else:
            acts[hour]["copies" if moment.channel == "copy-link" else "shares"] += 1
            acts[hour]["marked"] += 1
    # No list reads the hours of page views.
    views = {("search", day, 12): count for day, count in read.items() if count}
    add(article, acts=acts, views=views)
