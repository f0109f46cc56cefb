"""Runs the table of copies: both formats of the clipboard, and the counted events."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browsers.tables.cases.buttons import BUTTONS, NOTICES
from tests.browsers.tables.cases.case import Copying, Sent, find_pairs
from tests.browsers.tables.cases.constructs import CONSTRUCTS
from tests.browsers.tables.cases.left_alone import LEFT_ALONE
from tests.browsers.tables.cases.passages import PASSAGES
from tests.browsers.tables.cases.places import ARTICLES, MODES, ROOTS, SCRIPTS
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.reading.markup import tidy
from tests.browsers.tables.reading.reader import TOKEN, Clipboard
from tests.browsers.tables.reading.visits import Copied, Key, find_key, is_left_alone, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = [
    *PASSAGES,
    *CONSTRUCTS,
    *SCRIPTS,
    *ROOTS,
    *ARTICLES,
    *MODES,
    *LEFT_ALONE,
    *BUTTONS,
    *NOTICES,
]
STYLE = re.compile(r' style="[^"]*"')


def describe_act(event: dict[str, Any]) -> Sent | None:
    """Describe a share or a copy as the tables do."""
    if event["kind"] == "view":
        return None
    token = event.get("token", "")
    return Sent(event["channel"], token[:1], event.get("length"), event.get("block"))


@pytest.fixture(scope="module")
def copied(request: pytest.FixtureRequest, make_reader: Open) -> Callable[[str, Copying], Copied]:
    """Return what came of a row; the first that asks for a page visits it for all that are run."""
    pairs: dict[Key, list[Copying]] = {}
    for item in request.session.items:
        if isinstance(item, pytest.Function) and "copied" in item.fixturenames:
            given: dict[str, Any] = dict(item.callspec.params)
            name, case = given["name"], given["case"]
            if name not in case.cannot:
                pairs.setdefault(find_key(name, case), []).append(case)
    found: dict[Key, dict[str, Copied]] = {}

    def find(name: str, case: Copying) -> Copied:
        key = find_key(name, case)
        if key not in found:
            cases = sorted(pairs[key], key=CASES.index)
            found[key] = visit(cases, lambda: make_reader(name, case))
        return found[key][case.rule]

    return find


@pytest.mark.parametrize(("name", "case"), find_pairs(CASES))
def test_a_copy_is_what_the_table_says(
    name: str, case: Copying, copied: Callable[[str, Copying], Copied]
) -> None:
    found = copied(name, case)

    if found.error:
        raise found.error
    assert [describe_act(event) for event in found.events] == case.events
    if is_left_alone(case):
        assert found.clipboard == found.without_script
    else:
        check_written(found, case)


def check_written(found: Copied, case: Copying) -> None:
    """Compare both pasted formats with the table; one token marks both."""
    reader, clipboard = found.reader, found.clipboard or Clipboard("", "")
    text_wanted, html_wanted = case.text or "", case.html or ""
    article = f"{reader.origin}/{reader.run}/{case.article.format(page=case.page)}"
    copies = [event for event in found.events if event["kind"] == "copy"]
    assert {event["address"] for event in copies} == {article}
    tokens = set(TOKEN.findall("".join(clipboard)))
    assert tokens == ({event["token"] for event in copies} if "{address}" in text_wanted else set())

    text, html = (TOKEN.sub("TOKEN", flavour) for flavour in clipboard)
    names = {"origin": reader.origin, "run": reader.run, "title": case.title}
    names["address"] = f"{article}#sk=TOKEN"
    if found.without_script:
        names["own"] = found.without_script.text.rstrip()
    assert text == text_wanted.format(**names)
    if case.is_restyled:
        html = STYLE.sub("", html)
    assert tidy(html) == tidy(html_wanted.format(**names))
