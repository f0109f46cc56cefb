"""Visits a page once for all rows that can share it, and gives each row the result of its copy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tests.browsers.tables.cases.case import OWN, Copying
from tests.browsers.tables.reading.reader import SETTLED, Clipboard, Reader
from tests.support.waiting import WITHIN, poll, wait

Key = tuple[str, str, str, str]

FRAME: Final = "return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
ACTS: Final = "return seen.events.filter(([name]) => name !== 'arrival').map(([, act]) => act)"
FACTS: Final = ("kind", "channel", "token", "parent", "length", "block")
"""The facts of an act that both the page and the server get."""


@dataclass
class Copied:
    """What came of one row: both clipboards, and the events that the server stored.

    `without_script` is what the same act copies without sharekit, where the row compares with that.
    """

    reader: Reader
    clipboard: Clipboard | None = None
    without_script: Clipboard | None = None
    events: list[dict[str, Any]] = field(default_factory=list)
    error: Exception | None = None


def find_key(name: str, case: Copying) -> Key:
    """Return the same for all rows that share one load of a page."""
    apart = case.rule if case.is_apart or case.before else ""
    return name, json.dumps(case.settings), case.page, apart


def is_left_alone(case: Copying) -> bool:
    """Return whether the clipboard must be what it would be without sharekit."""
    return case.text is None or case.html is None


def needs_own(case: Copying) -> bool:
    """Return whether a row compares with what the same act copies without sharekit."""
    return is_left_alone(case) or OWN in (case.text or "")


def visit(cases: Sequence[Copying], make_reader: Callable[[], Reader]) -> dict[str, Copied]:
    """Do what the rows say, one after another, in one load of their page; each by its rule.

    A row that fails keeps its error for its own test. Stored events are distinguished by what
    the page received for each act; an event that no row's act explains fails them all.
    """
    reader = make_reader()
    found = {case.rule: Copied(reader) for case in cases}
    reader.open(cases[0].page)
    acts: dict[str, list[dict[str, Any]]] = {}
    done = 0
    for case in cases:
        _try(found[case.rule], "clipboard", case)
        reported = reader.browser.run(ACTS)
        acts[case.rule], done = reported[done:], len(reported)
    reader.leave()
    _visit_without_script([case for case in cases if needs_own(case)], found, reader)

    stored = poll(lambda: _find_stored(reader), lambda events: len(events) >= done, within=WITHIN)
    for rule, own in acts.items():
        found[rule].events = list(_take(stored, own))
    for copied in found.values() if stored else ():
        copied.error = AssertionError(f"no row's act explains these events: {stored}")
    return found


def _visit_without_script(
    cases: Sequence[Copying], found: dict[str, Copied], reader: Reader
) -> None:
    """Do the same in the page as it is without sharekit."""
    if cases:
        reader.open_without_script(cases[0].page)
    for case in cases:
        _try(found[case.rule], "without_script", case)
    # What a reader chose in one visit is nothing to the next.
    reader.browser.run("localStorage.clear()")


def _try(copied: Copied, what: str, case: Copying) -> None:
    """Act as a row says, and keep the clipboard afterwards, or the error."""
    try:
        setattr(copied, what, copy(copied.reader, case))
    except Exception as error:  # noqa: BLE001 - the row's own test raises it
        copied.error = copied.error or error


def copy(reader: Reader, case: Copying) -> Clipboard:
    """Act as a row says in the open page, and return the pasted text."""
    reader.clear()
    if case.before:
        case.before(reader.browser)
    if case.select:
        case.select(reader.browser)
        # The page gets it before the reader's next key, and may load a script then.
        reader.browser.run(FRAME)
        wait(lambda: reader.browser.run(SETTLED))
    case.act(reader.browser)
    if case.ready:
        wait(lambda: reader.browser.run(case.ready))
    errors = reader.browser.run("return seen.errors")
    assert errors == []
    if not case.is_rewritten:
        return reader.paste()
    # A page cannot know when the browser has written to the clipboard.
    return wait(reader.paste, lambda clipboard: "Source: " not in clipboard.text)


def _find_stored(reader: Reader) -> list[dict[str, Any]]:
    return [event for event in reader.get_events() if event["kind"] != "view"]


def _take(stored: list[dict[str, Any]], acts: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Take the event of each act out of the stored events, in any order."""
    for act in acts:
        facts = _read_facts(act)
        event = next((event for event in stored if _read_facts(event) == facts), None)
        if event:
            stored.remove(event)
            yield event


def _read_facts(act: dict[str, Any]) -> list[Any]:
    return [act.get(fact) for fact in FACTS]
