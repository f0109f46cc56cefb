"""One attempt to send a claimed message: may it go, what does it say, did the server take it."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage

from sharekit import log
from sharekit.contrib.mails.exceptions import Skip
from sharekit.contrib.mails.models import Message, Suppression
from sharekit.contrib.mails.outbox import states
from sharekit.contrib.mails.outbox.answers import Answer
from sharekit.contrib.mails.outbox.line import Line
from sharekit.contrib.mails.subscribing import permission
from sharekit.contrib.mails.subscribing.suppression import suppress
from sharekit.contrib.mails.writing import envelope, letters

State = Message.State
_REASON_LENGTH = 200


def attempt(message: Message, line: Line) -> None:
    """Send a message that this worker has claimed, and write down what became of it."""
    try:
        letter = _prepare(message)
    except Skip as skip:
        states.end(message, State.SKIPPED, skip.reason)
    except ValueError as error:
        states.end(message, State.FAILED, _describe(error, message))
    except Exception as error:  # noqa: BLE001 - a fault of one letter does not stop the others
        log.write_throttled(
            logging.ERROR,
            "The mail %s cannot be written. It is tried again.",
            message.mail.slug,
            kind=message.mail.slug,
            error=error,
        )
        states.put_back(message, type(error).__name__)
    else:
        _settle(message, line.send(letter))


def _prepare(message: Message) -> EmailMessage:
    """Return the mail; raise `Skip` if it may not go, and ValueError if it cannot be written."""
    # Somebody may have forgotten the person since the message was listed.
    if obstacle := permission.find_obstacle(message) if message.address else "forgotten":
        raise Skip(obstacle)
    letter = envelope.build(message, letters.write(message))
    # What cannot be written must fail before anything is handed over.
    letter.message().as_bytes()
    return letter


def _settle(message: Message, answer: Answer) -> None:
    if answer.is_bounce:
        suppress(message.address, Suppression.Cause.BOUNCE)
    if answer.state == "sent":
        states.end(message, State.SENT)
    elif answer.state == "refused":
        states.end(message, State.FAILED, answer.reason)
    elif answer.state == "later":
        states.put_back(message, answer.reason)
    else:
        states.doubt(message, answer.reason)


def _describe(error: ValueError, message: Message) -> str:
    """Return the sentence of an error without the address, which is emptied some day."""
    sentence = " ".join(str(error).replace(message.address, "…").split())
    return (sentence or type(error).__name__)[:_REASON_LENGTH]
