"""Asks platforms that deliver only once for the messages of a gap."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from sharekit.contrib.bots.models import AccountState
from sharekit.contrib.bots.platforms.accounts import find_platform, list_accounts
from sharekit.contrib.bots.platforms.protocol import Account, Platform, Response
from sharekit.contrib.bots.receiving.receive import store
from sharekit.contrib.bots.sending.http import Line

GAP: Final = timedelta(minutes=2)
"""Twice the time between two looks: after it the site was away."""
OVERLAP: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=1)
"""What is older has been answered by a person, or by nobody."""
MOST_PAGES: Final = 20
_OK: Final = 200


def look() -> int:
    """Store what accounts missed since the last look, and return the number of searches."""
    now = timezone.now()
    searches = 0
    with Line() as line:
        for account in list_accounts():
            platform = find_platform(account.platform)
            if platform is not None:
                searches += _look(account, platform, line, now)
    return searches


def _look(account: Account, platform: Platform, line: Line, now: datetime) -> int:
    state, _ = AccountState.objects.get_or_create(account=account.slug, defaults={"looked_at": now})
    last = state.looked_at or now
    searches = 0
    if now - last > GAP:
        since = max(last - OVERLAP, now - LONGEST)
        searches = _search(account, platform, line, since)
        if searches < 0:
            # The gap stays until the platform answers.
            return 1
    AccountState.objects.filter(account=account.slug).update(looked_at=now)
    return searches


def _search(account: Account, platform: Platform, line: Line, since: datetime) -> int:
    """Store all pages of a search, and return their number, -1 if one could not be read."""
    request = platform.catch_up(account, since=int(since.timestamp() * 1000))
    pages = 0
    while request is not None and pages < MOST_PAGES:
        response = line.send(request)
        if not isinstance(response, Response) or response.status != _OK:
            return -1
        found = platform.find(response, account)
        if not found.is_read:
            return -1
        store(found.events)
        request = found.further
        pages += 1
    return pages
