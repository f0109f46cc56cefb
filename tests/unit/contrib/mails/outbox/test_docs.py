"""docs/mails-sending.md and docs/settings.md say what the code does."""

from __future__ import annotations

import ast
import re
from datetime import timedelta

from sharekit.contrib.mails.conf import Options
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.outbox import states
from sharekit.contrib.mails.schedule import TASKS
from sharekit.contrib.mails.subscribing.hard_bounces import NO_MAILBOX
from tests.support.paths import DOCS

PAGE = (DOCS / "mails-sending.md").read_text()


def test_every_option_is_there_with_its_default_and_meaning() -> None:
    section = (DOCS / "settings.md").read_text().partition("### `MAILS`")[2].partition("\n### ")[0]
    listed = re.findall(r"^\| `([A-Z_]+)` \| `(.+?)` \| (.+) \|$", section, re.MULTILINE)

    assert [(name, ast.literal_eval(default), meaning) for name, default, meaning in listed] == [
        (name, each.default, each.meaning) for name, each in Options.get_declared().items()
    ]


def test_every_state_is_there_with_its_name() -> None:
    listed = re.findall(r"^\| ([a-z ]+) \(`(\w+)`\) \|", PAGE, re.MULTILINE)

    assert [(state, name) for name, state in listed] == [
        (state.value, state.label) for state in Message.State
    ]


def test_every_task_is_there() -> None:
    listed = re.findall(r"^\| `(mails-\w+)` \| (\d+) seconds \|", PAGE, re.MULTILINE)

    assert [(name, int(seconds)) for name, seconds in listed] == [
        (task.name, task.seconds) for task in TASKS
    ]


def test_pauses_and_codes_are_those_of_the_code() -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    pauses = (minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour)

    assert pauses == states._PAUSES
    assert "1 minute, 5 minutes, 30 minutes, 2 hours, then 6 hours each time" in PAGE
    listed = re.search(r"does not exist \((.+?)\)", PAGE)
    assert listed and set(listed[1].split(", ")) == NO_MAILBOX
    assert timedelta(minutes=10) == states.LEASE and states.MOST_ATTEMPTS == 10
