from celery import shared_task

from tests.support.sharekit_gifts import wrapping


@shared_task(ignore_result=True, expires=1)
def wrap() -> None:
    wrapping.wrap()
