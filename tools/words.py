"""Finds words that the project avoids, in code, messages and documents: `python tools/words.py`.

words.txt lists them. Exit code 1 if there are any.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parent.parent
WORDS: Final = Path(__file__).with_name("words.txt")
_SUFFIXES: Final = {
    *(".cfg", ".conf", ".css", ".html", ".js", ".lua", ".md", ".mjs", ".py", ".service", ".timer"),
    *(".toml", ".ts", ".txt", ".yaml", ".yml"),
}
_IN_NAME: Final = re.compile(r"_+|(?<=[a-z])(?=[A-Z])")


def read_words() -> tuple[dict[re.Pattern[str], str], list[str]]:
    """Return what to write instead, by word, and the patterns of files that are not checked."""
    words: dict[re.Pattern[str], str] = {}
    unchecked: list[str] = []
    for line in WORDS.read_text().splitlines():
        if line.startswith("! "):
            unchecked.append(line.removeprefix("! "))
        elif line and not line.startswith("#"):
            word, _arrow, better = (part.strip() for part in line.partition(" => "))
            words[re.compile(rf"\b(?:{word})\b", re.IGNORECASE)] = better
    return words, unchecked


def list_files(unchecked: list[str]) -> Iterator[Path]:
    """Yield the files to check."""
    listed = subprocess.check_output(["git", "ls-files"], cwd=PROJECT, text=True)
    for name in listed.splitlines():
        file = PROJECT / name
        is_bundle = file.suffix == ".js" and file.read_bytes().count(b"\n") < 2
        is_checked = (file.suffix in _SUFFIXES or name == "Makefile") and not is_bundle
        if is_checked and not any(fnmatch(name, pattern) for pattern in unchecked):
            yield file


def find_words(text: str, words: dict[re.Pattern[str], str]) -> Iterator[tuple[int, str, str]]:
    """Yield line number, word and what to write instead."""
    for number, line in enumerate(text.splitlines(), 1):
        plain = _IN_NAME.sub(" ", line)
        for word, better in words.items():
            for match in word.finditer(plain):
                yield number, match[0], better


def main() -> int:
    """Print every such word; return the exit code."""
    words, unchecked = read_words()
    found = 0
    for file in list_files(unchecked):
        for number, word, better in find_words(file.read_text(), words):
            print(f"{file.relative_to(PROJECT)}:{number}: “{word}”: write {better}")
            found += 1
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main())
