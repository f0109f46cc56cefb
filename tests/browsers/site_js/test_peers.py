"""The addresses of the five most used channels, beside what three other libraries make.

docs/channels.md says what differs and why; each line of its table is held here, to the character.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from sharekit import keys
from sharekit.buttons.bar import render_bar
from sharekit.channels.address import fill
from sharekit.channels.find import get_all
from tests.support import servers
from tests.support.paths import PROJECT
from tests.unit.buttons.golden import SHARED
from tests.unit.buttons.outline import Outline

FOLDER: Final = Path(__file__).parent
PAGE: Final = (PROJECT / "docs" / "channels.md").read_text()
CHANNELS: Final = ("whatsapp", "email", "facebook", "x", "telegram")
PEERS: Final = ("react-share", "sharer.js", "vanilla-sharing")
# What we clean or cut of a title they leave as it is.
CASES: Final = ("plain", "signs", "emoji and accents", "right to left", "hostile")
MARK: Final = "w1111111111"


def read_rows() -> list[tuple[str, str, str]]:
    """Return the documentation's lines: channel, peer, its address, "" where that is sharekit's."""
    row = r"^\| `(\w+)` \| ([\w.-]+) \| (?:`([^`]+)`|the same) \| .*\|$"
    return re.findall(row, PAGE, re.MULTILINE)


def ask_peers(shared: list[dict[str, str]]) -> list[dict[str, dict[str, str]]]:
    """Return their addresses of titles and addresses, by channel and peer."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules" / "react-share").is_dir():
        servers.miss("What `make test` installs with npm")
    done = subprocess.run(
        [node, "peers.js"],
        cwd=FOLDER / "scripts",
        input=json.dumps(shared),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, dict[str, str]]] = json.loads(done.stdout)
    return answers


@pytest.mark.slow
def test_every_difference_from_other_libraries_is_the_one_that_is_documented() -> None:
    bars = [
        Outline(render_bar(shared["article"], title=shared["title"], channels=CHANNELS))
        for shared in map(SHARED.__getitem__, CASES)
    ]
    articles = [keys.read(bar.key) for bar in bars]
    shared = [{"title": each.title, "url": f"{each.address}#sk={MARK}"} for each in articles]

    answers = ask_peers(shared)

    for bar, values, answer in zip(bars, shared, answers, strict=True):
        for slug, peer, address in read_rows():
            letter = get_all()[slug].letter
            ours = bar.links[slug].replace(f"%23sk%3D{letter}", f"%23sk%3D{MARK}")
            theirs = fill(address, values) if address else ours
            assert answer[slug][peer] == theirs


def test_the_documentation_compares_each_channel_with_each_library() -> None:
    pairs = [(slug, peer) for slug, peer, _ in read_rows()]

    assert pairs == [(slug, peer) for slug in CHANNELS for peer in PEERS]


@pytest.mark.parametrize("peer", PEERS)
def test_the_documentation_names_the_version_that_is_compared(peer: str) -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text())
    version = lock["packages"][f"node_modules/{peer}"]["version"]

    assert f"{peer} {version.rpartition('.')[0]}" in PAGE
