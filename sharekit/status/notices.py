"""Observations of the processes that the operators of the site should know."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from sharekit.buffers import Advice
from sharekit.conf import settings
from sharekit.models import Notice
from sharekit.status.status import make_aware

RECENT: Final = timedelta(days=1)
"""For how long a notice is shown after it was last seen."""


_NOTICES: Final = {
    Notice.FORWARDED: (
        gettext_lazy(
            "Requests had an X-Forwarded-For header (last at %(time)s), but TRUSTED_PROXIES is 0. "
            "Behind a proxy, all readers then look like one, also to the rate limits."
        ),
        gettext_lazy(
            "Set SHAREKIT = {'TRUSTED_PROXIES': 1}, or the number of your proxies that append to "
            "the header. Without a proxy you can ignore this: any client can send the header."
        ),
    ),
    Notice.LONGER: (
        gettext_lazy(
            "A visit passed a further proxy in front of those that TRUSTED_PROXIES counts (last at "
            "%(time)s). If it is your CDN, all your readers look like one. It may also be the "
            "proxy of one reader's company."
        ),
        gettext_lazy(
            "If you have a CDN or a proxy that TRUSTED_PROXIES does not count, let each one append "
            "to X-Forwarded-For, and count it, too. Otherwise change nothing: if the number is too "
            "high, clients can choose their own address."
        ),
    ),
    Notice.HIDDEN: (
        gettext_lazy(
            "A reader had a loopback or private address (last at %(time)s). If that is the address "
            "of a proxy, all readers look like one: their visits from a share count once, and no "
            "rate limit applies."
        ),
        gettext_lazy(
            "Let every proxy append to X-Forwarded-For, and set TRUSTED_PROXIES to the number of "
            "proxies. waitress removes the header unless its option trusted_proxy names the proxy. "
            "On an intranet you can ignore this."
        ),
    ),
    Notice.KEPT: (
        gettext_lazy(
            "Files of the database or of Redis still hold deleted keys and hashes of readers (last "
            "tried at %(time)s)."
        ),
        gettext_lazy(
            "The worker's log says why. On PostgreSQL, let the worker's role truncate the table: "
            "GRANT TRUNCATE ON sharekit_dailysalt TO its name. Redis must allow BGREWRITEAOF."
        ),
    ),
}


def list_notices() -> list[Advice]:
    """Return the observations of the last day, with a sentence and a step each."""
    names = set(_NOTICES) - ({Notice.FORWARDED} if settings.trusted_proxies else set())
    seen = Notice.objects.filter(name__in=names, at__gt=timezone.now() - RECENT)
    return [
        Advice(
            sentence % {"time": f"{timezone.localtime(make_aware(notice.at)):%Y-%m-%d %H:%M}"},
            str(step),
        )
        for notice in seen.order_by("name")
        for sentence, step in [_NOTICES[notice.name]]
    ]
