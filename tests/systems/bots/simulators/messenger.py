"""Messenger: a person is a page-scoped id."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from tests.systems.bots.simulators.graph import GraphSimulator, check_token, refuse
from tests.systems.bots.simulators.keys import APP_ID, GIVEN, INBOX, PAGE_ID
from tests.systems.bots.simulators.server import Answer, Asked, Delivery, Refusal

KEYS = GIVEN["messenger"]
HOUR = 3600


class Messenger(GraphSimulator):
    """One page, which Meta unsubscribes after an hour of failures."""

    keys = KEYS
    errors: ClassVar = {
        "limited": refuse(613, "Calls to this API have exceeded the rate limit"),
        "busy": refuse(2, "Service temporarily unavailable", status=500),
        "token": refuse(190, "Error validating access token", status=401),
        "invalid": refuse(100, "Invalid parameter"),
        "gone": refuse(551, "This person isn't available right now"),
        "late": refuse(10, "Outside of the allowed window", status=403, subcode=2018278),
    }

    def forget(self, webhook: str) -> None:
        super().forget(webhook)
        self.failing_since: float | None = None
        self.is_subscribed = True
        self.handed: list[str] = []

    def check(self, asked: Asked) -> dict[str, Any] | None:
        parts = check_token(asked, KEYS["token"])
        if parts != [PAGE_ID, "messages"]:
            return None
        body = json.loads(asked.body)
        if "sender_action" in body:
            return None
        message = body["message"]
        replies = message.get("quick_replies", [])
        is_valid = (
            body["messaging_type"] == "RESPONSE"
            and 0 < len(message["text"]) <= 2000
            and len(replies) <= 13
            and all(0 < len(each["title"]) <= 20 for each in replies)
            and all(0 < len(each["payload"]) <= 1000 for each in replies)
        )
        if not is_valid:
            raise Refusal(self.errors["invalid"])
        return {
            "person": body["recipient"]["id"],
            "text": message["text"],
            "choices": [{"label": each["title"], "name": each["payload"]} for each in replies],
            "mark": message.get("metadata", ""),
            "name": f"m_O{self.number()}",
        }

    def accept(self, taken: dict[str, Any]) -> Answer:
        return Answer(200, {"recipient_id": taken["person"], "message_id": taken["name"]})

    def other(self, asked: Asked) -> Answer:
        if asked.path.endswith("/pass_thread_control"):
            self.handed.append(json.loads(asked.body)["recipient"]["id"])
        elif asked.path.endswith("/subscribed_apps"):
            self.is_subscribed |= asked.method == "POST"
            apps = [{"id": APP_ID}] if self.is_subscribed else []
            return Answer(200, {"success": True, "data": apps})
        return Answer(200, {"success": True})

    def call(self, delivery: Delivery) -> int:
        """Call the door; an hour after the first failure the page is unsubscribed."""
        if not self.is_subscribed:
            return 0
        status = super().call(delivery)
        if status == 200:
            self.failing_since = None
        elif self.failing_since is None:
            self.failing_since = self.now()
        elif self.now() - self.failing_since > HOUR:
            self.is_subscribed = False
        return status

    def make_name(self, said: dict[str, Any]) -> str:
        return f"m_I{self.number()}"

    def make_event(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        event: dict[str, Any] = {
            "sender": {"id": said["person"]},
            "recipient": {"id": PAGE_ID},
            "timestamp": int(1000 * said["at"]),
        }
        match said.get("kind", "text"):
            case "text":
                return event | {"message": {"mid": name, "text": said["text"]}}
            case "choice":
                reply = {"payload": said["choice"]}
                message = {"mid": name, "text": said["text"], "quick_reply": reply}
                return event | {"message": message}
            case "media":
                attachments = [{"type": "image", "payload": {"url": "https://x.example/1"}}]
                message = {"mid": name, "text": said["text"], "attachments": attachments}
                return event | {"message": message}
            case "start":
                referral = {"ref": said["ref"], "source": "SHORTLINK", "type": "OPEN_THREAD"}
                return event | {"referral": referral}
            case "edit":
                edit = {"mid": said["message"], "text": said["text"], "num_edit": 1}
                return event | {"message_edit": edit}
            case "colleague":
                return self._make_echo(said["person"], name, said["text"], app=INBOX, mark="")
            case "standby":
                message = {"mid": name, "text": said["text"]}
                return event | {"message": message, "_field": "standby"}
            case "handed":
                return event | {"pass_thread_control": {"new_owner_app_id": said["app"]}}
        return event | {said["kind"]: {}}

    def report(self, taken: dict[str, Any]) -> list[Delivery]:
        name, person = taken["name"], taken["person"]
        delivery = {"mids": [name], "watermark": int(1000 * self.now())}
        event = {"sender": {"id": person}, "recipient": {"id": PAGE_ID}, "delivery": delivery}
        echo = self._make_echo(person, name, taken["text"], app=APP_ID, mark=taken["mark"])
        return [self.make_delivery([echo]), self.make_delivery([event])]

    def _make_echo(
        self, person: str, name: str, text: str, *, app: str, mark: str
    ) -> dict[str, Any]:
        message = {"is_echo": True, "app_id": int(app), "mid": name, "text": text}
        return {
            "sender": {"id": PAGE_ID},
            "recipient": {"id": person},
            "timestamp": int(1000 * self.now()),
            "message": message | ({"metadata": mark} if mark else {}),
        }

    def wrap_all(self, events: list[dict[str, Any]]) -> dict[str, Any]:
        time = int(1000 * self.now())
        entries = [
            {"id": PAGE_ID, "time": time, event.pop("_field", "messaging"): [event]}
            for event in events
        ]
        return {"object": "page", "entry": entries}
