"""Says in words why a person must answer, and why an answer was not sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Final[Mapping[str, str | Promise]] = {
    "person": _("The customer asked for a person."),
    "unknown": _("The bot did not understand the customer twice."),
    "no-value": _("The bot asked for a value, and did not get it."),
    "no-proof": _("The platform cannot prove who the customer is."),
    "phrase": _("The rule hands over."),
    "spelling": _("The rule hands over."),
    "choice": _("The rule of the button hands over."),
    "value": _("The site's answer hands over."),
    "too-many": _("The bot has answered very often in a short time."),
    "late": _("The answer would have come too late."),
    "window": _("The platform takes no answer so long after the last message of the customer."),
    "stopped": _("The customer wants no messages."),
    "with-person": _("A person answers."),
    "forgotten": _("The address of the customer was deleted."),
    "interrupted": _("The worker was stopped while it sent; the answer may have arrived."),
    "somebody else answered": _("Somebody answered in the platform's own app."),
    "another app has the conversation": _("Another app has the conversation."),
    "missed": _("The site's answer found nothing too often."),
}


def explain(reason: str) -> str:
    """Return the sentence of a reason, or what the platform said."""
    return str(REASONS.get(reason, reason))
