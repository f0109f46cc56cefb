"""Listens at the door: what browsers sent, as they sent it, and what they were answered."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sharekit import keys
from sharekit.exceptions import Refused

received: list[dict[str, Any]] = []
"""Every event that came, with `address`, its article's, and `status`, the answer's; in order."""

early: list[str] = []
"""The paths of the pages that a browser opened before its reader asked for them."""

orders: list[tuple[str, dict[str, Any]]] = []
"""The run of each order, the values of its fields, and the token of the conversion."""

Answer = Callable[[HttpRequest], HttpResponse]


def _read_address(key: str) -> str:
    """Return the address of an article, "" where its key is not valid."""
    try:
        return keys.read(key).address
    except Refused:
        return ""


def listen(answer: Answer) -> Answer:
    """Return a middleware that records requests to the events address."""

    def record(request: HttpRequest) -> HttpResponse:
        # Before the view reads it, which leaves nothing.
        body = request.body
        if "prerender" in request.headers.get("Sec-Purpose", ""):
            early.append(request.path)
        response = answer(request)
        if request.path == reverse("sharekit:events"):
            for event in json.loads(body)["events"]:
                address = _read_address(event["article"])
                received.append({**event, "address": address, "status": response.status_code})
        return response

    return record
