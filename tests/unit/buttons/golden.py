"""What the golden tests share, and the file of addresses: `python -m tests.unit.buttons.golden`.

When you write the file again, read the difference, line by line, before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import django

DAY: Final = 20_786
"""The day on which all of them are signed, in November 2026."""
ADDRESSES: Final = Path(__file__).with_name("golden.json")

SHARED: Final[dict[str, dict[str, Any]]] = {
    "plain": {"article": "https://news.example/bridge/", "title": "The bridge"},
    "no title": {"article": "https://news.example/bridge/"},
    "signs": {
        "article": "https://news.example/a+b/?q=1&r=%26+%23#part",
        "title": "Tom & Jerry: 100 % #1, 2 + 2 = 4? /ok/ 'so' \"so\" a@b; ~!*()",
        "summary": 'R&D #2: 50 % + more = "all"?',
        "hashtags": ["#R&D", "100%", "", "swifts, birds"],
        "image": "https://news.example/a b.jpg?w=1&h=2#x",
    },
    "emoji and accents": {
        "article": "https://news.example/\U0001f309/cafe\u0301/",
        "title": "\U0001f469\u200d\U0001f469\u200d\U0001f467 cafe\u0301 "
        "\U0001f3f3\ufe0f\u200d\U0001f308 \u0e01\u0e33\u0e25\u0e31\u0e07",
        "hashtags": "\u0e01\u0e33\u0e25\u0e31\u0e07 \U0001f309 cafe\u0301",
    },
    "right to left": {
        "article": "https://news.example/\u05d2\u05e9\u05e8/",
        "title": "\u200f\u05d4\u05d2\u05e9\u05e8 \u202bABC\u202c "
        "\u0627\u0644\u062c\u0633\u0631\u061f",
        "summary": "\u05e9\u05dc\u05d5\u05dd, world",
    },
    "2,000 characters": {
        "article": "https://news.example/" + "long/" * 20,
        "title": "\u6a4b\u306e\u8a71" * 666 + "..",
        "summary": "word " * 400,
        "hashtags": ["x" * 200, "bridge"],
    },
    "line breaks": {
        "article": "https://news.example/bridge/",
        "title": "  The\r\nbridge\u2028that\tkept\x00 the\x85town\n",
        "summary": "One.\n\nTwo.\r\nBcc: all@news.example",
    },
    "hostile": {
        "article": "https://news.example/\"'><script>/{url}/%(key)s/%zz",
        "title": "javascript:alert(1)//\"'><img src=x onerror=alert(1)> "
        "{url} [&x={title}] %(page)s %s",
        "summary": "</a><script>alert(1)</script>&bcc=all@news.example",
        "hashtags": "<script> {url} &url=https://evil.example",
        "image": "javascript:alert(1)",
    },
}
"""What a template shares, by what is odd about it."""


def write() -> dict[str, dict[str, str]]:
    """Return the addresses of all buttons in the bar of each of them."""
    from sharekit import keys
    from sharekit.buttons.bar import render_bar
    from sharekit.channels.find import get_all
    from tests.unit.buttons.outline import Outline

    slugs = [slug for slug, channel in get_all().items() if channel.button]
    with patch.object(keys, "get_day", return_value=DAY):
        return {
            name: Outline(render_bar(shared["article"], channels=slugs, **_omit(shared))).links
            for name, shared in SHARED.items()
        }


def _omit(shared: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shared.items() if name != "article"}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    ADDRESSES.write_text(json.dumps(write(), indent=1, ensure_ascii=False) + "\n")
