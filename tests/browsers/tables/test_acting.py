"""Runs the table of acts on buttons: each marks its link, and each share is counted."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from tests.browsers.tables.cases.acting import ACTS, button
from tests.browsers.tables.cases.case import Acting, Case, Sent, find_pairs
from tests.browsers.tables.conftest import Open
from tests.browsers.tables.reading.gestures import click
from tests.browsers.tables.reading.reader import TOKEN
from tests.browsers.tables.test_copying import describe_act
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASES = ACTS


@pytest.mark.parametrize(("name", "case"), find_pairs(CASES))
def test_an_act_is_what_the_table_says(name: str, case: Acting, make_reader: Open) -> None:
    reader = make_reader(name, case)
    reader.open(case.page)
    case.act(reader.browser)
    find = "return document.querySelector(arguments[0]).getAttribute('href')"
    link = unquote(reader.browser.run(find, f"[data-sharekit-channel={case.channel}]"))
    assert reader.browser.run("return seen.errors") == []
    reader.leave()
    acts = reader.wait_for(list(case.events), describe_act)

    [token] = TOKEN.findall(link)
    assert token[0] == case.letter
    assert link.endswith(f"{reader.address(case.page)}#sk={token}")
    assert acts == case.events
    shared = [event["token"] for event in reader.get_events() if event["kind"] == "share"]
    assert not shared or shared[-1] == token
    assert len(set(shared)) == len(shared)


SAID = "return Boolean(document.querySelector('.sharekit-status').textContent)"
LEAVING = """
// Stays in the page, so that the test can look at it.
addEventListener("click", (event) => event.preventDefault());
const link = document.querySelector(arguments[0]);
const { href } = link;
link.setAttribute("href", {
  wrapped: `https://go.example/?url=${encodeURIComponent(href)}`,
  redirected: `/out/?url=${encodeURIComponent(href)}`,
  encoded: `click?u=${btoa(href)}`,
  absolute: new URL(href).pathname + new URL(href).hash,
  relative: "../prose/" + new URL(href).hash,
  anchor: new URL(href).hash,
}[arguments[1]]);
return link.getAttribute("href");
"""
"""Rewrites a button's link as a site's own scripts do."""


@pytest.mark.parametrize(
    ("channel", "how"),
    [
        *(("whatsapp", how) for how in ("wrapped", "redirected", "encoded")),
        ("email", "wrapped"),
        *(("copy-link", how) for how in ("absolute", "relative", "anchor")),
    ],
)
def test_an_act_on_a_rewritten_link_is_counted_without_a_token(
    channel: str, how: str, make_reader: Open
) -> None:
    reader = make_reader("chromium", Case(rule="rewritten", page="prose"))
    reader.open("prose")
    link = reader.browser.run(LEAVING, button(channel), how)
    click(button(channel))(reader.browser)
    find = "return document.querySelector(arguments[0]).getAttribute('href')"
    assert reader.browser.run(find, button(channel)) == link
    if channel == "copy-link":
        # The bar says so once the clipboard has the link.
        wait(lambda: reader.browser.run(SAID))
        assert reader.paste().text == reader.address("prose")
    assert reader.browser.run("return [location.href, seen.errors]") == [
        reader.address("prose"),
        [],
    ]
    reader.leave()
    assert reader.wait_for([Sent(channel)], describe_act) == [Sent(channel)]
