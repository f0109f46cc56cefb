"""Helpers for the tests of a site.

Under Django's test runner and pytest-django they are not needed: events are stored on the
connection of the test itself, in its transaction, and are rolled back with it.
"""

from __future__ import annotations

from sharekit.collect import appender


def close_connection() -> None:
    """Write waiting events and close the connection that stores them; the next event opens another.

    Call it in a process that serves pages without a test runner, before its database is dropped.
    """
    appender.stop()
