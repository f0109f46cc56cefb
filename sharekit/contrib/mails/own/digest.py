"""The weekly digest: what was shared most, to those who have subscribed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.moments.registry import Occasion
from sharekit.contrib.mails.writing.letters import Letter, compose
from sharekit.contrib.mails.writing.sources import Source
from sharekit.reports.period.days import localise

DIGEST: Final = "digest"
"""The short name of the moment, and of the mail that needs no text of an editor."""
_STEP: Final = 500


def find_digest(now: datetime) -> Iterator[Occasion]:
    """Yield the confirmed subscribers of each digest, with the ISO week as the key."""
    week = f"{localise(now).date():%G-%V}"
    digests = Mail.objects.filter(moment=DIGEST, is_on=True)
    for site, topic in digests.order_by().values_list("site", "topic").distinct():
        rows = Subscription.objects.filter(
            site=site, topic=topic, state=Subscription.State.CONFIRMED
        )
        for row in rows.order_by("pk").iterator(chunk_size=_STEP):
            yield Occasion(row.address, week, language=row.language, site=site, topic=topic)


def write_digest(message: Message) -> Letter:
    """Write the letter; raises Skip if nothing was shared."""
    with override(message.language):
        introduction = _("These were passed on most in the last seven days:")
        body = f"{introduction}\n\n{{most_shared}}"
        subject = _("The most shared of the week at {site_name}")
        return compose(message, Source(message.language, subject, body))
