"""Files stay short, and folders small."""

from __future__ import annotations

from pathlib import Path
from subprocess import check_output

import pytest

MOST_LINES = 300
MOST_FILES = 12
"""Source files of a folder beside `__init__`; the top of sharekit/ holds the public modules."""
ROOT = Path(__file__).parents[2]
FOLDERS = ("sharekit", "sharekit_js/src", "demo_site", "benchmarks", "tools")


def list_sources(*folders: str) -> list[Path]:
    patterns = [f"{folder}/*{suffix}" for folder in folders for suffix in (".py", ".js", ".css")]
    listed = check_output(["git", "ls-files", *patterns], cwd=ROOT, text=True).splitlines()
    return [ROOT / path for path in listed if "/migrations/" not in path]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="the project is not a clone")
def test_no_file_is_long() -> None:
    built = ROOT / "sharekit/static/sharekit"
    long = [
        str(path)
        for path in list_sources(*FOLDERS, "tests")
        if path.parent != built
        and "uplot" not in path.parts
        and len(path.read_text().splitlines()) > MOST_LINES
    ]
    assert long == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="the project is not a clone")
def test_no_folder_is_large() -> None:
    sources = [path for path in list_sources(*FOLDERS) if path.name != "__init__.py"]
    folders = [path.parent for path in sources]
    large = {folder for folder in folders if folders.count(folder) > MOST_FILES}
    assert large <= {ROOT / "sharekit"}
