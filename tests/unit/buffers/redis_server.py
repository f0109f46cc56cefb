"""Runs a Redis that can be killed, emptied, restored and started again on its port."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import redis

from tests.support import servers


@dataclass
class RedisServer:
    """One Redis with its data in a folder; `options` are lines of its configuration."""

    folder: Path
    options: tuple[str, ...] = ("--save", "", "--appendonly", "no")
    port: int = field(default_factory=servers.find_port)
    process: servers.Process | None = None

    @property
    def url(self) -> str:
        """Return its address, as in the option URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it with what the folder holds."""
        program = servers.find_redis() or servers.miss("Redis")
        command = [program, "--bind", "127.0.0.1", "--port", str(self.port)]
        self.process = servers.start_listening(
            [*command, "--dir", str(self.folder), *self.options],
            port=self.port,
            folder=self.folder,
        )
        # It listens before it has loaded its data.
        self.ask("PING")

    def kill(self) -> None:
        """Kill it with -9."""
        if self.process:
            servers.kill(self.process)
            self.process = None

    def ask(self, *command: str) -> object:
        """Send it a command of the test's own."""
        with redis.Redis.from_url(self.url) as client:
            return client.execute_command(*command)

    def copy(self) -> Path:
        """Return a copy of all it holds, as a backup is."""
        self.ask("SAVE")
        kept = self.folder / "backup"
        shutil.copy(self.folder / "dump.rdb", kept)
        return kept

    def restore(self, backup: Path) -> None:
        """Kill it, put a backup into its place and start it again."""
        self.kill()
        shutil.copy(backup, self.folder / "dump.rdb")
        self.start()
