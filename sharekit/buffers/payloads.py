"""Decodes the payloads of a buffer; events that cannot be decoded are rejected."""

from __future__ import annotations

import logging

from sharekit import events as codec
from sharekit import log
from sharekit.events import Event
from sharekit.models import RejectedEvent


def read(payload: bytes) -> list[Event]:
    """Return the events of a payload, inside the transaction that removes it."""
    events = []
    for event in codec.decode(payload):
        if isinstance(event, Event):
            events.append(event)
        else:
            log.write_throttled(
                logging.ERROR, "An event was set aside (see RejectedEvent): %s", event.reason
            )
            RejectedEvent.objects.create(payload=event.text, error=event.reason)
    return events
