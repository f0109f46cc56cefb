"""Codes of advocates: 8 characters of Crockford's base32, which can be read aloud.

See https://www.crockford.com/base32.html: no I, L, O and U, and a reader's I, L and O are digits.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from sharekit.contrib.promotions.models import CODE_LENGTH

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("OIL", "011")
_BETWEEN: Final = frozenset({"Zs", "Pd"})
"""The categories of spaces and dashes: keyboards of phones know several."""
_LONGEST: Final = 64
"""Nobody types more, whatever the spaces."""


def mint() -> str:
    """Return a new random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def parse(text: object) -> str:
    """Return the code that a person typed, "" if it cannot be one."""
    if not isinstance(text, str) or len(text) > _LONGEST:
        return ""
    letters = [each for each in text if unicodedata.category(each) not in _BETWEEN]
    code = "".join(letters).strip().upper().translate(_READ_AS)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def format_code(code: str) -> str:
    """Return a code in two groups, as people read it: "7KQ2-M4XZ"."""
    middle = CODE_LENGTH // 2
    return f"{code[:middle]}-{code[middle:]}"
