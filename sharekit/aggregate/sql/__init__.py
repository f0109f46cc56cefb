"""The SQL of aggregate: set-based upserts that SQLite (3.35 and later) and PostgreSQL share.

Django's bulk_create replaces values on a conflict; counts must increment, and a link's upsert must
tell what it changed.
"""

from sharekit.aggregate.sql.articles import put_articles, read_forgotten
from sharekit.aggregate.sql.chains import (
    Link,
    find_stale,
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
    Known,
    LinkRow,
    Total,
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
    "Known",
    "Link",
    "LinkRow",
    "Total",
    "by_token",
    "find_stale",
    "fold",
    "increment",
    "is_refusal",
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
