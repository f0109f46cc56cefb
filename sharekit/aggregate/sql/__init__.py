"""The SQL of aggregate: set-based upserts that SQLite (3.35 and later) and PostgreSQL share.

Django's bulk_create replaces values on a conflict; counts must increment, and a link's upsert must
tell what it changed.
"""

from sharekit.aggregate.sql.folds import fold
from sharekit.aggregate.sql.upserts import (
    Cell,
    ClickbackRow,
    LinkRow,
    increment,
    put_articles,
    put_clickbacks,
    put_links,
)

__all__ = [
    "Cell",
    "ClickbackRow",
    "LinkRow",
    "fold",
    "increment",
    "put_articles",
    "put_clickbacks",
    "put_links",
]
