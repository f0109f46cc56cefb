"""Why a person gets a mail: a sentence at the end of all but service mails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.mails.subscribing.consent import find_subscription
from sharekit.contrib.mails.writing.sender import find_site_name


def describe_subscription(message: Message) -> str:
    """Return why the receiver of a marketing mail gets it."""
    mail = message.mail
    found = find_subscription(message)
    # The short name of a topic that the settings have lost.
    values = {"topic": options.topics.get(mail.topic, mail.topic), "site": find_site_name(mail)}
    if found and found.ground == Subscription.Ground.CUSTOMER:
        return _("You get “%(topic)s” because you are a customer of %(site)s.") % values
    return _("You get “%(topic)s” because you subscribed to it at %(site)s.") % values


GROUNDS: Final[dict[str, Callable[[Message], str]]] = {
    Mail.Kind.MARKETING.value: describe_subscription
}
"""For each kind of mail that needs a ground, the function that names it; other apps add theirs."""
