"""Reads Twilio's messages and statuses, from a call and from a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final, Literal
from urllib.parse import parse_qs

import msgspec

from sharekit.contrib.bots.platforms.events import AnyEvent, Ignored, Person, Received, Status
from sharekit.contrib.bots.platforms.protocol import Call
from sharekit.contrib.bots.platforms.reading import decode, make_said, set_aside
from sharekit.contrib.bots.platforms.verdicts import Refused, Verdicts

VERDICTS: Final = Verdicts(
    waits=(),
    busy=(20429,),
    refused={
        "person": (21211, 21614, 30003, 30005, 30006),
        "stopped": (21610,),
        "message": (21602, 21617),
        "account": (20003, 20005),
    },
)
"""Codes of https://www.twilio.com/docs/api/errors."""
_STATES: Final[dict[str, Literal["sent", "delivered", "failed"]]] = {
    **dict.fromkeys(("accepted", "queued", "sending", "sent"), "sent"),
    **dict.fromkeys(("delivered", "read"), "delivered"),
    **dict.fromkeys(("undelivered", "failed", "canceled"), "failed"),
}
MARK: Final = "o"
"""The key of the mark in the address of a status."""


class _Listed(msgspec.Struct):
    sid: str
    sender: str = msgspec.field(name="from")
    to: str
    direction: str
    body: str | None = ""
    num_media: str = "0"
    date_sent: str | None = None


def read_message(call: Call, form: Mapping[str, str], account: str) -> Iterator[AnyEvent]:
    """Yield the message; what Twilio's own opt-out recognised counts as STOP or START."""
    name, sender, kind = form.get("MessageSid"), form.get("From"), form.get("OptOutType", "")
    if not name or not sender:
        yield set_aside(call.body, account, ValueError("no name or no number"))
    elif kind == "HELP":
        yield Ignored(account=account, name=name, reason="Twilio answered it")
    else:
        text = kind or form.get("Body", "")
        yield _make_received(account, name, sender, text, form.get("NumMedia", "0"))


def read_status(call: Call, form: Mapping[str, str], account: str) -> Iterator[AnyEvent]:
    """Yield the status; its mark is in the address."""
    name, state = form.get("MessageSid"), _STATES.get(form["MessageStatus"])
    if not name:
        yield set_aside(call.body, account, ValueError("no name"))
        return
    if state is None:
        reason = "an unknown status"
        yield Ignored(account=account, name=f"{name}.{form['MessageStatus']}", reason=reason)
        return
    code = form.get("ErrorCode", "")
    verdict = None
    if state == "failed" and code.isascii() and code.isdigit():
        verdict = VERDICTS.find(int(code)) or Refused("message", code)
    mark = parse_qs(call.query).get(MARK, [""])[0]
    yield Status(
        account=account,
        name=f"{name}.{state}",
        message=name,
        state=state,
        mark=mark,
        verdict=verdict,
    )


def read_listed(raw: msgspec.Raw, account: str) -> AnyEvent:
    """Return the event of a message that a search found."""
    found = decode(bytes(raw), _Listed)
    if found.direction != "inbound":
        return Ignored(account=account, name=found.sid, reason="not sent to the site")
    sent_at = 0
    if found.date_sent:
        moment = parsedate_to_datetime(found.date_sent)
        # "-0000" is UTC, too, and gives a time without a zone.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        sent_at = 1000 * int(moment.timestamp())
    received = _make_received(account, found.sid, found.sender, found.body or "", found.num_media)
    return msgspec.structs.replace(received, sent_at=sent_at)


def _make_received(account: str, name: str, sender: str, text: str, media: str) -> Received:
    """Return a message; its number proves nothing, because senders of SMS can be forged."""
    said = make_said("text" if media in {"", "0"} else "media", text)
    return Received(
        account=account, name=name, person=Person(key=sender, address=sender), said=said
    )
