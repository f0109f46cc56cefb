"""Opens pages of the admin in a real browser under a strict policy, and finds their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple

from django.conf import settings
from django.test import Client
from hypothesis import settings as settings_of_search
from playwright.sync_api import Browser, Page, Route

from tests.browsers.axe import get_violations
from tests.support.waiting import WITHIN

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'"
)
TRUSTED = "; require-trusted-types-for 'script'; trusted-types 'none'"
"""A policy for sharekit's pages; the jQuery of Django's own lists would violate it."""
OURS = re.compile("/admin/sharekit/(report/|(article|campaignlink)/[0-9]+/change/)")
PHONE, DESK = 390, 1280


class Look(NamedTuple):
    """How a page is looked at: the scheme of its colours, and the window's width in pixels."""

    scheme: Literal["light", "dark"]
    width: int


LOOKS = (Look("light", DESK), Look("dark", PHONE))


def send_policy(route: Route) -> None:
    """Let the server answer, and add the policy."""
    response = route.fetch()
    policy = POLICY + (TRUSTED if OURS.search(route.request.url) else "")
    route.fulfill(
        response=response, headers={**response.headers, "content-security-policy": policy}
    )


@contextmanager
def browse(browser: Browser, client: Client, *, url: str) -> Iterator[Page]:
    """Open a page on a desk, by daylight, in which the client's user is logged in."""
    with browser.new_context(base_url=url, viewport={"width": DESK, "height": 900}) as context:
        context.set_default_timeout(WITHIN * 1000)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        # The pages, not the files of the admin in /static/admin/.
        context.route(re.compile(f"^{re.escape(url)}/admin/"), send_policy)
        yield context.new_page()
        # A test may end while the server still answers.
        context.unroute_all(behavior="ignoreErrors")


def get_faults(page: Page, address: str, looks: Sequence[Look] = LOOKS) -> list[str]:
    """Open a page; return what breaks the policy, and what is too wide or axe finds in each look.

    A reader turns a phone, too: only a thorough run opens the page in each look.
    """
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda message: faults.append(message.text) if is_violation(message.text) else None,
    )
    found: list[str] = []
    for number, look in enumerate(looks):
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": 900})
        # axe broke the policy itself.
        faults.clear()
        if number == 0 or is_thorough():
            response = page.goto(address)
            assert response and response.status == 200
            page.wait_for_load_state("networkidle")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("the page is wider than the screen")
        found += [f"{look}: {fault}" for fault in faults]
        found += [f"{look}: {violation}" for violation in get_violations(page)]
    return found


def is_thorough() -> bool:
    """Return whether the run is that of `make test-all`."""
    return settings_of_search.get_current_profile_name() == "thorough"


def is_violation(message: str) -> bool:
    """Return whether a message in the console is about the policy."""
    return "Policy" in message or "Trusted" in message
