"""What the page's script says to readers, as its tag has it.

Tests in browsers wait for these words; only tests/unit/buttons/test_script.py quotes them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from sharekit.buttons.script import render_script

_WORDS: Final = {
    name: unescape(value) for name, value in re.findall(r'data-(\w+)="([^"]*)"', render_script())
}
COPIED: Final = _WORDS["copied"]
FAILED: Final = _WORDS["failed"]
SOURCE_ADDED, UNDO, REFUSE = _WORDS["notice"].split("|")
