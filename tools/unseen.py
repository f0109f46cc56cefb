"""Takes pictures of the report's first screen in a world that nobody has seen.

`python -m tools.unseen SEED FOLDER`, a minute. Ask somebody who does not know the page what
happened last week, what goes up now, which article is worth pushing, and by which channel.
FOLDER/truth-SEED.json has the answers.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import sync_playwright

from tests.support import servers
from tests.support.worlds.size import choose_size
from tests.systems.flow.demo import Demo
from tools.pictures import ARGUMENTS, open_admin

SIZES: Final[dict[str, dict[str, Any]]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
CHANGE: Final = "from tests.support.worlds.unseen import change_world; change_world({seed})"
READ_TRUTH: Final = (
    "import json; from tests.support.worlds.unseen import get_truth; "
    "print(json.dumps(get_truth(), indent=2, ensure_ascii=False))"
)


def main(seed: int, folder: Path) -> None:
    """Let a world live, take its pictures, and write its truth."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        demo = Demo(Path(place))
        live(demo, seed)
        truth = demo.manage("shell", "--verbosity", "0", "--command", READ_TRUTH)
        (folder / f"truth-{seed}.json").write_text(truth)
        program = servers.find_chromium()
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            demo.start_web()
            for name, window in SIZES.items():
                page = open_admin(chromium, demo, "sharekit/report/", **window)
                page.locator("canvas").wait_for()
                page.screenshot(path=folder / f"{name}-{seed}.png")
                page.close()
        finally:
            chromium.close()
            demo.kill_web()


def live(demo: Demo, seed: int) -> None:
    """Let readers read and share, and make some articles remarkable."""
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_magazine")
    demo.manage("make_traffic", "--seed", str(seed), *choose_size(seed))
    demo.manage("sharekit_aggregate")
    # Else the pages warn that nothing is pruned.
    demo.manage("sharekit_prune")
    demo.manage("shell", "--verbosity", "0", "--command", CHANGE.format(seed=seed))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
