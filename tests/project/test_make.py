"""`make test` runs what it promises."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from subprocess import check_output

import pytest

ROOT = Path(__file__).parents[2]
LEAVES_OUT = "not slow and not browser"
"""What parts say that leave out tests of browsers and slow ones."""


def print_commands(*targets: str) -> list[list[str]]:
    """Return the commands of targets, each as its words."""
    # Not the flags of a make that runs this test.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    command = ["make", "--dry-run", *targets]
    printed = check_output(command, cwd=ROOT, env=environment, text=True)
    return [shlex.split(line) for line in printed.replace("\\\n", " ").splitlines()]


def list_runs() -> Iterator[tuple[list[Path], list[Path]]]:
    """Yield the folders that each part with slow tests reads, and those that it ignores."""
    [parts] = [words for words in print_commands("test") if "test-sqlite" in words]
    for words in print_commands(*(word for word in parts if word.startswith("test-"))):
        if "pytest" in words and LEAVES_OUT not in " ".join(words):
            yield (
                [ROOT / word for word in words if word.startswith("tests/")] or [ROOT / "tests"],
                [ROOT / word[9:] for word in words if word.startswith("--ignore=")],
            )


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
def test_every_file_with_slow_tests_is_read_by_a_part() -> None:
    runs = list(list_runs())

    def is_read(path: Path) -> bool:
        return any(
            any(map(path.is_relative_to, folders)) and not any(map(path.is_relative_to, ignored))
            for folders, ignored in runs
        )

    assert len(runs) > 8
    files = [*ROOT.glob("tests/**/test_*.py")]
    assert [str(path) for path in files if not is_read(path)] == []
