"""Telegram's Bot API."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from tests.systems.bots.simulators.keys import GIVEN
from tests.systems.bots.simulators.server import Answer, Asked, Delivery, Refusal, Simulator


def _refuse(code: int, text: str, **parameters: Any) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": text}
    return Answer(code, body | ({"parameters": parameters} if parameters else {}))


class Telegram(Simulator):
    """One bot; a person is the number of a private chat."""

    answers_within = 10
    errors: ClassVar = {
        "limited": _refuse(429, "Too Many Requests: retry after 3", retry_after=3),
        "busy": _refuse(500, "Internal Server Error"),
        "token": _refuse(401, "Unauthorized"),
        "invalid": _refuse(400, "Bad Request: message text is empty"),
        "gone": _refuse(400, "Bad Request: chat not found"),
        "stopped": _refuse(403, "Forbidden: bot was blocked by the user"),
    }

    def forget(self, webhook: str) -> None:
        super().forget(webhook)
        self.secret = ""
        self.pressed: list[str] = []

    def check(self, asked: Asked) -> dict[str, Any] | None:
        _, bot, method = asked.path.split("/", 2)
        if bot != f"bot{GIVEN['telegram']['token']}":
            raise Refusal(self.errors["token"])
        if method != "sendMessage":
            return None
        body = json.loads(asked.body)
        text = body["text"]
        keyboard = body.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in keyboard for button in row]
        if not text or len(text) > 4096:
            raise Refusal(self.errors["invalid"])
        if any(len(button["callback_data"].encode()) > 64 for button in buttons):
            raise Refusal(_refuse(400, "Bad Request: BUTTON_DATA_INVALID"))
        choices = [{"label": each["text"], "name": each["callback_data"]} for each in buttons]
        return {"person": str(body["chat_id"]), "text": text, "choices": choices}

    def accept(self, taken: dict[str, Any]) -> Answer:
        chat = {"id": int(taken["person"]), "type": "private"}
        result = {"message_id": 1000 + self.number(), "date": int(self.now()), "chat": chat}
        return Answer(200, {"ok": True, "result": result})

    def other(self, asked: Asked) -> Answer:
        method, body = asked.path.split("/")[2], json.loads(asked.body)
        if method == "setWebhook":
            self.webhook, self.secret = body["url"], body["secret_token"]
        elif method == "getWebhookInfo":
            error = {"last_error_date": 1, "last_error_message": "Wrong response"}
            result = {"url": self.webhook} | (error if self.undelivered else {})
            return Answer(200, {"ok": True, "result": result})
        elif method == "answerCallbackQuery":
            self.pressed.append(body["callback_query_id"])
        elif method != "sendChatAction":
            return _refuse(404, "Not Found")
        return Answer(200, {"ok": True, "result": True})

    def make_name(self, said: dict[str, Any]) -> str:
        return str(self.number())

    def make_event(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        chat = {"id": int(said["person"]), "type": "private"}
        sender = {"id": chat["id"], "is_bot": False, "language_code": "de"}
        date = int(said["at"])
        message = {"message_id": int(name), "date": date, "from": sender, "chat": chat}
        event: dict[str, Any] = {"update_id": int(name)}
        match said.get("kind", "text"):
            case "text":
                return event | {"message": message | {"text": said["text"]}}
            case "start":
                return event | {"message": message | {"text": f"/start {said['ref']}"}}
            case "choice":
                keyboard = [[{"text": said["text"], "callback_data": said["choice"]}]]
                sent = message | {"text": "?", "reply_markup": {"inline_keyboard": keyboard}}
                query = {"id": name, "from": sender, "message": sent, "data": said["choice"]}
                return event | {"callback_query": query}
            case "media":
                photo = [{"file_id": "f", "width": 1, "height": 1}]
                return event | {"message": message | {"photo": photo, "caption": said["text"]}}
            case "edit":
                edited = message | {"message_id": int(said["message"]), "edit_date": date}
                return event | {"edited_message": edited | {"text": said["text"]}}
        return event | {said["kind"]: {}}

    def wrap(self, events: list[dict[str, Any]]) -> list[Delivery]:
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": self.secret,
        }
        return [Delivery(self.webhook, headers, json.dumps(event).encode()) for event in events]
