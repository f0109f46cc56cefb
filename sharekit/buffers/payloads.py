"""Decodes the payloads of a buffer; events that cannot be decoded are rejected."""

from __future__ import annotations

import logging
from typing import Final

from sharekit import events as codec
from sharekit.events import Event
from sharekit.models import RejectedEvent

logger: Final = logging.getLogger("sharekit")


def read(payload: bytes) -> list[Event]:
    """Return the events of a payload, inside the transaction that removes it."""
    events = []
    for event in codec.decode(payload):
        if isinstance(event, Event):
            events.append(event)
        else:
            logger.error("An event was set aside (see RejectedEvent): %s", event.reason)
            RejectedEvent.objects.create(payload=event.text, error=event.reason)
    return events
