"""The tool that refreshes the list of referrers takes what the project does not decide itself."""

from __future__ import annotations

import ast
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with copies of the files, and let the tool write its page there, too."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    monkeypatch.setattr(referrers, "PAGE", tmp_path / "listed.py")
    return tmp_path


def test_the_list_is_read_and_written(folder: Path) -> None:
    referrers.main(folder)

    page = (folder / "listed.py").read_text()
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


def test_each_file_is_downloaded_at_its_commit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, commit in referrers.COMMITS.items():
        version = folder / "site" / referrers.LIST / commit
        version.mkdir(parents=True)
        (version / name).write_text(FILES[name])
    handler = partial(SimpleHTTPRequestHandler, directory=folder / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        monkeypatch.setattr(referrers, "ADDRESS", f"http://127.0.0.1:{server.server_port}")
        Thread(target=server.serve_forever).start()
        referrers.main()
        server.shutdown()
    downloaded = referrers.PAGE.read_text()

    referrers.main(folder)

    assert downloaded == referrers.PAGE.read_text()


def test_the_written_list_is_whole() -> None:
    """Written anew from itself, the list is the same: no later change of the table concerns it."""
    names = {
        kind: [name.removeprefix(".") for name in text.split()]
        for kind, text in listed.HOSTS.items()
    }
    names["search"] += listed.SEARCH_IN_COUNTRIES.split()

    assert referrers.write(referrers.choose(names)) == referrers.PAGE.read_text()
