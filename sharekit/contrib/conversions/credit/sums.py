"""The sums that a conversion by a share belongs to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sharekit.contrib.conversions.credit.release import release
from sharekit.contrib.conversions.models import ShareSum


class Share(NamedTuple):
    """Where a conversion came from; a `channel` of "" means that no share is known.

    `link` is the id of a campaign link, never that of a reader's.
    """

    article: int | None = None
    channel: str = ""
    link: int | None = None


class Key(NamedTuple):
    """What a sum is of."""

    goal: str
    currency: str
    share: Share


class Sums:
    """The sums that some conversions change, each read and written once in their transaction."""

    def __init__(self) -> None:
        self._rows: dict[Key, ShareSum] = {}

    def add(self, key: Key, *, number: int, value: Decimal, day: date) -> None:
        """Add a conversion to all sums that it belongs to, and release what may be on its day.

        A `number` of -1 takes a conversion back, 0 changes nothing.
        """
        for share in list_sums(key.share):
            row = self._get(key._replace(share=share))
            row.conversions += number
            row.value += value
            release(row, day)

    def save(self) -> None:
        """Write what was changed."""
        for row in self._rows.values():
            row.save()

    def _get(self, key: Key) -> ShareSum:
        if key not in self._rows:
            article, channel, link = key.share
            names: dict[str, Any] = {"article_id": article, "channel": channel, "link_id": link}
            self._rows[key], _is_new = ShareSum.objects.get_or_create(
                goal=key.goal, currency=key.currency, **names
            )
        return self._rows[key]


def list_sums(share: Share) -> set[Share]:
    """Return all shares, those of the channel, of the article, of both, and the campaign link."""
    article, channel, _link = share
    return {Share(), Share(None, channel), Share(article), Share(article, channel), share}
