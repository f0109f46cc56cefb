"""Observations of the web servers that the operators of the site should know."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.buffers import Advice
from sharekit.conf import settings
from sharekit.models import Notice
from sharekit.status.status import make_aware

RECENT: Final = timedelta(days=1)
"""For how long a notice is shown after it was last seen."""


def list_notices() -> list[Advice]:
    """Return the observations of the last day, with a sentence and a step each."""
    if settings.trusted_proxies:
        return []
    seen = Notice.objects.filter(name=Notice.FORWARDED, at__gt=timezone.now() - RECENT)
    return [
        Advice(
            _(
                "Requests had an X-Forwarded-For header (last at %(time)s), but "
                "TRUSTED_PROXIES is 0. Behind a proxy, all readers then look like one, "
                "also to the rate limits."
            )
            % {"time": f"{timezone.localtime(make_aware(notice.at)):%Y-%m-%d %H:%M}"},
            _(
                "Set SHAREKIT = {'TRUSTED_PROXIES': 1}, or the number of your proxies that "
                "append to the header. Without a proxy you can ignore this: any client can "
                "send the header."
            ),
        )
        for notice in seen
    ]
