"""Celery's task, which calls the same function."""

from celery import shared_task

from tests.support.sharekit_orders.keeping import delete_old


@shared_task(ignore_result=True, expires=1)
def delete() -> None:
    """Delete old orders."""
    delete_old()
