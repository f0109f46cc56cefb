"""The SQL of aggregate: set-based upserts for SQLite (3.35 or later) and PostgreSQL.

Django's bulk_create replaces values on a conflict; counts must be incremented, and a link's upsert
must return what it changed.
"""

from sharekit.aggregate.sql.articles import put_articles, read_forgotten
from sharekit.aggregate.sql.chains import (
    Link,
    list_stale,
    lock_links,
    lock_new,
    lock_stale,
    read_below,
    read_links,
    write_places,
)
from sharekit.aggregate.sql.faults import is_refusal
from sharekit.aggregate.sql.folds import fold, spread, take_article
from sharekit.aggregate.sql.order import by_token
from sharekit.aggregate.sql.upserts import (
    Cell,
    ClickbackRow,
    Key,
    Known,
    LinkRow,
    Sums,
    increment,
    put_clickbacks,
    put_links,
    put_signs,
    read_states,
    read_visits,
)

__all__ = [
    "Cell",
    "ClickbackRow",
    "Key",
    "Known",
    "Link",
    "LinkRow",
    "Sums",
    "by_token",
    "fold",
    "increment",
    "is_refusal",
    "list_stale",
    "lock_links",
    "lock_new",
    "lock_stale",
    "put_articles",
    "put_clickbacks",
    "put_links",
    "put_signs",
    "read_below",
    "read_forgotten",
    "read_links",
    "read_states",
    "read_visits",
    "spread",
    "take_article",
    "write_places",
]
