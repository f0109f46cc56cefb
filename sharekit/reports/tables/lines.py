"""Lines of comma-separated values (RFC 4180) in which a spreadsheet computes nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, Final

_FORMULA: Final = re.compile(r'(^|[,;|])([ "]*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])')
"""Where a spreadsheet would compute a cell (https://owasp.org/www-community/attacks/CSV_Injection).

The character that ends a cell depends on the country of the spreadsheet. Japanese ones also compute
the full-width forms of the signs.
"""
_DELIMITER: Final = re.compile("[;|]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def format_line(cells: Iterable[Any]) -> str:
    """Return one line, in which no text can be computed or split by a spreadsheet."""
    harmless = [defuse(cell) if isinstance(cell, str) else cell for cell in cells]
    is_cut = any(isinstance(cell, str) and _DELIMITER.search(cell) for cell in harmless)
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC) if is_cut else csv.writer(line)
    writer.writerow(harmless)
    return line.getvalue()


def defuse(cell: str) -> str:
    """Return a cell's text so that no spreadsheet takes any part of it for a formula.

    Control characters, which would also reach a terminal, become spaces.
    """
    return _FORMULA.sub(r"\1\2'", _CONTROL.sub(" ", cell))
