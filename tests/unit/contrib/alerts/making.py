"""Editors, their letters, and what is counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail

from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.watches import choose
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.outbox.run import send
from sharekit.models import Article
from sharekit.reports.period import days
from tests.support.clock import stop_clock
from tests.support.counts import add, get_article

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 30, 8, 5, tzinfo=BERLIN)
WEEKLY, TAKE_OFF = Watch.Kind.WEEKLY.value, Watch.Kind.TAKE_OFF.value


class Clock:
    """A clock that only moves when a test says so."""

    def __init__(self, patch: pytest.MonkeyPatch, moment: datetime) -> None:
        self._patch = patch
        self.set(moment)

    def set(self, moment: datetime) -> None:
        self.moment = moment
        stop_clock(self._patch, moment)
        # A sentence that names a time says the day of another day.
        self._patch.setattr("sharekit.status.status.datetime", vars(days)["datetime"])

    def move(self, **by: float) -> None:
        # By real time, also where the clock on the wall is put back.
        moved = self.moment.astimezone(ZoneInfo("UTC")) + timedelta(**by)
        self.set(moved.astimezone(BERLIN))


def make_editor(
    name: str = "anna",
    *letters: str,
    site: str = "",
    may_see: bool = True,
    email: str | None = None,
) -> User:
    """Create a user of the admin who has switched letters on."""
    address = f"{name}@news.example" if email is None else email
    user = User.objects.create_user(name, address, is_staff=True)
    if may_see:
        user.user_permissions.set(Permission.objects.filter(codename="view_report"))
    for kind in letters:
        choose(user, kind, site, is_on=True)
    return user


def count(
    name: str, moment: datetime, *, channel: str = "whatsapp", views: int = 0, **counts: int
) -> Article:
    """Count acts, visits and page views of an article in an hour."""
    article = get_article(name)
    hour = moment.date(), moment.hour
    acts = {(channel, *hour): counts} if counts else None
    add(article, acts=acts, views={("search", *hour): views} if views else None)
    return article


def live(name: str, *, until: datetime, shares: int = 1, whole_days: int = 8) -> Article:
    """Let an article be shared at each hour of the days before."""
    article = get_article(name)
    hours = [until - timedelta(hours=ago) for ago in range(1, whole_days * 24)]
    acts = {("whatsapp", hour.date(), hour.hour): {"shares": shares} for hour in hours}
    add(article, acts=acts)
    return article


def read_outbox() -> list[tuple[str, str, str]]:
    """Return mail, state and reason of all messages."""
    rows = Message.objects.order_by("pk").values_list("mail__slug", "state", "reason")
    return [(str(slug), str(state), str(reason)) for slug, state, reason in rows]


def deliver() -> list[mail.EmailMultiAlternatives]:
    """Send what waits, and return it."""
    before = len(mail.outbox)
    send()
    found = [each for each in mail.outbox[before:] if isinstance(each, mail.EmailMultiAlternatives)]
    assert len(found) == len(mail.outbox[before:])
    return found


def get_html(letter: mail.EmailMultiAlternatives) -> str:
    (alternative,) = letter.alternatives
    return str(alternative[0])
