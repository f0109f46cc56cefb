"""`make_traffic` fills the demo, and prints the truth about it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from demo_site.launch.environment import PYTHON
from tests.support.paths import PROJECT

pytestmark = pytest.mark.slow
SMALL = ("--articles", "5", "--days", "9", "--events", "100", "--private", "0")


def manage(folder: Path, *arguments: str, stderr: int | None = None) -> str:
    """Run a command of the demo whose data lies in a folder; return what it prints."""
    environment = {
        **os.environ,
        "DEMO_DIR": str(folder),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "DJANGO_SETTINGS_MODULE": "demo_site.settings",
    }
    command = [str(PYTHON), "manage.py", *arguments]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        check=True,
    )
    return str(done.stdout)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    manage(folder, "migrate", "-v0")
    manage(folder, "load_magazine")
    return folder


def test_the_demo_is_filled_and_the_truth_reported_on_a_terminal_with_a_bar(demo: Path) -> None:
    ours, theirs = pty.openpty()
    truth = json.loads(manage(demo, "make_traffic", *SMALL, stderr=theirs))
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)

    report = json.loads(manage(demo, "sharekit_report", "--format", "json"))
    for figure in ("views", "entries", "shares", "copies", "clickbacks"):
        counted = sum(article[figure] for article in report["articles"])
        assert counted == truth["counts"].get(figure, 0), figure
    assert truth["parameters"]["private"] == 0
    assert truth["dark entries that were private"] == 0
    # The magazine's own stories are read first.
    assert any("/stories/how-dark-social" in article["url"] for article in report["articles"])
    assert "of about 100 events, day " in seen
    assert "s left" in seen


@pytest.mark.parametrize(
    ("option", "sentence"),
    [("--days=0", "must be 1 or more"), ("--again=90", "chains would never end")],
)
def test_what_makes_no_world_is_refused(demo: Path, option: str, sentence: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        manage(demo, "make_traffic", option, stderr=subprocess.PIPE)

    assert sentence in failed.value.stderr
