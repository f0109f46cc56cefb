"""The shares that the tokens of conversions name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from sharekit.channels.find import find, get_slug
from sharekit.contrib.conversions.credit.sums import Share
from sharekit.contrib.conversions.models import Conversion
from sharekit.models import ShareLink
from sharekit.tokens import is_token

PATIENCE: Final = timedelta(hours=1)
"""How long a conversion waits for its link: events may arrive in any order."""


class Shares:
    """The links of some conversions, read in one query."""

    def __init__(self, conversions: Iterable[Conversion]) -> None:
        tokens = {each.token for each in conversions if is_token(each.token)}
        links = ShareLink.objects.filter(token__in=tokens)
        self._links = {link.token: link for link in links}
        self._patient_since = timezone.now() - PATIENCE

    def find(self, token: str, *, at: datetime | None) -> Share | None:
        """Return the share that a token names, None if its link may still arrive.

        Anybody may send any token, so one without a link only names its channel, as a letter does.
        """
        link = self._links.get(token)
        if link is None:
            is_late = at is None or at < self._patient_since
            return _get_channel(token) if is_late or not is_token(token) else None
        if link.state == ShareLink.State.WITHDRAWN:
            return Share()
        is_campaign = link.state == ShareLink.State.CAMPAIGN
        return Share(link.article_id, link.channel, link.pk if is_campaign else None)


def _get_channel(token: str) -> Share:
    slug = get_slug(token)
    return Share(channel=slug) if find(slug) else Share()
