"""Adds the letters to the registries of mails, when Django starts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from sharekit.contrib.alerts.letters.monday import write_monday
from sharekit.contrib.alerts.letters.take_off import write_take_off
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.mails import (
    LETTERS,
    REASONS,
    describe_ground,
    find_obstacle,
)
from sharekit.contrib.alerts.watching.stopping import WATCH, find_stop_address
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.moments.registry import MOMENTS, moment
from sharekit.contrib.mails.subscribing import addresses, permission
from sharekit.contrib.mails.writing import grounds, letters

_WRITERS: Final[dict[str, Callable[[Message], letters.Letter]]] = {
    Watch.Kind.WEEKLY.value: write_monday,
    Watch.Kind.TAKE_OFF.value: write_take_off,
}


def _write(kind: str, message: Message) -> letters.Letter:
    """Write a letter; raises ValueError for a mail that only has its name."""
    if message.mail.kind != Mail.Kind.ALERT:
        raise ValueError(_("“%(name)s” is a letter to editors.") % {"name": message.mail.slug})
    return _WRITERS[kind](message)


def register_letters() -> None:
    """Declare the moments, and say who writes such mails, who may get them, and what stops them."""
    for kind, letter in LETTERS.items():
        # Django calls `ready` again where a test changes INSTALLED_APPS.
        if letter.slug not in MOMENTS:
            moment(letter.slug, letter.moment, facts=[*letter.facts, WATCH])
        letters.LETTERS[letter.slug] = partial(_write, kind)
    alert = Mail.Kind.ALERT.value
    permission.OBSTACLES[alert] = find_obstacle
    permission.REASONS.update(REASONS)
    grounds.GROUNDS[alert] = describe_ground
    addresses.STOPPING[alert] = find_stop_address
