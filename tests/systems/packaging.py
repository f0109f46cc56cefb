"""Builds what is published: the sdist, and from it the wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.support.paths import PROJECT

# No old build/ may leak into what is built, nor an environment make the copy slow.
LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "build", "dist", "node_modules", "*.egg-info"
)


class Distribution(NamedTuple):
    """The two files that are uploaded to PyPI."""

    sdist: Path
    wheel: Path


def build(folder: Path, *, more: Iterable[str] = ()) -> Distribution:
    """Return sdist and wheel, built from a copy of the project with some more empty files."""
    sources = folder / "sources"
    shutil.copytree(PROJECT, sources, ignore=LEFT_OUT)
    for path in more:
        (sources / path).parent.mkdir(parents=True, exist_ok=True)
        (sources / path).touch()
    # Without --sdist or --wheel it builds the wheel from the sdist.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist")]
    done = subprocess.run(command, cwd=sources, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    [sdist] = (folder / "dist").glob("*.tar.gz")
    [wheel] = (folder / "dist").glob("*.whl")
    return Distribution(sdist, wheel)
