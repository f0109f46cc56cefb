"""A reader in one mode of what site and reader chose, and what may be kept and sent in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

from tests.browsers.sending.newspaper import IS_READY, Visit
from tests.browsers.sending.proxy import Fault, Request
from tests.support.notices import COPIED
from tests.support.waiting import wait
from tests.systems.flow.demo_reader import find_button, find_link

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
WIDEST: Final = ("ask, true", "given")
"""What a reader may say to have everything kept."""

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
    """A combination of the choices of site and reader."""

    privacy: str
    consent: str
    signal: str
    is_out: bool

    @property
    def restrictions(self) -> int:
        """How many of the four choices keep something back."""
        signals = self.signal != "no signal"
        return sum((self.privacy == "channel", self.consent not in WIDEST, signals, self.is_out))

    @property
    def is_marked(self) -> bool:
        return self.privacy == "links" and self.signal == "no signal" and not self.is_out

    @property
    def keeps(self) -> bool:
        return self.is_marked and self.consent.split(", ")[-1] in {"given", "true"}


@dataclass
class Trial:
    """A reader in one mode, who arrives by a friend's link and does everything."""

    mode: Mode
    reading: Visit
    page: Page

    def begin(self) -> None:
        """Set the choices of site and browser, and arrive."""
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
        self.page.get_by_text(COPIED).wait_for()
        copied_link = self.paste()
        self.reading.copy(self.page, "#short")
        self.reading.copy(self.page, "#long")
        passage, copied = self.page.inner_text("#long"), self.paste()
        self.page.evaluate("sharekit.pageview()")

        carried = "[1-9A-HJ-NP-Za-km-z]{10}" if self.mode.is_marked else ""
        assert re.fullmatch(rf".*{self.reading.address}#sk=e{carried}", link)
        assert re.fullmatch(rf"{self.reading.address}#sk=c{carried}", copied_link)
        source = rf"\n\nSource: Story \d+, {self.reading.address}#sk=t{carried}"
        assert re.fullmatch(re.escape(passage) + ("" if self.mode.is_out else source), copied)

    def paste(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def look(self) -> dict[str, str]:
        """Return what is in the storage; everything else that could keep something is empty."""
        device = self.page.evaluate(DEVICE)
        local: dict[str, str] = device.pop("local")
        assert device == EMPTY
        assert self.reading.context.cookies() == []
        return local

    def wait_until_sent(self) -> None:
        """Return when everything has left the browser."""
        count = 0 if self.mode.is_out else len(MARKED)
        wait(self.reading.proxy.find_events, lambda events: len(events) == count)

    def wait_until_answered(self) -> None:
        """Return when nothing is kept any more that waits for its answer."""
        wait(self.look, lambda kept: all(re.match("sharekit(-off|:own:)", name) for name in kept))

    def withdraw(self) -> None:
        """Take a consent back, where this reader does."""
        for answer in SAID[self.mode.consent][1:]:
            self.page.evaluate(f"sharekit.consent({json.dumps(answer)})")

    def end(self) -> None:
        """Clear the device for the next mode; an opt-out is kept."""
        if not self.mode.is_out:
            self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")


def describe(event: dict[str, Any], key: str) -> str:
    """Return an event with what differs each time replaced by what it is."""
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
    """Check that only named events and own tokens are stored before the answer."""
    if trial.mode.is_out:
        assert set(kept) == {"sharekit-off"}
    elif not (
        trial.mode.keeps or (trial.mode.consent == "ask, true, false" and trial.mode.is_marked)
    ):
        assert kept == {}
    else:
        sent = trial.reading.proxy.find_events()
        names = {event.get("id") or event.get("token") for event in sent} - {None}
        # Without an own visit, an arrival is named before a consent can arrive.
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
