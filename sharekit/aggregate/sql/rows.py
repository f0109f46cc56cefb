"""Many rows in one statement: as arrays in PostgreSQL, as VALUES in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

MOST_PARAMETERS: Final = 900
"""Parameters of one statement; the oldest supported SQLite takes 999."""

Rows = Sequence[tuple[Any, ...]]


def run(
    model: type[models.Model], statement: str, *, columns: Sequence[str], rows: Rows
) -> list[tuple[Any, ...]]:
    """Run a statement on rows and return its result; without rows, run nothing.

    In the statement, `{rows}` is replaced by a query that returns the rows in their order,
    `{table}` by the model's table and `{columns}` by the columns, which are the model's.
    """
    connection = connections[router.db_for_write(model)]
    statement = statement.replace("{table}", model._meta.db_table)
    statement = statement.replace("{columns}", ", ".join(columns))
    is_postgresql = connection.vendor == "postgresql"
    step = len(rows) if is_postgresql else MOST_PARAMETERS // len(columns)
    returned: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step or 1):
            part = rows[start : start + step]
            if is_postgresql:
                query, values = _unnest(model, columns, part, connection)
            else:
                query, values = _list_values(columns, part, connection)
            cursor.execute(statement.replace("{rows}", query), values)
            if cursor.description:
                returned += cursor.fetchall()
    return returned


def _unnest(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Rows,
    connection: BaseDatabaseWrapper,
) -> tuple[str, list[Any]]:
    """Return a query with one array for each column, so that the statement is parsed and planned
    once.
    """
    fields = [model._meta.get_field(column) for column in columns]
    # Without its length: a cast to varchar(11) would truncate long values instead of refusing them.
    types = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    arrays = ", ".join(f"%s::{type_}[]" for type_ in types)
    values = [
        _format_texts(column) if type_ == "varchar" else _format_plain(column)
        for type_, column in zip(types, zip(*rows, strict=True), strict=True)
    ]
    return f"SELECT * FROM unnest({arrays})", values  # noqa: S608


# Array literals of PostgreSQL; psycopg takes five times as long to write its lists.
def _format_texts(values: Sequence[str | None]) -> str:
    return "{" + ",".join(["NULL" if text is None else _quote(text) for text in values]) + "}"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _format_plain(values: Sequence[object]) -> str:
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"


def _list_values(
    columns: Sequence[str], rows: Rows, connection: BaseDatabaseWrapper
) -> tuple[str, list[Any]]:
    one = f"({', '.join(['%s'] * len(columns))})"
    values = [
        connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
        for row in rows
        for value in row
    ]
    return f"VALUES {', '.join([one] * len(rows))}", values
