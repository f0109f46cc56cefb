"""Makes the messages of occasions: one for each mail, person and key, however often it is asked."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings as django_settings
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.translation import get_language, override

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import LANGUAGE_LENGTH, Mail, Message
from sharekit.contrib.mails.moments.registry import Moment, Occasion, Person, check_facts
from sharekit.contrib.mails.subscribing.consent import clean_address
from sharekit.contrib.mails.subscribing.origin import choose_site, find_origin
from sharekit.contrib.people import get_address, get_person_key
from sharekit.hashes import digest
from sharekit.origins import get_host

FACT_LENGTH: Final = 500
_NOT_STORED: Final = re.compile("[\0\ud800-\udfff]")


def make(moment: Moment, occasions: Iterable[Occasion]) -> int:
    """Write the messages of occasions that are new, in one statement; return their number.

    Occasions without an address make none. Raises ValueError as `check` does.
    """
    mails = list(Mail.objects.filter(moment=moment.slug, is_on=True).order_by("pk"))
    now = timezone.now()
    made = [row for each in occasions for row in _list_messages(moment, each, mails, now)]
    if not made:
        return 0
    # In one order, so that two transactions wait for one another only one way.
    made.sort(key=lambda row: (row.mail_id, row.person_hash, row.key_hash))
    Message.objects.bulk_create(made, ignore_conflicts=True)
    return Message.objects.filter(message_id__in=[row.message_id for row in made]).count()


def check(moment: Moment, occasion: Occasion) -> None:
    """Raise ValueError for an undeclared fact, an empty key or an unknown site."""
    check_facts(moment, occasion.facts)
    choose_site(occasion.site)
    # None is the number of an order that was not saved yet: all of these would be one.
    if occasion.key is None or not str(occasion.key):
        raise ValueError(f"The key of {moment.slug!r} is empty: it names the occasion.")


def parse_address(person: Person) -> str:
    """Return the mail address of a user, or the address itself; "" if it is not valid."""
    address = person if isinstance(person, str) else get_address(person)
    # As consent.py reads it: what Django cannot write, or sends to somebody else, gets no message.
    return unicodedata.normalize("NFKC", address).strip() if clean_address(address) else ""


def _list_messages(
    moment: Moment, occasion: Occasion, mails: Sequence[Mail], now: datetime
) -> Iterator[Message]:
    check(moment, occasion)
    sites = ("", choose_site(occasion.site))
    address = parse_address(occasion.person)
    language = occasion.language or get_language() or django_settings.LANGUAGE_CODE
    for mail in mails:
        if not (address and _is_meant(moment, occasion, mail) and mail.site in sites):
            continue
        due = now + timedelta(minutes=mail.delay)
        yield Message(
            mail=mail,
            address=address,
            person_hash=get_person_key(address),
            key_hash=digest("occasion", moment.slug, str(occasion.key)),
            facts=_write_facts(occasion, language),
            language=language[:LANGUAGE_LENGTH],
            due_at=due,
            expires_at=due + timedelta(days=mail.expire_days),
            message_id=f"<{secrets.token_hex(16)}@{_find_host(mail.site or occasion.site)}>",
        )


def _is_meant(moment: Moment, occasion: Occasion, mail: Mail) -> bool:
    """Return whether a mail is for the topic of an occasion.

    A service mail has no topic, and an announced moment such as "subscribed" is its own reason. A
    finder with topics looks for their subscribers, so a service mail would send them marketing.
    """
    if occasion.topic and moment.find is None and mail.kind == Mail.Kind.SERVICE:
        return True
    return not occasion.topic or occasion.topic == mail.topic


def _write_facts(occasion: Occasion, language: str) -> dict[str, str]:
    """Return the facts as texts in the language of the message."""
    with override(language):
        return {name: _write_fact(value) for name, value in occasion.facts.items()}


def _write_fact(value: Any) -> str:
    return "" if value is None else _NOT_STORED.sub("", str(value))[:FACT_LENGTH]


def _find_host(site: str) -> str:
    """Return the host of the site, else that of the sender."""
    try:
        return split_domain_port(get_host(find_origin(site)))[0]
    except ValueError:
        sender = parseaddr(options.sender or django_settings.DEFAULT_FROM_EMAIL)[1]
        return sender.rpartition("@")[2] or "localhost"
