"""A developer who follows the documentation to the letter, in a site and an environment anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from demo_site.launch.environment import PYTHON
from tests.support import servers
from tests.support.paths import PROJECT

# Not `python -m uv`: that one installs into the Python that runs it, whatever VIRTUAL_ENV says.
UV = (str(PYTHON.with_name("uv")), "--quiet")
INSTALL = "pip install django-sharekit"


class Stranger:
    """A developer with a folder for a site, and an active environment that has Django."""

    def __init__(self, folder: Path, environment: Path) -> None:
        self.project = folder
        self.environment = environment

    def run(
        self, line: str, *, exit_code: int = 0, variables: Mapping[str, str] | None = None
    ) -> str:
        """Run a line in the site's folder with the environment active; give what it prints."""
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=self.project,
            env={**self._variables, **(variables or {})},
            capture_output=True,
            text=True,
        )
        assert done.returncode == exit_code, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout + (done.stderr if exit_code else "")

    def start(self, line: str, *, port: int = 0) -> servers.Process:
        """Start what a line starts; where it is a web server, wait until it listens."""
        name, *arguments = line.split()
        command = [str(self.environment / "bin" / name), *arguments]
        if port:
            return servers.start_listening(
                command, port=port, folder=self.project, environment=self._variables
            )
        log = self.project / f"{arguments[1]}.log"
        return servers.start(command, log=log, folder=self.project, environment=self._variables)

    def write(self, name: str, text: str, *, mode: str = "a") -> None:
        """Write a text into a file of the site: at its end, or in place of it (mode "w")."""
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode) as file:
            file.write(f"\n{text}\n" if mode == "a" else text)

    @property
    def _variables(self) -> dict[str, str]:
        active = f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
        foreign = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH")
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        return {**kept, "PATH": active, "VIRTUAL_ENV": str(self.environment)}


def install(wheel: Path, environment: Path) -> None:
    """Create an environment, and do in it what `INSTALL` does."""
    subprocess.run([*UV, "venv", "--python", sys.executable, environment], check=True)
    program = INSTALL.replace("pip", f"{' '.join(UV)} pip", 1)
    line = program.replace("django-sharekit", str(wheel))
    Stranger(PROJECT, environment).run(f"{line} -c {PROJECT / 'requirements.txt'}")


@contextmanager
def running(*starts: Callable[[], servers.Process]) -> Iterator[None]:
    """Keep processes running while the block lasts."""
    with ExitStack() as stack:
        for start in starts:
            stack.callback(servers.kill, start())
        yield


def find_blocks(text: str, *, name: str) -> list[tuple[str, str]]:
    """Return what the comments `<!-- NAME: … -->` of a page say, each with the block after it.

    It is the code of a fenced block, or a table, or a list of steps; a list item's is indented.
    """
    pattern = rf"<!-- {name}: ([^\n]+) -->\s*\n(?:[ ]*```\w*\n(.*?)\n[ ]*```|(.+?)\n\n)"
    found = re.findall(pattern, text, re.DOTALL)
    return [(title, code or plain) for title, code, plain in found]
