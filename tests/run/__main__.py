"""Sets up .venv with any Python 3, then goes on inside it."""

from __future__ import annotations

import os
import sys

from demo_site.launch.environment import PROJECT, PYTHON
from tests.run import environment


def main() -> None:
    """Run `test`, `lint`, `bench` or `chaos` in a complete .venv; exit with 1 if any failed."""
    os.chdir(PROJECT)
    environment.prepare()
    python = str(PYTHON)
    os.execv(python, [python, "-m", "tests.run.parts", *sys.argv[1:]])


if __name__ == "__main__":
    main()
