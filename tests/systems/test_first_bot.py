"""Tests the tutorial of bots to the letter: a new shop, rules in a file, chats in the terminal."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.support.paths import DOCS
from tests.systems.stranger import INSTALL, Stranger, find_blocks

pytestmark = pytest.mark.slow

PAGE = (DOCS / "first-bot.md").read_text()


class Follower:
    """A developer who does one step of the page after the other."""

    def __init__(self, stranger: Stranger) -> None:
        self._stranger = stranger
        self._chat = ""
        self._printed = ""
        self.compared = 0

    def do(self, title: str, block: str) -> None:
        """Do what a step says."""
        kind, _, name = title.partition(" ")
        if kind in {"file", "append"}:
            mode = "w" if kind == "file" else "a"
            self._stranger.write(name, f"{block}\n", mode=mode)
        else:
            getattr(self, f"_{kind}")(block)

    def _install(self, line: str) -> None:
        assert line == INSTALL

    def _run(self, lines: str) -> None:
        self._chat = ""
        for line in lines.splitlines():
            self._printed = self._stranger.run(line)

    def _talk(self, line: str) -> None:
        self._chat = line

    def _shows(self, text: str) -> None:
        """Compare what was printed; in a chat, write first what the page says."""
        if self._chat:
            said = "\n".join(re.findall(r"^> (.+)$", text, re.MULTILINE))
            self._printed = self._stranger.run(f"printf {shlex.quote(said)} | {self._chat}")
        assert self._printed.strip() == text
        self.compared += 1


def test_a_reader_sees_the_name_of_each_file() -> None:
    steps = re.findall(r"^(.*)\n\n<!-- tutorial: (?:file|append) (\S+) -->", PAGE, re.MULTILINE)

    assert [name for line, name in steps if f"`{name}`" not in line] == []
    assert len(steps) == len(re.findall("<!-- tutorial: (?:file|append) ", PAGE))


def test_who_follows_the_tutorial_has_a_bot_that_answers(stranger: Stranger) -> None:
    follower = Follower(stranger)

    for title, block in find_blocks(PAGE, name="tutorial"):
        follower.do(title, block)

    assert follower.compared == PAGE.count("<!-- tutorial: shows")
    assert "no issues" in stranger.run("python manage.py check")
