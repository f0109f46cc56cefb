"""Recognises a person by a keyed hash of the mail address.

Not an app: promotions, mails and alerts import it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldError
from django.core.validators import validate_email

from sharekit.hashes import digest

LONGEST: Final = 254
"""The most characters of a mail address (RFC 5321 4.5.3.1.3, without the angle brackets)."""
_GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})
_NAME: Final = re.compile(r"[^\s\"(),:;<>@\[\\\]]+")
"""A local part without quotes, comments and other signs that mail libraries read in their way."""
_WORD: Final = "=?"
"""Begins an encoded word (RFC 2047), which Django up to 5.2 decodes in a local part."""


def normalise(address: object) -> str:
    """Return one form of all addresses of a mailbox, "" if the address is not valid.

    Case, a `+tag`, and at Gmail dots and the domain's second name make no other mailbox. A domain
    has its ASCII form (IDNA). Quoted names, encoded words and IP addresses are not valid: they
    would be further spellings of a mailbox, and nobody has such an address.
    """
    name, domain = _parse(address)
    name = name.partition("+")[0] or name
    if domain in _GMAIL:
        name, domain = name.replace(".", "") or name, "gmail.com"
    return f"{name}@{domain}" if name and _WORD not in name else ""


def get_person_key(address: object) -> str:
    """Return the keyed hash of a mail address, "" if the address is not valid."""
    normal = normalise(address)
    return digest("person", normal) if normal else ""


def get_address_key(address: object) -> str:
    """Return the keyed hash of this spelling of an address, "" if the address is not valid.

    Only case and the form of the domain make no other one.
    """
    name, domain = _parse(address)
    return digest("address", f"{name}@{domain}") if normalise(address) else ""


def get_account_key(user: Any) -> str:
    """Return the keyed hash of a user's mail address, or of the account if it has none."""
    return get_person_key(get_address(user)) or digest("account", str(user.pk))


def get_address(user: Any) -> str:
    """Return the mail address of a user, "" if there is none."""
    return str(getattr(user, get_user_model().get_email_field_name(), "") or "")


def list_accounts(address: object) -> list[Any]:
    """Return the ids of the accounts with a mail address, in any case.

    The list is empty where the user model has no column for it that can be searched: a model with
    a telephone number, a property, an encrypted field.
    """
    model = get_user_model()
    if not isinstance(address, str) or "@" not in address or "\0" in address:
        return []
    email = {f"{model.get_email_field_name()}__iexact": address.strip()}
    try:
        return list(model._default_manager.filter(**email).values_list("pk", flat=True))
    except FieldError:
        return []


def _parse(address: object) -> tuple[str, str]:
    """Return name and domain of an address, both "" if it is not valid."""
    if not isinstance(address, str) or len(address) > LONGEST:
        return "", ""
    text = unicodedata.normalize("NFKC", address).strip().casefold()
    name, _, host = text.rpartition("@")
    domain = _parse_domain(host)
    is_clean = text.isprintable() and _NAME.fullmatch(name) and _WORD not in name
    return (name, domain) if is_clean and domain else ("", "")


def _parse_domain(host: str) -> str:
    """Return the ASCII form of a domain, "" if Django's forms would not accept it."""
    try:
        domain = host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return ""
    is_valid = domain in validate_email.domain_allowlist
    is_valid |= not domain.startswith("[") and validate_email.validate_domain_part(domain)
    return domain if is_valid else ""
