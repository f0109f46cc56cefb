"""The site's two functions, ISSUE and WITHDRAW, and what they may return."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sharekit.contrib.promotions.conf import options
from sharekit.contrib.promotions.models import Reward
from sharekit.contrib.promotions.settle.locks import get_database

LEASE: Final = timedelta(minutes=10)
"""How long a call may take before another worker repeats it, with the same key."""
MOST_ATTEMPTS: Final = 10
"""Calls before a person has to look: the last is about 33 hours after the first."""
_FIRST_PAUSE: Final = timedelta(minutes=5)
_LONGEST_PAUSE: Final = timedelta(hours=12)
_MOST_CHARACTERS: Final = 200

Name = Literal["issue", "withdraw"]
Result = TypeVar("Result")


class Nonsense(Exception):  # noqa: N818
    """A function returned something else than it should; the text names no person."""


def find_function(name: Name) -> Callable[[Reward], Any] | None:
    """Return a function of the site, None if its setting is empty or not valid, as checks say."""
    path = getattr(options, name)
    try:
        # A site may have given the function instead of its path.
        function = import_string(path) if isinstance(path, str) else None
    except ImportError:
        return None
    return function if callable(function) else None


def get_pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: 5 minutes, then twice as long each time."""
    return min(_FIRST_PAUSE * (1 << (attempts - 1)), _LONGEST_PAUSE)


def parse_issued(result: object) -> str:
    """Return what ISSUE returned; raise `Nonsense` unless it is a short text."""
    is_text = isinstance(result, str) and 0 < len(result) <= _MOST_CHARACTERS
    if not is_text or not str(result).isprintable():
        raise Nonsense(
            f"ISSUE returned {type(result).__name__}: it must return a text of 1 to "
            f"{_MOST_CHARACTERS} characters, such as a voucher's code."
        )
    return str(result)


def parse_withdrawn(result: object) -> bool:
    """Return what WITHDRAW returned; raise `Nonsense` unless it is True or False."""
    if not isinstance(result, bool):
        raise Nonsense(f"WITHDRAW returned {type(result).__name__}: it must return True or False.")
    return result


class Failed(Exception):  # noqa: N818
    """A function of the site raised an error or returned nonsense, at an attempt for a reward."""

    def __init__(self, reward: Reward, error: Exception) -> None:
        super().__init__()
        self.reward = reward
        self.error = error


def explain(failed: Failed, name: str) -> str:
    """Return why a function failed, and what follows, for people.

    An error is only named by its class: its text, which is in the log, may have an address in it.
    """
    values = {
        "name": name,
        "error": type(failed.error).__name__,
        "count": failed.reward.attempts,
    }
    is_nonsense = isinstance(failed.error, Nonsense)
    what = str(failed.error) if is_nonsense else _("%(name)s failed (%(error)s).") % values
    if failed.reward.attempts < MOST_ATTEMPTS:
        sentence = _("%(what)s It is called again soon.")
    else:
        sentence = _(
            "%(what)s It was called %(count)d times. The log has the details. Try again when it "
            "works."
        )
    return sentence % {**values, "what": what}


def call(
    function: Callable[[Reward], Any], reward: Reward, *, parse: Callable[[object], Result]
) -> Result:
    """Call a function of the site and return its result; raise `Failed` for any error."""
    # A savepoint, because a function may catch an error after which the transaction is broken.
    is_inside = options.issue_atomic
    within = transaction.atomic(using=get_database()) if is_inside else nullcontext()
    try:
        with within:
            return parse(function(reward))
    except Exception as error:
        raise Failed(reward, error) from error
