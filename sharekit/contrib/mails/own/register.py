"""Adds the own moments and letters to their registries, when Django starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sharekit.contrib.mails.moments.registry import MOMENTS, moment
from sharekit.contrib.mails.own.confirmation import FACTS, find_button, write_confirmation
from sharekit.contrib.mails.own.digest import DIGEST, find_digest, write_digest
from sharekit.contrib.mails.subscribing.confirmation import CONFIRMATION
from sharekit.contrib.mails.subscribing.subscribe import SUBSCRIBED
from sharekit.contrib.mails.writing.letters import LETTERS, SECRETS


def register() -> None:
    """Declare what happens to subscriptions, and the digest of every week."""
    # Django calls `ready` again where a test changes INSTALLED_APPS.
    if CONFIRMATION in MOMENTS:
        return
    moment(CONFIRMATION, _("A reader asks to subscribe"), facts=FACTS)
    moment(SUBSCRIBED, _("A reader confirmed a subscription"), facts=["topic"])
    moment(DIGEST, _("Every week: the most shared articles"), every="week")(find_digest)
    LETTERS[CONFIRMATION] = write_confirmation
    SECRETS[CONFIRMATION] = find_button
    LETTERS[DIGEST] = write_digest
