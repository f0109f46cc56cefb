"""The errors that rooms raise and doors answer."""

from __future__ import annotations

from typing import ClassVar


class Refused(Exception):  # noqa: N818
    """An input is not valid: nothing of it is stored, and the sender learns why.

    `status` is an HTTP status code, `sentence` is one that a stranger understands, `retry_after`
    the seconds after which the same input may be accepted.
    """

    def __init__(self, status: int, sentence: str, *, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.retry_after = retry_after


class UnknownSite(ValueError):  # noqa: N818
    """The site of an article is unknown, because neither a request nor a setting names it."""


class NotStored(Exception):  # noqa: N818
    """An append did not reach the buffer, or may not have: the sender should try again.

    `retry_after` is the number of seconds to wait.
    """

    retry_after: ClassVar = 5


class BacklogFull(NotStored):
    """Too many events wait; no more are accepted until workers have counted some."""

    retry_after: ClassVar = 60


class AppFailed(Exception):  # noqa: N818
    """An optional app raised an error, which is the cause, where sharekit called it by a registry.

    `app` is its short name.
    """

    def __init__(self, app: str, error: Exception) -> None:
        # An error of the database shows the row after the first line.
        super().__init__(f"{type(error).__name__}: {error}".partition("\n")[0])
        self.app = app
