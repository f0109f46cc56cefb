"""Connections of Django's mail backends, each opened once for many mails."""

from __future__ import annotations

import logging
import smtplib
from contextlib import suppress
from email.message import Message as Bytes
from types import TracebackType
from typing import Any, Final

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from sharekit import log
from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.outbox.answers import Answer, judge

MOST_SECONDS: Final = 60
"""How long a mail server may take to answer where the site sets no EMAIL_TIMEOUT."""
_BROKEN: Final = (smtplib.SMTPServerDisconnected, ConnectionError, BrokenPipeError)


class Line:
    """A connection to a mail server. It knows whether the server may have a mail."""

    def __init__(self, alias: str) -> None:
        backend: Any = _make_backend(alias)
        backend.fail_silently = False
        if getattr(backend, "timeout", 0) is None:
            backend.timeout = MOST_SECONDS
        self.backend: BaseEmailBackend = backend
        self._is_open = self._is_watched = self._was_used = False
        self._is_handed_over = False

    def open(self) -> None:
        """Open the connection if it is not open; raise what the backend raises."""
        if not self._is_open:
            self.backend.open()
            self._is_watched = self._watch()
            self._is_open, self._was_used = True, False

    def send(self, letter: EmailMessage) -> Answer:
        """Send a mail and return what became of it; raise nothing.

        Servers close connections that are idle, so a mail goes by a new one if it was not handed
        over.
        """
        try:
            try:
                return self._send(letter)
            except _BROKEN:
                if self._is_handed_over or not self._was_used:
                    raise
                self.close()
                return self._send(letter)
        except Exception as error:  # noqa: BLE001 - backends raise what their libraries do
            answer = judge(error, is_handed_over=self._is_handed_over)
        if answer.closes:
            self.close()
        return answer

    def close(self) -> None:
        """Close the connection, also a broken one."""
        self._is_open = False
        with suppress(Exception):
            self.backend.close()

    def _send(self, letter: EmailMessage) -> Answer:
        self._is_handed_over = False
        self.open()
        # Of other backends nobody knows when.
        self._is_handed_over = not self._is_watched
        sent = self.backend.send_messages([letter])
        self._was_used = True
        # Some backends return nothing at all.
        return Answer("unknown", "not-counted") if sent == 0 else Answer("sent")

    def _watch(self) -> bool:
        """Note from now on when smtplib begins to hand a mail over; return whether it is used."""
        server: Any = getattr(self.backend, "connection", None)
        if not isinstance(server, smtplib.SMTP):
            return False
        data = server.data

        def hand_over(content: bytes | str | Bytes) -> Any:
            self._is_handed_over = True
            return data(content)  # type: ignore[arg-type]

        server.data = hand_over  # type: ignore[assignment,method-assign]
        return True


class Lines:
    """The connections of one run, by mailer. A server that is away is not listed any more."""

    def __init__(self) -> None:
        self._lines: dict[str, Line | None] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for line in self._lines.values():
            if line is not None:
                line.close()

    def open(self, kind: str) -> Line | None:
        """Return the open connection for a kind of mail, None if its server is away."""
        alias = get_alias(kind)
        try:
            line = self._lines.get(alias) or Line(alias)
            self._lines[alias] = line
            line.open()
        except Exception as error:  # noqa: BLE001 - backends raise what their libraries do
            self._lines[alias] = None
            log.write_throttled(
                logging.ERROR,
                "The mail server of %s cannot be used. Mails wait for it.",
                alias,
                kind=alias,
                error=error,
            )
        return self._lines[alias]

    def list_kinds(self) -> list[str]:
        """Return the kinds of mails whose server is not known to be away."""
        return [
            kind for kind in Mail.Kind.values if self._lines.get(get_alias(kind), 0) is not None
        ]


def get_alias(kind: str) -> str:
    """Return the mailer of a kind of mail; alerts go the way of service mails."""
    name = "marketing" if kind == Mail.Kind.MARKETING else "service"
    return options.mailers.get(name, "default")


def _make_backend(alias: str) -> BaseEmailBackend:
    # Django 6.1 has MAILERS; before, all mails go by EMAIL_BACKEND.
    mailers: Any = getattr(mail, "mailers", None)
    backend: BaseEmailBackend = mail.get_connection() if mailers is None else mailers[alias]
    return backend
