"""Serves the shop as a site that keeps nothing on devices, and rewards at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.systems.flow.demo import Demo

REWARD_AT_ONCE = """
from sharekit.contrib.promotions.models import Promotion
Promotion.objects.update(hold_days=0, cap_per_advocate=0)
"""


@pytest.fixture(scope="session")
def quick_shop(magazine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Run the web server of the demo: nothing waits for a worker."""
    folder = tmp_path_factory.mktemp("shop")
    shutil.copytree(magazine, folder, dirs_exist_ok=True)
    demo = Demo(folder, variables={"CONSENT": "never"})
    demo.manage("shell", "-v", "0", "-c", REWARD_AT_ONCE)
    try:
        demo.start_web()
        yield demo
    finally:
        demo.kill_web()
    assert "Traceback" not in demo.logs()
