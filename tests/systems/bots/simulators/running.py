"""Starts a simulator, and steers it from a test."""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.paths import PROJECT
from tests.support.servers import find_port, kill, start_listening
from tests.systems.bots.simulators.keys import make_given


class Running:
    """A simulator in a process of its own."""

    def __init__(self, platform: str, *, port: int, folder: Path) -> None:
        self.platform = platform
        self.url = f"http://127.0.0.1:{port}"
        self.truth = folder / "taken.jsonl"

    @property
    def given(self) -> dict[str, str]:
        """The keys of the account that the simulator knows."""
        return make_given(self.platform, self.url)

    def read_taken(self) -> list[dict[str, Any]]:
        """Return the messages that it took, in their order."""
        return [json.loads(line) for line in self.truth.read_text().splitlines()]

    def say(self, person: str, text: str = "", **further: Any) -> tuple[str, list[int]]:
        """Let a person do something; return the event's name and the door's statuses.

        `kind` is text, choice, start, media, edit or what the platform has further; `copies` calls
        the door as often at the same moment.
        """
        said = self.steer("say", person=person, text=text, **further)
        return said["name"], said["statuses"]

    def steer(self, action: str, **given: Any) -> Any:
        """Ask for a fault, another time, other reports, or that events are delivered again."""
        request = urllib.request.Request(
            f"{self.url}/_control/{action}", data=json.dumps(given).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)


@contextmanager
def run_simulator(platform: str, folder: Path, *, webhook: str = "") -> Iterator[Running]:
    """Start a simulator; stop it at the end."""
    port = find_port()
    command = [sys.executable, "-m", "tests.systems.bots.simulators", platform]
    command += ["--port", str(port), "--folder", str(folder), "--webhook", webhook]
    process = start_listening(command, port=port, folder=PROJECT, log=f"{folder}/{platform}.log")
    try:
        yield Running(platform, port=port, folder=folder)
    finally:
        kill(process)
