"""What a failed attempt means: refused for good, refused for now, or unknown.

A mail is certainly not taken if the server answered with a code, or if nothing was handed over. A
server that breaks the line after it got the mail has taken it or not (RFC 1047).
"""

from __future__ import annotations

import re
import smtplib
from http import HTTPStatus
from socket import gaierror
from typing import Final, Literal

import msgspec

from sharekit.contrib.mails.subscribing.hard_bounces import NO_MAILBOX

NO_ANSWER: Final = "no-answer"
"""The reason of a message in doubt: its mail was handed over, and no answer came."""
_OF_OUR_ACCOUNT: Final = (smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError)
_CODE: Final = re.compile(r"[45]\.\d{1,3}\.\d{1,3}\b")
_BAD_LETTER: Final = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY}
)


class Answer(msgspec.Struct, frozen=True):
    """What became of a mail that was handed to a backend; the reason names no person.

    "later" may be tried again, as nothing was taken; in "unknown" it may have been taken.
    """

    state: Literal["sent", "refused", "later", "unknown"]
    reason: str = ""
    is_bounce: bool = False
    closes: bool = False
    """Whether the connection cannot be used any more."""


def judge(error: Exception, *, is_handed_over: bool) -> Answer:
    """Return what an error of a backend means."""
    code, text = _read_reply(error)
    if 400 <= code < 600:
        return _judge_reply(error, code, text)
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and 400 <= status < 500 and status != HTTPStatus.REQUEST_TIMEOUT:
        is_for_good = status in _BAD_LETTER
        return Answer("refused" if is_for_good else "later", f"HTTP {status}")
    name = type(error).__name__
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Answer("refused", name)
    if not is_handed_over or isinstance(error, (ConnectionRefusedError, gaierror)):
        return Answer("later", name, closes=True)
    return Answer("unknown", NO_ANSWER, closes=True)


def _judge_reply(error: Exception, code: int, text: str) -> Answer:
    found = _CODE.match(text)
    detail = found[0] if found else ""
    reason = f"{code} {detail}".strip()
    # Who may send is a setting, which somebody corrects.
    if code < 500 or isinstance(error, _OF_OUR_ACCOUNT):
        return Answer("later", reason, closes=code == 421)
    is_of_recipient = isinstance(error, smtplib.SMTPRecipientsRefused)
    return Answer("refused", reason, is_bounce=is_of_recipient and detail in NO_MAILBOX)


def _read_reply(error: Exception) -> tuple[int, str]:
    """Return code and text of a reply of SMTP; the code is 0 if there was none."""
    code: int
    reply: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, reply = error.smtp_code, error.smtp_error
    else:
        return 0, ""
    return code, reply.decode(errors="replace") if isinstance(reply, bytes) else reply
