"""Writes how the take-off alert does in months with known truth into docs/alerts.md.

`python -m tools.months_table`, five minutes on one core.
"""

from __future__ import annotations

import os
import re

import django
from django.test.utils import setup_databases, teardown_databases

from tests.support.paths import DOCS

PAGE = DOCS / "alerts.md"
TABLE = re.compile(r"(<!-- months -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main() -> None:
    """Judge all months in a database of their own, and write the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.support.worlds.months import MONTHS, judge_month, tabulate_months

    created = setup_databases(verbosity=0, interactive=False)
    try:
        table = "\n".join(tabulate_months([judge_month(seed) for seed in range(MONTHS)]))
    finally:
        teardown_databases(created, verbosity=0)
    PAGE.write_text(TABLE.sub(rf"\g<1>{table}\n", PAGE.read_text()))


if __name__ == "__main__":
    main()
