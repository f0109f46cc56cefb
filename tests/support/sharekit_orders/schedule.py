"""Schedules the app's task."""

from sharekit.conf import Task

TASKS = (
    Task(
        "orders-delete",
        seconds=1,
        run="tests.support.sharekit_orders.keeping.delete_old",
        celery="tests.support.sharekit_orders.tasks.delete",
    ),
)
