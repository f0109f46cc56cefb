"""Starts the mail server of the tests, kills it, and reads what it took."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import msgspec

from tests.support import servers
from tests.support.mailing import server


class Taken(msgspec.Struct, frozen=True):
    """A mail that the server took, at a time in seconds."""

    at: float
    sender: str
    to: list[str]
    message_id: str
    content: str

    @property
    def mail(self) -> EmailMessage:
        """The mail, parsed from the bytes on the wire."""
        return message_from_bytes(self.content.encode("latin-1"), policy=policy.default)


class MailServer:
    """A mail server on a port of its own; `start` after `kill` is a restart."""

    def __init__(self, folder: Path, *, idle: float = 300, delay: float = 0) -> None:
        self.port = servers.find_port()
        self._folder = folder
        self._path = folder / "taken.jsonl"
        self._options = [str(idle), str(delay)]
        self._process: servers.Process | None = None
        # How far `count` has read.
        self._read = self._counted = 0

    def start(self) -> None:
        command = [sys.executable, server.__file__, str(self.port), str(self._path)]
        self._process = servers.start_listening(
            [*command, *self._options], port=self.port, folder=self._folder, log="smtp.log"
        )

    def kill(self) -> None:
        if self._process is not None:
            servers.kill(self._process)
            self._process = None

    def read(self) -> list[Taken]:
        """Return what the server took so far, in its order."""
        lines = self._path.read_bytes().splitlines() if self._path.exists() else []
        return [msgspec.json.decode(line, type=Taken) for line in lines]

    def count(self) -> int:
        """Return how many mails the server took so far."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._read)
                new = file.read()
            self._read += len(new)
            self._counted += new.count(b"\n")
        return self._counted

    def forget(self) -> None:
        """Forget what the server took: the file is written at its end, whatever that is."""
        if self._path.exists():
            self._path.write_bytes(b"")


@contextmanager
def run_mail_server(folder: Path, *, idle: float = 300) -> Iterator[MailServer]:
    """Run a mail server while the block lasts."""
    running = MailServer(folder, idle=idle)
    running.start()
    try:
        yield running
    finally:
        running.kill()
