"""Changes the world of the demo so that its report has something to say, and says what."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from sharekit.models import Article
from sharekit.reports.figures.comparison import compare_periods
from sharekit.reports.figures.tips.promising import Promising, list_promising
from sharekit.reports.figures.tips.rising import Rising, list_rising
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import last_days, localise
from sharekit.status.status import get_status
from tests.support.counts import add

CHANNELS: Final = ("whatsapp", "email", "copy-link", "messenger")


def change_world(seed: int) -> None:
    """Let an article take off, two others be shared a lot by few readers, and a week be better."""
    chance = random.Random(seed)
    now = localise(timezone.now())
    articles = list(Article.objects.order_by("pk"))
    rising, *hidden = chance.sample(articles, 3)
    acts = chance.randrange(25, 70)
    _pass_on(chance, rising, now - timedelta(hours=chance.randrange(2, 20)), acts=acts, views=600)
    for article in hidden:
        acts = chance.randrange(12, 25)
        moment = now - timedelta(days=chance.randrange(2, 6))
        _pass_on(chance, article, moment, acts=acts, views=acts * chance.randrange(4, 8))
    better = chance.choice([1, 8])
    for article in articles:
        for ago in range(better, better + 6):
            if chance.random() < 0.2:
                moment = now - timedelta(days=ago)
                _pass_on(chance, article, moment, acts=chance.randrange(1, 3), views=30)


def _pass_on(
    chance: random.Random, article: Article, moment: datetime, *, acts: int, views: int
) -> None:
    channel = chance.choice(CHANNELS)
    hour = moment.date(), moment.hour
    kind = "copies" if channel == "copy-link" else "shares"
    visits = round(acts * chance.uniform(0.8, 2.5))
    counts = {kind: acts, "marked": acts, "clickbacks": visits}
    add(article, acts={(channel, *hour): counts}, views={("search", *hour): views})


def get_truth() -> dict[str, Any]:
    """Return what the first screen says."""
    moment, period = get_status().counted_up_to, last_days(7)
    compared = compare_periods(find_comparable(period, counted_up_to=moment))
    assert compared
    tips: dict[str, Sequence[Rising | Promising]] = {
        "going up": list_rising(period, now=moment),
        "worth pushing": list_promising(period),
    }
    return {
        "last week": {
            name: {"before": compared.before.counts[name], "now": compared.now.counts[name]}
            for name in ("marked", "clickbacks", "reshares")
        },
        **{
            name: [{"title": each.title, "channel": each.best.channel} for each in found]
            for name, found in tips.items()
        },
    }
