#!/usr/bin/env python3
"""Runs the demo: `make demo`, or `python3 demo_site/demo.py`.

PORT sets another port than 8000, DEMO_DIR another data folder than `.demo`, PYTHON another Python
for .venv. Needs only Python, and creates .venv itself.
"""

import sys
from pathlib import Path


def main() -> int:
    """Run the demo until it is stopped, and return the exit code."""
    if sys.argv[1:]:
        print(__doc__)
        return 0 if sys.argv[1] in ("-h", "--help") else 2
    if sys.hexversion < 0x03080000:  # nor can it read what would look for another one
        sys.exit("The demo needs Python 3.11 or newer. Name one: make demo PYTHON=python3.12")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from demo_site.launch.run import run  # only now can it be found

    return run()


if __name__ == "__main__":
    sys.exit(main())
