"""What the simulators of WhatsApp and Messenger share."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from tests.systems.bots.simulators.server import Answer, Asked, Delivery, Refusal

VERSION = "v26.0"
TOO_LONG = 100


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


def make_delivery(body: dict[str, Any], *, webhook: str, secret: str) -> Delivery:
    """Return a signed call: Meta escapes all signs beyond ASCII."""
    data = json.dumps(body, separators=(",", ":")).encode()
    digest = hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={digest}"}
    return Delivery(webhook, headers, data)
