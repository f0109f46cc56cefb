"""What web servers saw and whoever runs the site should know."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.buffers import Advice
from sharekit.conf import settings
from sharekit.models import Notice
from sharekit.reports.status import make_aware

RECENT: Final = timedelta(days=1)
"""For how long a notice is told after it was seen last."""


def find_notices() -> list[Advice]:
    """Return what was seen in the last day, a sentence and a step each."""
    if settings.trusted_proxies:
        return []
    seen = Notice.objects.filter(name=Notice.FORWARDED, at__gt=timezone.now() - RECENT)
    return [
        Advice(
            _(
                "Requests came with the header X-Forwarded-For (last %(time)s), but "
                "TRUSTED_PROXIES is 0: behind a proxy all readers look like one, and the rate "
                "limits take them for one."
            )
            % {"time": f"{timezone.localtime(make_aware(notice.at)):%Y-%m-%d %H:%M}"},
            _(
                "Set SHAREKIT = {'TRUSTED_PROXIES': 1}, or the number of your proxies that append "
                "to the header. Without a proxy there is nothing to do: anybody can send it."
            ),
        )
        for notice in seen
    ]
