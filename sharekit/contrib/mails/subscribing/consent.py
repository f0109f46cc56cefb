"""Finds the declaration that allows a message, and the one form of a mail address."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sharekit.contrib.mails.models import Message, Subscription
from sharekit.contrib.people import LONGEST, get_person_key

_HERE = tuple(f"@{host}" for host in validate_email.domain_allowlist)


def clean_address(text: object) -> str:
    """Return a mail address in lower case, as consent is kept for it, or "" if it is not valid.

    A `+tag` and the dots of Gmail stay, because mails go to the address that the person gave.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return ""
    address = unicodedata.normalize("NFKC", text).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= LONGEST and get_person_key(address) else ""


def parse_typed(text: object) -> str:
    """Return an address that anybody may type, as `clean_address` does.

    One on the mail server itself, such as root@localhost, is not valid either.
    """
    address = clean_address(text)
    return "" if address.endswith(_HERE) else address


def find_subscription(message: Message) -> Subscription | None:
    """Return the subscription of a message's address to its topic, in any state."""
    return Subscription.objects.filter(
        site=message.mail.site, topic=message.mail.topic, address=clean_address(message.address)
    ).first()
