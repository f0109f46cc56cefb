"""Tests what import-linter cannot see: SQL is written in aggregate/sql/ and nowhere else."""

import ast
from pathlib import Path

from tests.support.paths import PACKAGE

DIALECTS = PACKAGE / "aggregate" / "sql"
SPEAKS_SQL = {"RawSQL", "RunSQL", "cursor", "execute", "executemany", "extra", "raw"}


def find_sql(file: Path) -> list[str]:
    """Return every place in a file that calls what takes SQL as text, as `file:line name`."""
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    named = [
        (call.lineno, getattr(call.func, "attr", getattr(call.func, "id", ""))) for call in calls
    ]
    return [
        f"{file.relative_to(PACKAGE)}:{line} {name}" for line, name in named if name in SPEAKS_SQL
    ]


def test_sql_is_written_in_its_own_room_only() -> None:
    elsewhere = [file for file in PACKAGE.rglob("*.py") if not file.is_relative_to(DIALECTS)]

    assert [place for file in elsewhere for place in find_sql(file)] == []


def test_the_search_for_sql_finds_the_room_that_speaks_it() -> None:
    assert [place for file in DIALECTS.rglob("*.py") for place in find_sql(file)]
