"""The documentation says what the code does, and names what is there."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import reverse

import noxfile
from sharekit.buffers.database import DatabaseOptions
from sharekit.buffers.redis_stream.options import RedisStreamOptions
from sharekit.conf import SharekitSettings
from sharekit.models import Article, Clickback, ShareLink
from sharekit.setting import APPS
from tests.support import forge
from tests.support.paths import DOCS, PROJECT

PAGES = [*PROJECT.glob("*.md"), *DOCS.glob("*.md"), PROJECT / "sharekit" / "ARCHITECTURE.md"]
DEMO = PROJECT / "demo_site" / "README.md"


def read(name: str) -> str:
    return (DOCS / name).read_text()


def list_prose(page: Path) -> Iterator[str]:
    """Yield the lines of a page outside of code, tables and headings."""
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for line in text.splitlines():
        if line and not re.match(r"[|#]|<!--", line.lstrip()):
            yield line


def test_every_setting_is_there_with_its_default_and_meaning_in_the_order_of_the_code() -> None:
    entry = r"^### `(.+)`\n\nDefault: `(.*)`\n\n(.+)$"
    listed = re.findall(entry, read("settings.md"), re.MULTILINE)

    declared = [*SharekitSettings.get_declared().values()]
    for app in APPS.values():
        if app.__module__.startswith("sharekit.contrib."):
            declared += app.get_declared().values()
    assert [(name, ast.literal_eval(default), meaning) for name, default, meaning in listed] == [
        (setting.name, setting.default, setting.meaning) for setting in declared
    ]


def test_every_option_of_a_buffer_is_there_with_its_default_and_meaning() -> None:
    _, *tables = read("settings.md").split("\n| option | default | meaning |\n|---|---|---|\n")
    listed = [table.partition("\n\n")[0] for table in tables]

    assert listed == [
        "\n".join(
            f"| `{setting.name}` | `{json.dumps(setting.default)}` | {setting.meaning} |"
            for setting in options.get_declared().values()
        )
        for options in (DatabaseOptions, RedisStreamOptions)
    ]


def test_the_table_of_commands_is_the_commands() -> None:
    listed = re.findall(r"^\| `(sharekit_\w+)", read("commands.md"), re.MULTILINE)

    assert sorted(listed) == sorted(
        name for name, app in get_commands().items() if app == "sharekit"
    )


def test_the_table_of_addresses_for_machines_is_the_addresses() -> None:
    listed = re.findall(r"^\| `GET sharekit/(\w+)/`", read("monitoring.md"), re.MULTILINE)

    assert [reverse(f"sharekit:{name}") for name in listed] == [
        f"/sharekit/{name}/" for name in ("health", "ready", "metrics")
    ]


def test_the_privacy_page_knows_every_column_of_articles_links_and_visits() -> None:
    """A column added to these tables must be documented for readers, too."""
    assert {field.name for field in ShareLink._meta.concrete_fields} == {
        *("id", "token", "article", "channel", "campaign", "state", "at"),
        *("parent_token", "parent", "root", "generation", "stale_after"),
    }
    assert {field.name for field in Clickback._meta.concrete_fields} == {
        *("id", "name", "token", "reader", "counted", "day", "at"),
    }
    assert {field.name for field in Article._meta.concrete_fields} == {
        *("id", "site", "identity", "language", "url", "title", "signed", "grouped"),
    }


def test_the_front_page_lists_every_page_in_the_order_of_the_site() -> None:
    text = read("index.md")
    listed = re.findall(r"^- \[.+?\]\((.+?)\.md\)", text, re.MULTILINE)
    on_the_site = re.findall(r"^```\{toctree\}\n.*?\n\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)

    assert listed == "\n".join(on_the_site).splitlines()
    assert {(DOCS / f"{name}.md").resolve() for name in listed} == {
        page for page in PAGES if page.name not in ("README.md", "index.md")
    }


@pytest.mark.parametrize("page", [*PAGES, DEMO], ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    # The text of a mail has links in code.
    text = re.sub(r"^```.+?^```|`[^`\n]+`", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [link.partition("#") for link in links if "://" not in link]
    targets = [((page.parent / path) if path else page, heading) for path, _, heading in local]

    assert [path for path, _ in targets if not path.is_file()] == []
    assert [
        (path.name, heading)
        for path, heading in targets
        if heading and heading not in forge.list_headings(path)
    ] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/reports.md"])
def test_files_that_are_named_are_there(name: str) -> None:
    rooms = "sharekit|sharekit_js|tests|demo_site|docs|benchmarks|deploy"
    paths = re.findall(rf"`((?:{rooms})/[^`]*)`", (PROJECT / name).read_text())

    assert paths
    missing = [path for path in paths if not (PROJECT / path).exists()]
    assert [path for path in missing if "NAME" not in path and "build" not in path] == []


@pytest.mark.parametrize("page", [*PAGES, DEMO], ids=lambda page: page.name)
def test_a_line_holds_one_sentence(page: Path) -> None:
    several = r"(?<!\b[A-Z])[.!?]\)? (?=[A-Z`*\[])"
    plain = [re.sub(r"`[^`]*`|\([^)]*\)|\*[^*]+\*", "x", line) for line in list_prose(page)]

    assert [line for line in plain if re.search(several, re.sub(r"^ *\d+\. ", "", line))] == []


def test_continuous_integration_runs_every_pair_of_nox() -> None:
    workflow = (PROJECT / ".github" / "workflows" / "test.yml").read_text()
    pairs = re.findall(r'python: "(.+?)", django: "(.+?)"', workflow)

    assert tuple(pairs) == noxfile.PAIRS
