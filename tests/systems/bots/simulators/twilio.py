"""Twilio's messages: it delivers once, answers STOP by itself, and can be searched."""

from __future__ import annotations

import base64
import hmac
from email.utils import formatdate
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from tests.systems.bots.simulators.keys import ACCOUNT_SID, GIVEN, NUMBER
from tests.systems.bots.simulators.server import Answer, Asked, Delivery, Refusal, Simulator

KEYS = GIVEN["twilio"]
STOP_WORDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
PATH = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"


def _refuse(status: int, code: int, text: str) -> Answer:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return Answer(status, {"code": code, "message": text, "more_info": more, "status": status})


class Twilio(Simulator):
    """One number."""

    answers_within = 15
    errors: ClassVar = {
        "limited": _refuse(429, 20429, "Too many requests"),
        "busy": _refuse(503, 20503, "Service unavailable"),
        "token": _refuse(401, 20003, "Authenticate"),
        "invalid": _refuse(400, 21617, "The concatenated message body exceeds 1600"),
        "gone": _refuse(400, 21211, "Invalid 'To' number"),
        "stopped": _refuse(400, 21610, "Attempt to send to unsubscribed recipient"),
    }

    def forget(self, webhook: str) -> None:
        super().forget(webhook)
        self.status = "active"
        self.is_garbled = False

    def control(self, action: str, given: dict[str, Any]) -> Any:
        """Do what a test asks for; Twilio may suspend the account, and answer a search badly."""
        match action:
            case "suspend":
                self.status = "suspended"
            case "garble":
                self.is_garbled = given["is_garbled"]
            case _:
                return super().control(action, given)
        return None

    def check(self, asked: Asked) -> dict[str, Any] | None:
        login = base64.b64encode(f"{ACCOUNT_SID}:{KEYS['auth_token']}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {login}":
            raise Refusal(self.errors["token"])
        if asked.method == "GET":
            return None
        form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        text = form["Body"]
        if asked.path != PATH or form["From"] != NUMBER or not 0 < len(text) <= 1600:
            raise Refusal(self.errors["invalid"])
        return {
            "person": form["To"],
            "text": text,
            "choices": [],
            "callback": form["StatusCallback"],
            "name": f"SM{self.number():032}",
        }

    def accept(self, taken: dict[str, Any]) -> Answer:
        body = {"sid": taken["name"], "status": "queued", "num_segments": "1", "error_code": None}
        return Answer(201, body)

    def other(self, asked: Asked) -> Answer:
        if asked.path.endswith(f"/Accounts/{ACCOUNT_SID}.json"):
            return Answer(200, {"sid": ACCOUNT_SID, "status": self.status})
        if self.is_garbled:
            return Answer(200, "<html>Maintenance</html>", "text/html")
        query = dict(parse_qsl(asked.path.partition("?")[2]))
        page, size = int(query.get("Page", 0)), int(query["PageSize"])
        # The newest first.
        found = list(self.said.items())[::-1]
        messages = [
            {
                "sid": name,
                "from": said["person"],
                "to": NUMBER,
                "direction": "inbound",
                "body": said["text"],
                "num_media": "0",
                "date_sent": formatdate(said["at"], usegmt=False),
            }
            for name, said in found[page * size : (page + 1) * size]
        ]
        further = f"{PATH}?{urlencode(query | {'Page': page + 1})}"
        is_last = (page + 1) * size >= len(found)
        return Answer(200, {"messages": messages, "next_page_uri": None if is_last else further})

    def say(self, said: dict[str, Any]) -> dict[str, Any]:
        """Let a person send an SMS; STOP and START are Twilio's own words, too."""
        word = said.get("text", "").strip().upper()
        if word in STOP_WORDS:
            self.stopped.add(said["person"])
        elif word in {"START", "YES", "UNSTOP"}:
            self.stopped.discard(said["person"])
        return super().say(said)

    def make_name(self, said: dict[str, Any]) -> str:
        return f"SM{self.number():032}"

    def make_event(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        is_media = said.get("kind") == "media"
        return {
            "MessageSid": name,
            "SmsSid": name,
            "SmsStatus": "received",
            "AccountSid": ACCOUNT_SID,
            "From": said["person"],
            "To": NUMBER,
            "Body": said["text"],
            "NumMedia": "1" if is_media else "0",
            "FromCity": "",
            "ApiVersion": "2010-04-01",
        }

    def wrap(self, events: list[dict[str, Any]]) -> list[Delivery]:
        return [self._deliver(self.webhook, event) for event in events]

    def report(self, taken: dict[str, Any]) -> list[Delivery]:
        common = {
            "MessageSid": taken["name"],
            "To": taken["person"],
            "From": NUMBER,
            "AccountSid": ACCOUNT_SID,
            "ApiVersion": "2010-04-01",
        }
        states = ("queued", "sent", "delivered")
        return [
            self._deliver(taken["callback"], common | {"MessageStatus": state}) for state in states
        ]

    def _deliver(self, url: str, form: dict[str, str]) -> Delivery:
        text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
        digest = hmac.digest(KEYS["auth_token"].encode(), text.encode(), "sha1")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "X-Twilio-Signature": base64.b64encode(digest).decode(),
        }
        return Delivery(url, headers, urlencode(form).encode())
