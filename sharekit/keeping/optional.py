"""What optional apps delete, and what they export of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import router, transaction

from sharekit.exceptions import AppFailed
from sharekit.extensions import KEEPERS, Keeper, call
from sharekit.models import Article


def prune_optional() -> dict[str, int]:
    """Let each app delete its old rows; return how many, by title, without apps that had none.

    An app that fails is logged, so that it keeps back neither counting nor the other apps. Its rows
    are deleted an hour later, when it works again.
    """
    counts = {}
    for name, keeper in KEEPERS.items():
        with suppress(AppFailed), call(name):
            counts[str(keeper.title)] = keeper.prune()
    return {title: count for title, count in counts.items() if count}


def forget_optional(forget: Callable[[Keeper], int], *, is_trial: bool = False) -> dict[str, int]:
    """Let each app delete rows in one transaction; return how many. A trial is rolled back.

    Raises `AppFailed` if an app does, and then deletes nothing.
    """
    database = router.db_for_write(Article)
    with transaction.atomic(using=database):
        counts = {}
        for name, keeper in KEEPERS.items():
            with _name(name):
                counts[str(keeper.title)] = forget(keeper)
        if is_trial:
            transaction.set_rollback(True, using=database)
    return {title: count for title, count in counts.items() if count}


def forget_person(address: str, *, is_trial: bool = False) -> dict[str, int]:
    """Delete what the apps keep about a person; return the numbers of rows by title.

    Raises `AppFailed` as `forget_optional` does.
    """
    return forget_optional(lambda keeper: keeper.forget_person(address), is_trial=is_trial)


def export_person(address: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that name a person, by the names of the apps that have any.

    Raises `AppFailed` if an app does, because the person is owed all rows.
    """
    rows = {}
    for name, keeper in KEEPERS.items():
        with _name(name):
            rows[name] = keeper.export_person(address)
    return {name: of_app for name, of_app in rows.items() if of_app}


@contextmanager
def _name(app: str) -> Iterator[None]:
    """Raise `AppFailed` for any error of an app.

    It is not logged: it may name the person, and the command shows it.
    """
    try:
        yield
    except Exception as error:
        raise AppFailed(app, error) from error
