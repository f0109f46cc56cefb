"""Listens to django-anymail: mailboxes that do not exist, complaints, and stops at the provider."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from sharekit.contrib.mails.models import Suppression
from sharekit.contrib.mails.subscribing.consent import clean_address
from sharekit.contrib.mails.subscribing.hard_bounces import is_hard
from sharekit.contrib.mails.subscribing.stop import stop, stop_person
from sharekit.contrib.mails.subscribing.suppression import suppress


def connect() -> None:
    """Listen to the `tracking` signal of django-anymail if the site has installed it."""
    if apps.is_installed("anymail"):
        # Only sites that have it can import it.
        from anymail.signals import tracking

        tracking.connect(receive, dispatch_uid="sharekit_mails")


def receive(sender: Any, event: Any, esp_name: str = "", **kwargs: Any) -> None:
    """Suppress an address after a hard bounce, and marketing after a complaint or a stop.

    The event has the normalised names of django-anymail, the same for every provider. It may come
    again, or for mails that others have sent.
    """
    address = clean_address(event.recipient)
    if not address:
        return
    if event.event_type in {"bounced", "rejected"} and is_hard(event, esp_name):
        suppress(address, Suppression.Cause.BOUNCE)
    elif event.event_type == "complained":
        suppress(address, Suppression.Cause.COMPLAINT)
        stop_person(address, how="complaint")
    elif event.event_type == "unsubscribed":
        stop(address, how="provider")
