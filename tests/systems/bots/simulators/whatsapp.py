"""WhatsApp's Cloud API: a person is a number, or an identity such as DE.1111 without a number."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from tests.systems.bots.simulators.graph import GraphSimulator, check_token, refuse
from tests.systems.bots.simulators.keys import GIVEN, PHONE_NUMBER_ID
from tests.systems.bots.simulators.server import Answer, Asked, Delivery, Refusal

KEYS = GIVEN["whatsapp"]


class WhatsApp(GraphSimulator):
    """One number of one app."""

    keys = KEYS
    errors: ClassVar = {
        "limited": refuse(130429, "Rate limit hit", status=429),
        "busy": refuse(131000, "Something went wrong", status=500),
        "too-fast": refuse(131056, "Too many messages to this person"),
        "token": refuse(190, "Access token has expired", status=401),
        "payment": refuse(131042, "Payment issue"),
        "invalid": refuse(131009, "Parameter value is not valid"),
        "gone": refuse(131026, "Message undeliverable"),
        "stopped": refuse(131050, "User has stopped marketing messages"),
        "late": refuse(131047, "More than 24 hours have passed"),
    }

    def forget(self, webhook: str) -> None:
        super().forget(webhook)
        self.replies: dict[str, dict[str, str]] = {}

    def check(self, asked: Asked) -> dict[str, Any] | None:
        parts = check_token(asked, KEYS["token"])
        if asked.method == "GET":
            return None
        body = json.loads(asked.body)
        if parts != [PHONE_NUMBER_ID, "messages"] or body["messaging_product"] != "whatsapp":
            raise Refusal(refuse(100, "Unknown path"))
        if body.get("status") == "read":
            return None
        text, replies = _read_content(body)
        self.replies |= {each["id"]: each for each in replies}
        # A person reads the whole label below the title.
        choices = [
            {"label": each.get("description") or each["title"], "name": each["id"]}
            for each in replies
        ]
        return {
            "person": body.get("to") or body["recipient"],
            "text": text,
            "choices": choices,
            "mark": body.get("biz_opaque_callback_data", ""),
            "name": f"wamid.O{self.number()}",
        }

    def accept(self, taken: dict[str, Any]) -> Answer:
        contact = {"input": taken["person"], "user_id": _identify(taken["person"])}
        body = {"messaging_product": "whatsapp", "contacts": [contact]}
        return Answer(200, body | {"messages": [{"id": taken["name"]}]})

    def other(self, asked: Asked) -> Answer:
        return Answer(200, {"success": True})

    def make_name(self, said: dict[str, Any]) -> str:
        return f"wamid.I{self.number()}"

    def make_event(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        person = said["person"]
        message: dict[str, Any] = {"from_user_id": _identify(person), "id": name}
        message["timestamp"] = str(int(said["at"]))
        if person.isdigit():
            message["from"] = person
        contact = {"profile": {"name": "A. Customer"}, "user_id": _identify(person)}
        if person.isdigit():
            contact["wa_id"] = person
        if said.get("kind") == "colleague":
            # The owner answers in the WhatsApp app.
            echo = {"to": person, "to_user_id": _identify(person), **_make_text(said["text"])}
            echo |= {"id": name, "timestamp": message["timestamp"]}
            return {"message_echoes": [echo], "_field": "smb_message_echoes"}
        value = {"contacts": [contact], "messages": [message | self._make_content(said)]}
        return value | ({"_field": "standby"} if said.get("kind") == "standby" else {})

    def _make_content(self, said: dict[str, Any]) -> dict[str, Any]:
        match said.get("kind", "text"):
            case "text" | "standby":
                return _make_text(said["text"])
            case "choice":
                own = {"id": said["choice"], "title": said["text"]}
                reply = self.replies.get(said["choice"], own)
                kind = "list_reply" if "description" in reply else "button_reply"
                return {"type": "interactive", "interactive": {"type": kind, kind: reply}}
            case "media":
                image = {"id": "1", "mime_type": "image/jpeg", "caption": said["text"]}
                return {"type": "image", "image": image}
            case "edit":
                edited = _make_text(said["text"])
                edit = {"original_message_id": said["message"], "message": edited}
                return {"type": "edit", "edit": edit}
            case "revoke":
                return {"type": "revoke", "revoke": {"original_message_id": said["message"]}}
            case "move":
                number = said["number"]
                system = {
                    "type": "user_changed_number",
                    "wa_id": number,
                    "user_id": _identify(number),
                }
                return {"type": "system", "system": system}
        return {"type": said["kind"], said["kind"]: {}}

    def report(self, taken: dict[str, Any]) -> list[Delivery]:
        # `delivered` may be missing if the person has the chat open.
        return [self.make_delivery([self._make_status(taken, state)]) for state in ("sent", "read")]

    def _make_status(self, taken: dict[str, Any], state: str) -> dict[str, Any]:
        status = {"id": taken["name"], "status": state, "timestamp": str(int(self.now()))}
        return {"statuses": [status | {"biz_opaque_callback_data": taken["mark"]}]}

    def wrap_all(self, events: list[dict[str, Any]]) -> dict[str, Any]:
        common = {
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": "4930550000001",
                "phone_number_id": PHONE_NUMBER_ID,
            },
        }
        changes = [
            {"field": value.pop("_field", "messages"), "value": common | value} for value in events
        ]
        entries = [{"id": "300000000000001", "changes": [change]} for change in changes]
        return {"object": "whatsapp_business_account", "entry": entries}


def _identify(person: str) -> str:
    """Return a person's identity: a number has one, too."""
    return person if not person.isdigit() else f"DE.{person[::-1]}"


def _make_text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": text}}


def _read_content(body: dict[str, Any]) -> tuple[str, list[dict[str, str]]]:
    """Return text and choices; Refusal if a limit is exceeded."""
    if body["type"] == "text":
        text = body["text"]["body"]
        _demand(0 < len(text) <= 4096, "text")
        return text, []
    interactive = body["interactive"]
    text, action = interactive["body"]["text"], interactive["action"]
    _demand(0 < len(text) <= 1024, "body")
    if interactive["type"] == "button":
        replies = [button["reply"] for button in action["buttons"]]
        _demand(1 <= len(replies) <= 3, "buttons")
        _demand(all(0 < len(each["title"]) <= 20 for each in replies), "title")
        _demand(len({each["title"] for each in replies}) == len(replies), "same titles")
    else:
        replies = action["sections"][0]["rows"]
        _demand(1 <= len(replies) <= 10 and 0 < len(action["button"]) <= 20, "rows")
        _demand(all(0 < len(each["title"]) <= 24 for each in replies), "title")
        _demand(all(len(each.get("description", "")) <= 72 for each in replies), "description")
    _demand(all(0 < len(each["id"]) <= 200 for each in replies), "id")
    return text, replies


def _demand(is_valid: bool, what: str) -> None:
    if not is_valid:
        raise Refusal(refuse(131009, f"Parameter value is not valid: {what}"))
