"""What a site sets for an API of its own changes nothing here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TESTS = [str(HERE / name) for name in ("test_access.py", "test_description.py", "test_docs.py")]


@pytest.mark.slow
@pytest.mark.parametrize("site", ["lax", "strict"])
def test_the_same_tests_pass_on_a_site_with_other_settings(site: str) -> None:
    """REST framework reads its settings when it is imported: this takes a process of its own."""
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]

    ended = subprocess.run(
        [*pytest_, f"--ds=tests.unit.api.sites.{site}", *TESTS],
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]
    assert " passed" in ended.stdout
