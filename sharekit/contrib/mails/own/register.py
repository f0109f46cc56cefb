"""Adds the own moments and letters to their registries, when Django starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.moments.registry import MOMENTS, Moment
from sharekit.contrib.mails.own.confirmation import FACTS, write_confirmation
from sharekit.contrib.mails.own.digest import DIGEST, find_digest, write_digest
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.contrib.mails.subscribing.subscribe import SUBSCRIBED
from sharekit.contrib.mails.writing.letters import LETTERS


def register() -> None:
    """Declare what happens to subscriptions, and the digest of every week.

    Django calls it again where tests change INSTALLED_APPS.
    """
    own = (
        Moment(CONFIRMATION, _("A reader asks to subscribe"), FACTS),
        Moment(SUBSCRIBED, _("A reader confirmed a subscription"), ("topic",)),
        Moment(DIGEST, _("Every week: the most shared articles"), (), "week", find_digest),
    )
    MOMENTS.update({moment.slug: moment for moment in own})
    LETTERS[CONFIRMATION] = write_confirmation
    LETTERS[DIGEST] = write_digest
