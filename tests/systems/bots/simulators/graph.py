"""What the simulators of WhatsApp and Messenger share."""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.request
from abc import abstractmethod
from typing import Any, ClassVar
from urllib.error import HTTPError
from urllib.parse import urlencode

from tests.systems.bots.simulators.server import Answer, Asked, Delivery, Refusal, Simulator

VERSION = "v26.0"


def refuse(code: int, text: str, *, status: int = 400, subcode: int = 0) -> Answer:
    """Return an error of the Graph API."""
    error: dict[str, Any] = {
        "message": f"(#{code}) {text}",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": text},
        "fbtrace_id": "A1",
    }
    return Answer(status, {"error": error | ({"error_subcode": subcode} if subcode else {})})


def check_token(asked: Asked, token: str) -> list[str]:
    """Return the parts of the path after the version; Refusal for a wrong token or version."""
    _, version, *parts = asked.path.partition("?")[0].split("/")
    if asked.headers.get("authorization") != f"Bearer {token}":
        raise Refusal(refuse(190, "Invalid OAuth access token.", status=401))
    if version != VERSION:
        raise Refusal(refuse(2635, "The version has ended."))
    return parts


class GraphSimulator(Simulator):
    """A product of Meta: events come in batches."""

    answers_within = 5
    window_hours = 24
    keys: ClassVar[dict[str, str]]

    @abstractmethod
    def wrap_all(self, events: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the body with an entry for each event."""

    def wrap(self, events: list[dict[str, Any]]) -> list[Delivery]:
        return [self.make_delivery(events)]

    def make_delivery(self, events: list[dict[str, Any]]) -> Delivery:
        """Return a signed call: Meta escapes all signs beyond ASCII."""
        data = json.dumps(self.wrap_all(events), separators=(",", ":")).encode()
        digest = hmac.new(self.keys["app_secret"].encode(), data, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={digest}"}
        return Delivery(self.webhook, headers, data)

    def greet(self) -> tuple[int, str]:
        query = {
            "hub.mode": "subscribe",
            "hub.verify_token": self.keys["verify_token"],
            "hub.challenge": "1158201444",
        }
        try:
            with urllib.request.urlopen(f"{self.webhook}?{urlencode(query)}") as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, ""
