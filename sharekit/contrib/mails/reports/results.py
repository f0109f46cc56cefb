"""What became of the messages of mails, and what their links brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec
from django.db.models import Count, Q
from django.utils import timezone

from sharekit.contrib.mails.models import Mail, Message
from sharekit.models import LinkTotal, ShareLink
from sharekit.reports.figures.rounded.rounding import sum_rounded
from sharekit.reports.period.days import Period

_FIGURES: Final = ("visits", "reshares")


class Results(msgspec.Struct, frozen=True):
    """Messages of a mail by state, the skipped ones by reason, and what its links brought.

    `visits` and `reshares` are sums of multiples of five: of each link, and in a period that has a
    first or a last day, of each link and day.
    """

    mail: Mail
    states: dict[str, int]
    skipped: dict[str, int]
    visits: int
    reshares: int


def get_results(mail: Mail) -> Results:
    """Return what a mail has brought until now."""
    return list_results([mail])[0]


def list_results(
    mails: Iterable[Mail], since: date | None = None, until: date | None = None
) -> list[Results]:
    """Return what each mail has brought, with the messages that ended in these days."""
    chosen = list(mails)
    ended = Message.objects.filter(_limit_times(since, until), mail__in=chosen).order_by()
    messages = ended.values_list("mail", "state", "reason").annotate(Count("pk"))
    states: dict[int, Counter[str]] = {mail.pk: Counter() for mail in chosen}
    skipped: dict[int, Counter[str]] = {mail.pk: Counter() for mail in chosen}
    for pk, state, reason, number in messages:
        states[pk][state] += number
        if state == Message.State.SKIPPED:
            skipped[pk][reason] += number
    brought = _sum_links(chosen, since, until)
    return [
        Results(mail, dict(states[mail.pk]), dict(skipped[mail.pk].most_common()), **figures)
        for mail, figures in zip(chosen, brought, strict=True)
    ]


def _limit_times(since: date | None, until: date | None) -> Q:
    """Return the condition on the time at which a message ended; both days belong to it."""
    limit = Q()
    if since:
        limit &= Q(ended_at__gte=_begin(since))
    if until:
        limit &= Q(ended_at__lt=_begin(until + timedelta(days=1)))
    return limit


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _sum_links(mails: list[Mail], since: date | None, until: date | None) -> list[dict[str, int]]:
    """Return what the campaign links of each mail brought, each number rounded down first."""
    totals = LinkTotal.objects.filter(
        Period(since, until).limit(""),
        link__state=ShareLink.State.CAMPAIGN,
        link__campaign__in={mail.slug for mail in mails},
    )
    # If each period were rounded by itself, two that differ by a day would reveal that day.
    cell = ["link", "day"] if since or until else ["link"]
    rows = totals.order_by().values("link__campaign", "link__article__site", *cell)
    sums = rows.annotate(**{f"sum_{name}": sum_rounded(name) for name in _FIGURES})
    found: Counter[tuple[str, str, str]] = Counter()
    for row in sums:
        for site in {"", row["link__article__site"]}:
            for name in _FIGURES:
                found[row["link__campaign"], site, name] += row[f"sum_{name}"]
    return [{name: found[mail.slug, mail.site, name] for name in _FIGURES} for mail in mails]
