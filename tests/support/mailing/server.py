"""A mail server with faults, in a process of its own: `python server.py PORT FILE [IDLE [DELAY]]`.

The recipient names the fault: all before the first dot or @ (FAULTS). What it takes is in FILE
before it answers, one line of JSON for each mail: the truth that tests compare with. It closes a
connection that was idle for IDLE seconds, and answers DELAY seconds after it took a mail.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import time
from collections import Counter
from email import message_from_bytes
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

SLOW = 3.0
"""Seconds that it takes to answer `slow`."""
FAULTS = {
    "busy": "451 4.7.1 Try again later",
    "nobody": "550 5.1.1 No such mailbox",
    "policy": "550 5.7.1 Not wanted here",
    "sender": "550 5.1.8 The sender's domain does not exist",
    "plain": "550 No",
    "closing": "421 4.3.2 Closing",
    "drop": "",
}
"""What it answers to RCPT; `drop` breaks the line. `once-busy` and so on are taken next time."""
BODY_FAULTS = {
    "spam": "554 5.7.1 This is spam",
    "later": "451 4.3.0 Not now",
    "odd": "-1",
}
"""What it answers to the whole mail, without taking it. It takes these: `broken`, and breaks the
line; `slow`, and answers late; all others.
"""


class Box:
    """Takes mails, or not."""

    def __init__(self, path: str, delay: float) -> None:
        self._delay = delay
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._asked: Counter[str] = Counter()

    # The names are those of aiosmtpd's hooks.
    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._asked[address] += 1
        name = find_fault(address)
        fault = name.removeprefix("once-")
        if fault in FAULTS and not (fault != name and self._asked[address] > 1):
            if fault == "drop":
                abort(server)
            if fault == "closing":
                asyncio.get_running_loop().call_later(0.01, abort, server)
            return FAULTS[fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        fault = find_fault(envelope.rcpt_tos[0])
        if fault in BODY_FAULTS:
            return BODY_FAULTS[fault]
        self._write(envelope)
        if fault == "broken":
            abort(server)
        await asyncio.sleep(SLOW if fault == "slow" else self._delay)
        return "250 OK"

    def _write(self, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        line = {
            "at": time.time(),
            "sender": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "message_id": message_from_bytes(content)["Message-ID"],
            "content": content.decode("latin-1"),
        }
        os.write(self._file, (json.dumps(line) + "\n").encode())


def find_fault(address: str) -> str:
    return re.split(r"[.@]", address, maxsplit=1)[0]


def abort(server: SMTP) -> None:
    """Break the line, as a server does that dies."""
    transport: Any = server.transport
    if transport is not None:
        transport.abort()


async def serve(port: int, path: str, idle: float = 300, delay: float = 0) -> None:
    box = Box(path, delay)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(box, enable_SMTPUTF8=True, timeout=idle, loop=loop), "127.0.0.1", port
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], *map(float, sys.argv[3:])))
