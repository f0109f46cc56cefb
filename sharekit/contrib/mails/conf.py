"""The settings of mails: one key of SHAREKIT, a dict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from django.utils.functional import Promise
from limits import parse

from sharekit.contrib.mails.models import SLUG_LENGTH
from sharekit.setting import Setting, Settings, read_sharekit

KINDS: Final = ("service", "marketing")
"""The kinds of mails that have a mailer of their own; alerts go the way of service mails."""

_LONGEST_WINDOW: Final = 86_400
"""Seconds for which a network is remembered."""
_DAYS: Final = {"day": 1, "week": 7, "month": 30}


def _is_rate(value: str) -> bool:
    try:
        return parse(value).get_expiry() <= _LONGEST_WINDOW
    except ValueError:
        return False


class Cap(msgspec.Struct, frozen=True):
    """A number of mails in a number of days."""

    mails: int
    days: int


def parse_cap(text: str) -> Cap:
    """Return the most mails of a person, such as those of "2/week"; raise ValueError."""
    number, _, unit = text.partition("/")
    if unit not in _DAYS or not number.isdecimal() or not 0 < int(number) < 1000:
        raise ValueError(f"{text!r} is not a number of mails a day, week or month.")
    return Cap(int(number), _DAYS[unit])


def _is_cap(text: str) -> bool:
    try:
        parse_cap(text)
    except ValueError:
        return False
    return True


def _are_topics(topics: dict[str, Any]) -> bool:
    pattern = rf"[a-z][a-z0-9-]{{0,{SLUG_LENGTH - 1}}}"
    return all(
        re.fullmatch(pattern, name) and isinstance(title, str | Promise) and str(title).strip()
        for name, title in topics.items()
    )


class Options(Settings):
    """The keys of SHAREKIT["MAILS"]."""

    sender = Setting[str](
        "",
        name="FROM",
        meaning="The sender of service mails; without it, Django's DEFAULT_FROM_EMAIL.",
    )
    marketing_from = Setting[str]("", meaning="The sender of marketing mails: another address.")
    reply_to = Setting[str]("", meaning="Where answers go.")
    imprint = Setting[str](
        "", meaning="The sender's name and postal address, at the end of each marketing mail."
    )
    topics = Setting[dict[str, Any]](
        {},
        check=_are_topics,
        must_be='a dict of short names and titles, such as {"weekly": "The week in one mail"}',
        meaning="What readers can subscribe to; a title may be a lazy translation.",
    )
    mailers = Setting[dict[str, str]](
        {"service": "default", "marketing": "default"},
        check=lambda mailers: mailers.keys() <= set(KINDS),
        must_be='a dict such as {"service": "default", "marketing": "bulk"}',
        meaning="Which of Django's MAILERS (6.1) sends each kind.",
    )
    per_minute = Setting[int](
        60,
        check=lambda number: number > 0,
        must_be="a number above 0",
        meaning="The most marketing mails a minute; service mails never wait for them.",
    )
    cap = Setting[str](
        "2/week",
        check=_is_cap,
        must_be='a number of mails a day, week or month, such as "2/week"',
        meaning="The most marketing mails that one person gets.",
    )
    form_rate = Setting[str](
        "20/hour",
        check=lambda rate: not rate or _is_rate(rate),
        must_be='a number of forms in a time, such as "20/hour", or ""',
        meaning='The most forms that a network may send to subscribe; "" means no limit.',
    )
    expire_days = Setting[int](
        3,
        check=lambda days: days > 0,
        must_be="a number of days above 0",
        meaning="After how many days a mail that could not be sent is too late.",
    )

    @property
    def given(self) -> Mapping[str, Any]:
        """The values that a site has set, valid or not."""
        given = read_sharekit().get("MAILS", {})
        return given if isinstance(given, dict) else {}


class MailSettings(Settings):
    """What a site may set, as keys of SHAREKIT."""

    mails = Setting[dict[str, Any]](
        {},
        must_be='a dict such as {"MARKETING_FROM": "news@example.org"}',
        meaning="The options of mails.",
    )


settings = MailSettings()
options = Options()
