"""Writes how the lists of the report do in worlds with known truth into docs/reports.md.

`python -m tools.worlds_table`, two minutes on one core.
"""

from __future__ import annotations

import os
import re

import django
from django.test.utils import setup_databases, teardown_databases

from tests.support.paths import DOCS

PAGE = DOCS / "reports.md"
TABLE = re.compile(r"(<!-- worlds -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main() -> None:
    """Judge all worlds in a database of their own, and write the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.support.worlds.judge import WORLDS, judge, tabulate

    created = setup_databases(verbosity=0, interactive=False)
    try:
        table = "\n".join(tabulate([judge(seed) for seed in range(WORLDS)]))
    finally:
        teardown_databases(created, verbosity=0)
    PAGE.write_text(TABLE.sub(rf"\g<1>{table}\n", PAGE.read_text()))


if __name__ == "__main__":
    main()
