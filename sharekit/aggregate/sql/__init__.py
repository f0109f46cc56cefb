"""The SQL of aggregate: set-based upserts that SQLite (3.35 and later) and PostgreSQL share.

Django's bulk_create replaces values on a conflict; counts must increment, and a link's upsert must
tell what it changed.
"""

from sharekit.aggregate.sql.chains import (
    Link,
    lock_links,
    read_below,
    read_links,
    unsettle_below,
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
    put_articles,
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
    "fold",
    "increment",
    "is_refusal",
    "lock_links",
    "put_articles",
    "put_clickbacks",
    "put_links",
    "put_signs",
    "read_below",
    "read_links",
    "read_states",
    "read_visits",
    "spread",
    "take_article",
    "unsettle_below",
    "write_places",
]
