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

from demo_site.launch.environment import PROJECT
from sharekit import buttons, keys
from sharekit.channels import fill
from tests import servers
from tests.buttons.golden import SHARED
from tests.buttons.outline import Outline

CHANNELS: Final = ("whatsapp", "email", "facebook", "x", "telegram")
PEERS: Final = ("react-share", "sharer.js", "vanilla-sharing")
# What we clean or cut of a title they leave as it is.
CASES: Final = ("plain", "signs", "emoji and accents", "right to left", "hostile")
MARK: Final = "w1111111111"

Row = tuple[str, str, str]


def read_rows() -> list[Row]:
    """Give the documentation's lines: channel, peer, its address, "" where that is ours."""
    page = (PROJECT / "docs" / "channels.md").read_text()
    row = r"^\| `(\w+)` \| ([\w.-]+) \| (?:`([^`]+)`|the same) \| .*\|$"
    return [(slug, peer, address) for slug, peer, address in re.findall(row, page, re.MULTILINE)]


def ask_peers(shared: list[dict[str, str]]) -> list[dict[str, dict[str, str]]]:
    """Give their addresses of titles and addresses, by channel and peer."""
    folder = Path(__file__).parent
    node = shutil.which("node")
    if node is None or not (folder / "node_modules" / "react-share").is_dir():
        servers.miss("What `make test` installs with npm")
    done = subprocess.run(
        [str(node), "peers.js"],
        cwd=folder,
        input=json.dumps(shared),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, dict[str, str]]] = json.loads(done.stdout)
    return answers


@pytest.mark.slow
def test_every_difference_from_other_libraries_is_the_one_that_is_documented() -> None:
    outlines = [
        Outline(
            buttons.render(SHARED[case]["article"], title=SHARED[case]["title"], channels=CHANNELS)
        )
        for case in CASES
    ]
    articles = [keys.read(outline.key) for outline in outlines]
    rows = read_rows()
    shared = [
        {"title": article.title, "url": f"{article.address}#sk={MARK}"} for article in articles
    ]

    answers = ask_peers(shared)

    assert sorted((slug, peer) for slug, peer, _ in rows) == sorted(
        (slug, peer) for slug in CHANNELS for peer in PEERS
    )
    for outline, values, answer in zip(outlines, shared, answers, strict=True):
        for slug, peer, address in rows:
            letter = find_letter(outline.links[slug])
            ours = outline.links[slug].replace(f"%23sk%3D{letter}", f"%23sk%3D{MARK}")
            assert answer[slug][peer] == (fill(address, values) if address else ours)


def find_letter(link: str) -> str:
    """Give the letter that a button's address is marked with."""
    return re.findall(r"%23sk%3D(\w)", link)[-1]
