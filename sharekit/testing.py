"""For tests of a site.

Under Django's test runner and pytest-django they need nothing of it: events are stored on the
connection of the test itself, in its transaction, and are gone after it.
"""

from __future__ import annotations

from sharekit import collect


def close_connection() -> None:
    """Write what waits and close the connection that stores events; the next one opens another.

    Call it in a process that serves pages without a test runner, before its database is dropped.
    """
    collect.stop()
