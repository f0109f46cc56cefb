"""The letters as mails of the kind "alert": their rows, why a user gets one, and what stops it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import msgspec
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

from sharekit.contrib.alerts.models import Alert, Watch
from sharekit.contrib.alerts.watching.stopping import WATCH, find_watch
from sharekit.contrib.alerts.watching.watches import list_watches, may_get
from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.moments import seen
from sharekit.contrib.mails.moments.messages import make
from sharekit.contrib.mails.moments.registry import MOMENTS, Occasion
from sharekit.contrib.mails.writing.sender import find_site_name
from sharekit.contrib.people import get_address, get_person_key


class Letter(msgspec.Struct, frozen=True):
    """A letter: its short name, its name for editors, its moment, and what the mail may say.

    After `late` it is not sent any more.
    """

    slug: str
    name: str
    moment: str | Promise
    facts: tuple[str, ...]
    late: timedelta


LETTERS: Final = {
    Watch.Kind.WEEKLY.value: Letter(
        "monday-letter",
        gettext_noop("Monday letter"),
        gettext_lazy("Every Monday: the numbers of the week, for editors"),
        ("monday",),
        late=timedelta(days=2),
    ),
    Watch.Kind.TAKE_OFF.value: Letter(
        "take-off",
        gettext_noop("An article takes off"),
        gettext_lazy("An article takes off, for editors"),
        ("alert",),
        late=timedelta(hours=3),
    ),
}
"""The letters by kind."""

_SAMPLE: Final = gettext_noop("What moved most")
"""A heading of a letter, to see whether a language has words for it."""
REASONS: Final = {
    "not-watched": gettext_lazy("The person switched this letter off."),
    "no-permission": gettext_lazy("The person may not see the reports, or has another address."),
}
"""Why a letter is not sent, beside the reasons of mails."""


def get_mail(kind: str, site: str) -> Mail:
    """Return the mail of a letter, which is made when it is asked for first."""
    letter = LETTERS[kind]
    defaults = {
        "name": letter.name,
        "moment": letter.slug,
        "kind": Mail.Kind.ALERT,
        "expire_days": max(1, letter.late.days),
        "is_on": True,
    }
    return Mail.objects.get_or_create(site=site, slug=letter.slug, defaults=defaults)[0]


def send(kind: str, site: str, *, key: str, facts: Mapping[str, Any], only: Any = None) -> int:
    """Put a letter into the outbox for each user who wants it, and return their number.

    The key names the occasion: nobody gets a second letter for it. `only` is a user, if it is not
    for all.
    """
    watches = [
        watch
        for watch in list_watches(kind, site)
        if only in (None, watch.user) and may_get(watch.user)
    ]
    if not watches:
        return 0
    slug = get_mail(kind, site).slug
    seen.note(slug)
    language = find_language()
    occasions = [
        Occasion(
            watch.user,
            key,
            {**facts, WATCH: watch.pk},
            language=language,
            site=site,
        )
        for watch in watches
    ]
    return make(MOMENTS[slug], occasions)


def find_language() -> str:
    """Return the language of letters: the site's if it has words for them, otherwise English.

    Users have no language, and sharekit itself has only English words for editors. Without this a
    letter would be English with dates, numbers and an end in another language.
    """
    language = settings.LANGUAGE_CODE
    with override(language):
        has_words = _(_SAMPLE) != _SAMPLE
    return language if has_words else "en"


def find_obstacle(message: Message) -> str:
    """Return why a letter is not sent now, "" if it is."""
    watch = find_watch(message)
    if watch is None or not watch.is_on:
        return "not-watched"
    # A permission may have been taken away since the message was made.
    is_same = get_person_key(get_address(watch.user)) == message.person_hash
    if not is_same or not may_get(watch.user):
        return "no-permission"
    is_late = _find_begin(message) < timezone.now() - LETTERS[watch.kind].late
    return "expired" if is_late else ""


def _find_begin(message: Message) -> datetime:
    """Return when the news of a letter were new; attempts move `due_at`, and not this."""
    facts = {name: str(value) for name, value in message.facts.items()}
    if facts.get("alert", "").isdecimal():
        alert = Alert.objects.filter(pk=int(facts["alert"])).first()
        return _find_hour(alert.day, alert.hour) if alert else message.due_at
    return _find_hour(date.fromisoformat(facts["monday"]) + timedelta(weeks=1), 0)


def _find_hour(day: date, hour: int) -> datetime:
    """Return when an hour of the counts began, as DateTimeFields hold it."""
    moment = datetime.combine(day, time(hour))
    zone = timezone.get_default_timezone()
    return timezone.make_aware(moment, zone) if settings.USE_TZ else moment


def describe_ground(message: Message) -> str:
    """Return why the receiver of a letter gets it."""
    values = {"name": _(message.mail.name), "site": find_site_name(message.mail)}
    return _("You get “%(name)s” because you switched it on in the admin of %(site)s.") % values
