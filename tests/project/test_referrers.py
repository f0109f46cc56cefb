"""The tool that refreshes the list of referrers takes what the project does not decide itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sharekit.collect.referrers import listed
from tools import referrers

FILES = {
    "AIAssistants.yml": """
ChatGPT:
  - chatgpt.com
  - x.com/i/grok
Poe:
  - poe.com
""",
    "Socials.yml": """
Facebook:
  - facebook.com
  - m.facebook.com
  - "lnkd.in "
  - com.google.android.apps.plus
  - linkedin.android
  - android-app://org.telegram.messenger
ChatGPT:
  - chatgpt.com
""",
    "SearchEngines.yml": r"""
Google:
  -
    urls:
      - google.com
      - 'google.{}'
      - 'google.{}/cse'
      - www.google.co.uk
      - '{}.bing.com'
      - Bing.com
      - cn.bing.com
    params:
      - q
      - '/^$/'
  - urls:
      - www.facebook.com
      - tieba.baidu.com
      - lite.duckduckgo.com
      - search.example
    params: []
""",
}


def test_the_list_is_read_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    monkeypatch.setattr(referrers, "PAGE", tmp_path / "listed.py")

    referrers.main(tmp_path)

    page = (tmp_path / "listed.py").read_text()
    assert all(commit in page for commit in referrers.COMMITS.values())
    hosts, countries = [
        ast.literal_eval(node.value)
        for node in ast.parse(page).body
        if isinstance(node, ast.AnnAssign) and node.value
    ]
    assert {kind: names.split() for kind, names in hosts.items()} == {
        "assistant": [".chatgpt.com"],
        "social": [".facebook.com", ".lnkd.in"],
        "search": ["bing.com", "search.example"],
    }
    assert countries.split() == ["google.{}", "{}.bing.com"]


def test_the_written_list_is_whole() -> None:
    """Written anew from itself, the list is the same: no later change of the table concerns it."""
    names = {
        kind: [name.removeprefix(".") for name in text.split()]
        for kind, text in listed.HOSTS.items()
    }
    names["search"] += listed.SEARCH_IN_COUNTRIES.split()

    assert referrers.write(referrers.choose(names)) == referrers.PAGE.read_text()
