"""Tests every byte that is kept on the device and every byte that is sent, in every mode.

What the site chose, what its reader said, and what the reader's browser says:

| PRIVACY | CONSENT, then `sharekit.consent()` | links carry | kept until it is stored | kept |
|---|---|---|---|---|
| links | never | a token | nothing | nothing |
| links | ask | a token | nothing | nothing |
| links | ask, true | a token | share, marked copy, marked arrival | own tokens |
| links | ask, true, false | a token | nothing | nothing |
| links | given | a token | share, marked copy, marked arrival | own tokens |
| channel | any | the letter | nothing | nothing |
| any, with GPC or DNT | any | the letter | nothing | nothing |
| any, opted out | any | the letter, nothing is reported | `sharekit-off` | `sharekit-off` |
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from tests.flow.reader import find_button, find_link
from tests.sending.newspaper import IS_READY, Newspaper, Visit, visit, wait_until
from tests.sending.proxy import Fault, Request

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARRIVAL: Final = "wK7mQ2xR9tL"
TOKEN: Final = "[a-zA-Z][1-9A-HJ-NP-Za-km-z]{10}"
NAME: Final = "[1-9A-HJ-NP-Za-km-z]{11}"

SAYS: Final = "Object.defineProperty(Navigator.prototype, '{}', {{ get: () => {} }})"
SIGNALS: Final = {
    "no signal": "",
    "GPC": SAYS.format("globalPrivacyControl", "true"),
    "DNT": SAYS.format("doNotTrack", "'1'"),
}
SAID: Final = {
    "never": [],
    "ask": [],
    "ask, true": [True],
    "ask, true, false": [True, False],
    "given": [],
}

# Nobody but the browser fills these in.
HEADERS: Final = {
    *("host", "connection", "content-length", "content-type", "user-agent", "accept", "origin"),
    *("accept-encoding", "accept-language", "cache-control", "pragma", "referer", "purpose"),
    *("sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "upgrade-insecure-requests"),
    *("sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user", "priority"),
    *("if-modified-since", "if-none-match"),
}
DEVICE: Final = """async () => ({
    local: {...localStorage},
    session: {...sessionStorage},
    cookies: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files: await Array.fromAsync((await navigator.storage.getDirectory()).keys()),
    history: history.state,
    window: name,
})"""
EMPTY: Final = {
    "session": {},
    "cookies": "",
    "databases": [],
    "caches": [],
    "workers": 0,
    "files": [],
    "history": None,
    "window": "",
}


@dataclass(frozen=True)
class Mode:
    """Is one way in which site and reader may have chosen."""

    privacy: str
    consent: str
    signal: str
    is_out: bool

    @property
    def is_marked(self) -> bool:
        return self.privacy == "links" and self.signal == "no signal" and not self.is_out

    @property
    def keeps(self) -> bool:
        return self.is_marked and self.consent.split(", ")[-1] in {"given", "true"}


@dataclass
class Trial:
    """Is a reader in one mode, who arrives by a friend's link and does everything."""

    mode: Mode
    reading: Visit
    page: Page

    def begin(self) -> None:
        """Tell the site and the browser what was chosen, and arrive."""
        settings = {"PRIVACY": self.mode.privacy, "CONSENT": self.mode.consent.split(", ")[0]}
        self.reading.proxy.settings = {**settings}
        self.reading.proxy.forget()
        self.reading.proxy.begin(Fault(reaches_site=True, seconds=60))
        self.reading.go(self.page, f"#sk={ARRIVAL}")
        for answer in SAID[self.mode.consent][:1]:
            self.page.evaluate(f"sharekit.consent({json.dumps(answer)})")

    def act(self) -> None:
        """Do everything, and see what the links carry and what the passage was copied with."""
        self.page.wait_for_function(IS_READY)
        find_button(self.page, "email").click()
        link = find_link(self.page, "email").split()[-1]
        find_button(self.page, "copy-link").click()
        self.page.get_by_text("Link copied").wait_for()
        copied_link = self.paste()
        self.reading.copy(self.page, "#short")
        self.reading.copy(self.page, "#long")
        passage, copied = self.page.inner_text("#long"), self.paste()
        self.page.evaluate("sharekit.visit()")

        carried = "[1-9A-HJ-NP-Za-km-z]{10}" if self.mode.is_marked else ""
        assert re.fullmatch(rf".*{self.reading.address}#sk=e{carried}", link)
        assert re.fullmatch(rf"{self.reading.address}#sk=c{carried}", copied_link)
        source = rf"\n\nSource: Story \d+, {self.reading.address}#sk=t{carried}"
        assert re.fullmatch(re.escape(passage) + ("" if self.mode.is_out else source), copied)

    def paste(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def look(self) -> dict[str, str]:
        """Give what is in the storage; everything else that could keep something is empty."""
        device = self.page.evaluate(DEVICE)
        local: dict[str, str] = device.pop("local")
        assert device == EMPTY
        assert self.reading.context.cookies() == []
        return local

    def is_sent(self) -> bool:
        """Tell whether everything has left the browser."""
        return len(self.reading.proxy.find_events()) == (0 if self.mode.is_out else len(MARKED))

    def is_answered(self) -> bool:
        """Tell whether nothing is kept any more that waits for its answer."""
        return all(re.match("sharekit(-off|:own:)", name) for name in self.look())

    def withdraw(self) -> None:
        """Take a consent back, where this reader does."""
        for answer in SAID[self.mode.consent][1:]:
            self.page.evaluate(f"sharekit.consent({json.dumps(answer)})")

    def end(self) -> None:
        """Clear the device, for the next mode; who opted out stays so."""
        if not self.mode.is_out:
            self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")


Readers = dict[tuple[str, bool], tuple[Visit, Page]]


def describe(event: dict[str, Any], key: str) -> str:
    """Give an event with what differs each time replaced by what it is."""
    event = dict(event)
    assert event.pop("block", "long") in {"long", "short"}
    assert event.pop("article") == key
    assert 0 <= event.pop("age") < 60_000
    for name, value in event.items():
        if name == "id" and re.fullmatch(NAME, value):
            event[name] = "NAME"
        elif value == ARRIVAL:
            event[name] = "ARRIVAL"
        elif name == "token" and re.fullmatch(TOKEN, value):
            event[name] = f"{value[0]}TOKEN"
    return " ".join(f"{name}={value}" for name, value in sorted(event.items()))


MARKED: Final = [
    "channel=copy-link kind=copy parent=ARRIVAL token=cTOKEN",
    "channel=copy-text kind=copy length=long parent=ARRIVAL token=tTOKEN",
    "channel=copy-text kind=copy length=short",
    "channel=email kind=share parent=ARRIVAL token=eTOKEN",
    "entry=True id=NAME kind=view referrer= token=ARRIVAL",
    "kind=view",
]
BARE: Final = [
    "channel=copy-link kind=copy",
    "channel=copy-text kind=copy length=long",
    "channel=copy-text kind=copy length=short",
    "channel=email kind=share",
    "entry=True kind=view referrer= token=w",
    "kind=view",
]


def check_sent(trial: Trial) -> None:
    """See that what was sent is what the mode allows, and nothing else in any header."""
    requests = trial.reading.proxy.requests
    key = trial.page.locator("[data-sharekit]").get_attribute("data-sharekit") or ""
    sent = sorted(describe(event, key) for event in trial.reading.proxy.find_events())

    assert sent == ([] if trial.mode.is_out else MARKED if trial.mode.is_marked else BARE)
    for request in requests:
        check_headers(request)
        if request.body:
            assert list(json.loads(request.body)) == ["events"]


def check_headers(request: Request) -> None:
    headers = dict(line.split(": ", 1) for line in request.headers.splitlines() if line)
    assert {name.lower() for name in headers} <= HEADERS
    assert not re.search("sk=|sk%3D", f"{request.line} {request.headers}", re.IGNORECASE)


def check_kept(trial: Trial, kept: dict[str, str]) -> None:
    """See that what is kept before the answer is the named events and the own tokens, no more."""
    if trial.mode.is_out:
        assert set(kept) == {"sharekit-off"}
    elif not (
        trial.mode.keeps or (trial.mode.consent == "ask, true, false" and trial.mode.is_marked)
    ):
        assert kept == {}
    else:
        sent = trial.reading.proxy.find_events()
        names = {event.get("id") or event.get("token") for event in sent} - {None}
        # Without an own visit, an arrival is named before a consent can be heard.
        if trial.mode.consent != "given":
            names -= {event["id"] for event in sent if "id" in event}
        items = {name.removeprefix("sharekit:"): json.loads(kept[name]) for name in kept}
        own = {name for name in items if name.startswith("own:")}
        assert set(items) - own == names
        assert all(re.fullmatch(f"own:{TOKEN}", name) for name in own)
        assert all(set(items[name]) == {"at"} for name in own)
        assert all(set(items[name]) == {"at", "name", "fact"} for name in names)
        facts = [items[name]["fact"] for name in names]
        assert all({**fact, "age": 0} in [{**each, "age": 0} for each in sent] for fact in facts)


def check_left(trial: Trial, left: dict[str, str]) -> None:
    """See that what stays when all is stored is the own tokens at most."""
    if trial.mode.is_out:
        assert set(left) == {"sharekit-off"}
    elif trial.mode.keeps:
        assert left
        assert all(re.fullmatch(f"sharekit:own:{TOKEN}", name) for name in left)
    else:
        assert left == {}


def choose(reading: Visit, page: Page) -> None:
    """Use the page's button "Do not count this browser"."""
    reading.go(page, "?choice")
    page.wait_for_selector("[data-sharekit-opt-out][aria-pressed]")
    page.click("[data-sharekit-opt-out]")


@pytest.fixture(scope="module")
def readers(browser: Browser, newspaper: Newspaper) -> Iterator[Readers]:
    """Give a profile and a page for each signal, one who has opted out and one who has not."""
    with ExitStack() as stack:
        readers = {}
        # Those who opted out come first: nothing of theirs has come when all of the others has.
        for is_out, signal in product((True, False), SIGNALS):
            reading = stack.enter_context(visit(browser, newspaper))
            page = reading.context.new_page()
            page.add_init_script(SIGNALS[signal])
            if is_out:
                choose(reading, page)
            readers[signal, is_out] = reading, page
        yield readers


@pytest.mark.parametrize("consent", SAID)
@pytest.mark.parametrize("privacy", ["links", "channel"])
def test_what_is_kept_and_sent(readers: Readers, privacy: str, consent: str) -> None:
    trials = [
        Trial(Mode(privacy, consent, signal, is_out), reading, page)
        for (signal, is_out), (reading, page) in readers.items()
    ]
    for trial in trials:
        trial.begin()
        trial.act()
    for trial in trials:
        wait_until(trial.is_sent)
        check_kept(trial, trial.look())
        trial.withdraw()
    for trial in trials:
        trial.reading.proxy.lift()
    for trial in trials:
        wait_until(trial.is_answered)
    trials[-1].page.wait_for_timeout(300)
    for trial in trials:
        check_left(trial, trial.look())
        check_sent(trial)
        assert trial.reading.troubles == []
        trial.end()


def test_who_opts_out_leaves_nothing_behind_and_may_come_back(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open()
        reading.do_everything(page)
        wait_until(lambda: len(reading.proxy.find_events()) >= 5)
        assert len(page.evaluate("Object.keys(localStorage)")) > 2

        choose(reading, page)
        reading.proxy.lift()
        # What happened before the choice may leave with the page.
        reading.go(page)
        page.wait_for_timeout(1000)
        reading.proxy.forget()
        reading.do_everything(page)
        page.wait_for_timeout(1200)
        assert reading.proxy.find_events() == []
        assert page.evaluate("Object.keys(localStorage)") == ["sharekit-off"]

        choose(reading, page)
        assert page.evaluate("({...localStorage})") == {}
        reading.go(page)
        wait_until(lambda: reading.proxy.find_events(kind="view", entry=True))
        assert reading.troubles == []


def test_who_asks_for_privacy_later_loses_what_was_kept(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open()
        reading.do_everything(page)
        wait_until(lambda: len(reading.proxy.find_events()) >= 5)

        page.add_init_script(SIGNALS["GPC"])
        reading.go(page)
        page.wait_for_timeout(1200)
        wait_until(lambda: page.evaluate("Object.keys(localStorage)") == [])
