"""Letters as files: kept as they were sent, and read back as a mail program reads them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from demo_site import data_folder

HEADERS: Final = (
    *("From", "To", "Subject", "Date", "Reply-To", "Message-ID", "Auto-Submitted"),
    *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"),
)
"""The headers that the page of a letter shows, if the letter has them."""
FOLDER: Final = "letters-sent"
"""The name of their folder, in the demo's data."""
_ENDING: Final = ".eml"
_NAME: Final = re.compile(r"\d{20}-\d+")
_NANOSECONDS: Final = 1_000_000_000


@dataclass(frozen=True)
class Letter:
    """A letter by the name of its file, which begins with the time in nanoseconds."""

    name: str
    mail: EmailMessage

    @property
    def at(self) -> datetime:
        """When it was sent."""
        return datetime.fromtimestamp(int(self.name.partition("-")[0]) / _NANOSECONDS, UTC)

    @property
    def subject(self) -> str:
        """The subject."""
        return str(self.mail["Subject"] or "")

    @property
    def receiver(self) -> str:
        """The address to which it went."""
        return str(self.mail["To"] or "")

    @property
    def sender(self) -> str:
        """Name and address of who sent it."""
        return str(self.mail["From"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Those headers of HEADERS that it has."""
        return [(name, str(self.mail[name])) for name in HEADERS if self.mail[name]]

    @property
    def text(self) -> str:
        """The part for programs that show no HTML."""
        return self._read("plain")

    @property
    def html(self) -> str:
        """The HTML part, "" for a letter of text only."""
        return self._read("html")

    def _read(self, kind: str) -> str:
        body = self.mail.get_body((kind,))
        return str(body.get_content()) if body else ""


def keep(raw: bytes) -> None:
    """Write a mail into a file; it has its name when it is complete."""
    folder = _get_folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():020}-{os.getpid()}"
    draft = folder / f"{name}.part"
    draft.write_bytes(raw)
    draft.replace(folder / f"{name}{_ENDING}")


def list_newest(most: int) -> Iterator[Letter]:
    """Yield the latest letters, the newest one first."""
    files = sorted(_get_folder().glob(f"*{_ENDING}"), reverse=True)
    yield from filter(None, (find(file.stem) for file in files[:most]))


def find(name: str) -> Letter | None:
    """Return a letter by its name, None for an unknown one."""
    if not _NAME.fullmatch(name):
        return None
    try:
        raw = (_get_folder() / f"{name}{_ENDING}").read_bytes()
    except FileNotFoundError:
        return None
    return Letter(name, message_from_bytes(raw, policy=policy.default))


def _get_folder() -> Path:
    return data_folder.path() / FOLDER
