"""The README says what the code does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.core.management import get_commands
from django.urls import reverse

from sharekit.conf import DEFAULTS
from sharekit.models import Article, Clickback, ShareLink

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text()


def test_the_table_of_settings_is_the_settings() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| `(.*?)` \| .+ \|$", README, re.MULTILINE)

    assert {name: ast.literal_eval(default) for name, default in rows} == DEFAULTS


def test_the_table_of_commands_is_the_commands() -> None:
    listed = re.findall(r"^\| `(sharekit_\w+)", README, re.MULTILINE)

    assert sorted(listed) == sorted(
        name for name, app in get_commands().items() if app == "sharekit"
    )


def test_the_table_of_addresses_for_machines_is_the_addresses() -> None:
    listed = re.findall(r"^\| `GET sharekit/(\w+)/`", README, re.MULTILINE)

    assert [reverse(f"sharekit:{name}") for name in listed] == [
        f"/sharekit/{name}/" for name in ("health", "ready", "metrics")
    ]


def test_every_file_that_it_points_to_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]

    assert links
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_the_readme_lists_what_is_kept_of_links_and_visits() -> None:
    """A column added to these tables must be documented for readers, too."""
    assert {field.name for field in ShareLink._meta.concrete_fields} == {
        *("id", "token", "article", "channel", "campaign", "state", "at"),
        *("parent_token", "parent", "root", "generation", "stale_after"),
    }
    assert {field.name for field in Clickback._meta.concrete_fields} == {
        *("id", "name", "token", "reader", "counted", "day", "at"),
    }
    assert {field.name for field in Article._meta.concrete_fields} == {
        *("id", "identity", "url", "title", "signed"),
    }
