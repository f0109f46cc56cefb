"""Checks the addresses of the project's forge: files of the project, and their headings."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Final

from tests.support.paths import PROJECT


def _read_url() -> str:
    metadata = ConfigParser()
    metadata.read(PROJECT / "setup.cfg")
    return metadata["metadata"]["url"]


URL: Final = _read_url()


def is_broken(address: str) -> bool:
    """Return whether an absolute address names a file or a heading that the project lacks."""
    shown = re.fullmatch(rf"{re.escape(URL)}/(?:blob|raw)/main/([^#]+)(?:#(.+))?", address)
    if shown is None:
        return False
    path, heading = PROJECT / shown[1], shown[2]
    return not path.is_file() or (heading is not None and heading not in list_headings(path))


def list_headings(page: Path) -> list[str]:
    """Return the headings of a page of Markdown, as links name them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
