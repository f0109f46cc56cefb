"""How many people may get a mail now, and why others may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import msgspec
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise

from sharekit.contrib.mails.conf import options, parse_cap
from sharekit.contrib.mails.models import Mail, Message, Subscription, Suppression
from sharekit.contrib.mails.subscribing.permission import REASONS
from sharekit.contrib.people import get_address_key

_STEP = 2000


class Reason(msgspec.Struct, frozen=True):
    """Why some people do not get a mail now."""

    sentence: str | Promise
    people: int


class Audience(msgspec.Struct, frozen=True):
    """The subscribers of a topic in any state, those who may get a mail, and why others may not."""

    everybody: int
    allowed: int
    reasons: list[Reason]


def count(mail: Mail) -> Audience:
    """Count who may get a marketing mail if it was sent now."""
    rows = Subscription.objects.filter(site=mail.site, topic=mail.topic)
    states = dict(rows.values_list("state").annotate(Count("pk")))
    found: Counter[str] = Counter(
        {
            "not-confirmed": states.get(Subscription.State.ASKED, 0),
            "stopped": states.get(Subscription.State.STOPPED, 0),
        }
    )
    confirmed = rows.filter(state=Subscription.State.CONFIRMED)
    pairs = confirmed.values_list("address", "person_hash")
    found.update(_find_obstacles(pairs.iterator(chunk_size=_STEP)))
    everybody = sum(states.values())
    reasons = [Reason(REASONS[name], people) for name, people in found.most_common() if people]
    return Audience(everybody, everybody - found.total(), reasons)


def _find_obstacles(subscribers: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Yield a reason for each address that is suppressed or has had the most mails."""
    causes = dict(Suppression.objects.values_list("address_hash", "cause"))
    capped = _find_capped()
    if not causes and not capped:
        return
    has_bounces = Suppression.Cause.BOUNCE in causes.values()
    for address, person in subscribers:
        cause = causes.get(get_address_key(address)) if has_bounces else None
        if cause := cause or causes.get(person) or ("cap" if person in capped else ""):
            yield str(cause)


def _find_capped() -> set[str]:
    cap = parse_cap(options.cap)
    state = Message.State
    recent = Message.objects.filter(
        mail__kind=Mail.Kind.MARKETING,
        state__in=(state.SENDING, state.SENT, state.UNKNOWN),
        claimed_at__gt=timezone.now() - timedelta(days=cap.days),
    )
    many = recent.values("person_hash").annotate(mails=Count("pk")).filter(mails__gte=cap.mails)
    return set(many.values_list("person_hash", flat=True))
