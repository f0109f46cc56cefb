"""What became of the messages of a mail, and how many visits its links brought."""

from __future__ import annotations

import msgspec
from django.db.models import Count

from sharekit.contrib.mails.models import Mail, Message
from sharekit.models import ShareLink
from sharekit.reports.figures.rounded.rounding import sum_rounded


class Results(msgspec.Struct, frozen=True):
    """Messages by state, and visits: those of each campaign link, rounded down to fives."""

    states: dict[str, int]
    visits: int


def get_results(mail: Mail) -> Results:
    """Return what a mail has brought until now."""
    states = Message.objects.filter(mail=mail).values_list("state").annotate(Count("pk"))
    return Results(dict(states), _count_visits(mail))


def _count_visits(mail: Mail) -> int:
    links = ShareLink.objects.filter(state=ShareLink.State.CAMPAIGN, campaign=mail.slug)
    if mail.site:
        links = links.filter(article__site=mail.site)
    # Each link by itself, so that their sum reveals no more than they do.
    shown = links.annotate(visits=sum_rounded("totals__visits")).values_list("visits", flat=True)
    return sum(visits or 0 for visits in shown)
