"""Whether a report of a provider means that a mailbox does not exist.

django-anymail has one name, "bounced", for that and for a mailbox that is full or an answer of a
person on holiday, so the provider's own words decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

NO_MAILBOX: Final = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""What is wrong with the receiver's address (RFC 3463 3.2, RFC 7505); 5.1.7 and 5.1.8 concern the
sender's, and must not stop mails to everybody."""
_BREVO: Final = (("event",), ("hard_bounce", "invalid_email"))
_WORDS: Final[dict[str, tuple[tuple[str, ...], tuple[object, ...]]]] = {
    "Amazon SES": (("bounce", "bounceType"), ("Permanent",)),
    "Brevo": _BREVO,
    "MailerSend": (("data", "type"), ("hard_bounced",)),
    "Mailjet": (("hard_bounce",), (True,)),
    "Mailtrap": (("event",), ("bounce",)),
    "Mandrill": (("event",), ("hard_bounce",)),
    "Postmark": (("Type",), ("HardBounce", "BadEmailAddress")),
    "Resend": (("data", "bounce", "type"), ("Permanent",)),
    "SendinBlue": _BREVO,
    # 10 is an invalid recipient, 30 "no RCPT".
    "SparkPost": (("msys", "message_event", "bounce_class"), ("10", "30")),
}
"""For each provider, by anymail's name, where its raw event says so, and by which values."""
_CODE: Final = re.compile(r"(?<![\d.])5\.1\.\d{1,3}(?!\.?\d)")


def is_hard(event: Any, esp_name: str) -> bool:
    """Return whether a bounce means that the mailbox does not exist.

    Of a provider that is not in the table, only its word "invalid" or the mail server's code count.
    """
    if esp_name not in _WORDS:
        codes = _CODE.findall(event.mta_response or "")
        return event.reject_reason == "invalid" or not NO_MAILBOX.isdisjoint(codes)
    path, words = _WORDS[esp_name]
    found = event.esp_event
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found in words
