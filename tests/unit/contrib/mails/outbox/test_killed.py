"""A worker that dies at any step of sending sends no marketing twice and loses no service mail.

Its end is an error that nothing catches, before or after each statement, each commit and the moment
at which the server takes the mail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox import line as lines
from sharekit.contrib.mails.outbox.run import send
from tests.support.mailing.world import Clock, make_mail, make_message, read

pytestmark = pytest.mark.django_db(transaction=True)
# Some of its steps in `make test`, all in `make test-all`.
STRIDES = pytest.mark.parametrize(
    "stride", [5, pytest.param(1, marks=[pytest.mark.thorough, pytest.mark.slow])]
)


class Killed(BaseException):
    """The process is gone."""


class Killer:
    """Ends a worker at a step: each statement, commit and mail has one before and one after it."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self._left = 0
        self.has_killed = False

    def begin(self, step: int) -> None:
        self._left, self.has_killed = step, False

    def pass_by(self) -> None:
        self._left -= 1
        if not self._left:
            self.has_killed = True
            raise Killed

    def around(self, run: Callable[..., Any], *arguments: Any) -> Any:
        self.pass_by()
        result = run(*arguments)
        self.pass_by()
        return result


class Backend:
    """A mail server in memory."""

    fail_silently = True

    def __init__(self, killer: Killer) -> None:
        self.killer = killer

    def open(self) -> None:
        self.killer.pass_by()

    def close(self) -> None:
        """Close nothing."""

    def send_messages(self, messages: Any) -> int:
        self.killer.around(self._take, messages[0])
        return 1

    def _take(self, mail: Any) -> None:
        self.killer.taken[mail.extra_headers["Message-ID"]] += 1


def send_until_killed(killer: Killer, step: int) -> bool:
    """Send, and return whether the worker was killed."""
    commit = BaseDatabaseWrapper.commit
    killer.begin(step)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "commit", lambda own: killer.around(commit, own))
        try:
            with connection.execute_wrapper(killer.around):
                send()
        except BaseException:
            # Django may raise another error on the way out of the transaction.
            if not killer.has_killed:
                raise
    # Another process does the rest, on a connection of its own.
    connection.close()
    return killer.has_killed


@STRIDES
def test_a_worker_killed_at_any_step_is_made_up_for(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    killer = Killer()
    monkeypatch.setattr(lines, "_make_backend", lambda alias: Backend(killer))
    mails = [make_mail(kind=kind) for kind in Mail.Kind]
    deaths = Counter[str]()
    for run in count(1):
        messages = [make_message(mail) for mail in mails]
        was_killed = send_until_killed(killer, run * stride)
        killer.begin(0)
        for _ in range(2):
            clock.move(minutes=11)
            send()

        for message in map(read, messages):
            taken = killer.taken[message.message_id]
            is_service = message.mail.kind == Mail.Kind.SERVICE
            assert message.state == "sent" or (message.state == "unknown" and not is_service)
            assert taken == 1 or (taken == 2 and is_service) or (not taken and not is_service)
            # What was taken is listed as sent or unknown, and what is sent was taken.
            assert taken or message.state == "unknown"
            deaths[f"{message.mail.kind} {message.state} {taken}"] += 1
        if not was_killed:
            break
    # It died often, in every way, and the last time not at all.
    assert run * stride > 40
    if stride == 1:
        assert deaths["service sent 2"] and deaths["marketing unknown 0"]
        assert deaths["marketing unknown 1"] and deaths["alert unknown 1"]
    assert not Message.objects.exclude(state__in=("sent", "unknown")).exists()
