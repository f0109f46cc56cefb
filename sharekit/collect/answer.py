"""Answers one request to the events address."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

import msgspec

from sharekit import log
from sharekit.collect import origin, parse
from sharekit.collect.senders import limit
from sharekit.collect.senders.ignored import get_reason
from sharekit.collect.stamp import stamp
from sharekit.collect.store import store
from sharekit.events import LATE, Request, View
from sharekit.exceptions import NotStored, Refused

_STEPS: Final = {
    400: "If one of your pages sent them, its script is outdated: run collectstatic and purge "
    "caches.",
    403: "If one of your pages sent them, add its origin to ORIGINS. Add a changed SECRET_KEY to "
    "SECRET_KEY_FALLBACKS.",
    429: "If genuine readers are limited, set TRUSTED_PROXIES, or raise RATE_LIMIT_NETWORK and "
    "RATE_LIMIT_READER, or RATE_LIMIT_ROWS if they have to wait for hours.",
    503: "Check the server of the buffer and the workers: run manage.py sharekit_doctor.",
}
"""The site owner's fix for a refusal, by its status."""

FINAL: Final = {"X-Sharekit": "final"}
"""The header of answers after which the browser deletes the events; only this view sends it.

Without it (a login page, a proxy's answer, 429, 503, a refused origin) the browser keeps them.
"""


class Answer(msgspec.Struct, frozen=True):
    """The answer to the browser: an HTTP status code, a body and headers."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = {}


def answer(body: bytes, *, headers: Mapping[str, str], address: str) -> Answer:
    """Store the events of a request's body, and answer when they are stored.

    `headers` has lower-case names; "host" must have been validated. `address` is the peer's IP
    address. The answers: 204 if all events were stored, or ignored for the reason in the header
    X-Sharekit-Ignored; 400, 403, 413 or 429 with a sentence if none was stored; 503 if the buffer
    did not accept the events or may not have stored them. Final answers have the header FINAL.
    """
    try:
        shared = origin.check(headers.get("origin"), host=headers.get("host", ""))
    except Refused as refused:
        return refuse(refused.status, refused.sentence)
    if reason := get_reason(headers=headers, address=address):
        return Answer(204, headers=shared | FINAL | {"X-Sharekit-Ignored": reason})
    try:
        cost = 1
        try:
            request, dropped = parse.parse(body)
            cost = _get_cost(request)
        finally:
            # Bodies that are not valid count, too, so that senders of many of them have to
            # wait.
            limit.check(headers=headers, address=address, cost=cost)
        events, ignored = stamp(request, headers=headers, address=address)
        if events:
            store(events, headers=headers, address=address)
    except Refused as refused:
        shared |= {"Retry-After": str(refused.retry_after)} if refused.retry_after else FINAL
        return refuse(refused.status, refused.sentence, headers=shared)
    except NotStored as error:
        return refuse(
            503,
            "The events could not be stored. Please send them again later.",
            headers={**shared, "Retry-After": str(error.retry_after)},
            reason=str(error).partition("\n")[0],
        )
    shared |= FINAL
    if ignored := ignored or dropped:
        shared["X-Sharekit-Ignored"] = ignored
    return Answer(204, headers=shared)


def _get_cost(request: Request) -> int:
    """Return the number of events that a request counts as for rate limits.

    A late event costs as much as a marked visit, because a forger can hide it among other hours.
    """
    return sum(
        limit.VISIT if event.age > LATE or (isinstance(event, View) and event.is_marked) else 1
        for event in request.events
    )


def refuse(
    status: int,
    sentence: str,
    *,
    headers: Mapping[str, str] | None = None,
    reason: str = "",
) -> Answer:
    """Return an answer that says why nothing was stored.

    The log repeats it, at most once a minute for each status, and adds `reason`, which strangers
    do not see.
    """
    log.write_throttled(
        logging.ERROR if status >= 500 else logging.WARNING,
        "Events were refused with %s: %s %s",
        status,
        reason or sentence,
        _STEPS.get(status, ""),
        kind=status,
    )
    body = msgspec.json.encode({"error": sentence})
    return Answer(status, body, {**(headers or {}), "Content-Type": "application/json"})
