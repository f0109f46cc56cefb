"""The stories as files: a header of `name: value` lines, an empty line, the body as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "content"
"""The folder of the files; a file's name is its story's slug."""


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """The content of a story file; `digest` is the SHA-256 of the file in hexadecimal."""

    slug: str
    section: str
    title: str
    standfirst: str
    author_name: str
    plate: str
    published: datetime
    body: str
    digest: str


def read(file: Path) -> Manuscript:
    """Return the manuscript in a file, or raise KeyError if its header lacks a line."""
    text = file.read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    return Manuscript(
        slug=file.stem,
        section=lines["section"],
        title=lines["title"],
        standfirst=lines["standfirst"],
        author_name=lines["author"],
        plate=lines["plate"],
        published=datetime.fromisoformat(lines["published"]).replace(tzinfo=UTC),
        body=body.strip() + "\n",
        digest=sha256(text.encode()).hexdigest(),
    )


def read_all(folder: Path = FOLDER) -> Iterator[Manuscript]:
    """Yield every manuscript of a folder, in the order of the file names."""
    for file in sorted(folder.glob("*.html")):
        yield read(file)
