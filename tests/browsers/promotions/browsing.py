"""Opens the pages of promotions in a real browser under a strict policy, and finds their faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.browsers.admin.browsing import LOOKS, is_thorough, is_violation
from tests.browsers.axe import get_violations
from tests.support.waiting import WITHIN

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types sharekit test"
)
LEAST_TARGET: Final = 24
"""Pixels of what can be pressed (WCAG 2.5.8)."""
_SMALL: Final = """least => [...document.querySelectorAll(
    ":is(.sharekit-landing, .sharekit-mails, .sharekit-offer) :is(a, button, input, summary)")]
    .filter(each => each.checkVisibility() && each.type !== "hidden")
    .filter(each => Math.min(each.offsetWidth, each.offsetHeight) < least)
    .map(each => `${each.outerHTML} is small`)"""


def send_policy(route: Route) -> None:
    """Let the server answer, and add the policy."""
    response = route.fetch(max_redirects=0)
    route.fulfill(
        response=response, headers={**response.headers, "content-security-policy": POLICY}
    )


@contextmanager
def browse(
    browser: Browser, url: str, *, client: Client | None = None, **options: Any
) -> Iterator[Page]:
    """Open a page in which the client's user is logged in, if there is one."""
    with browser.new_context(base_url=url, **options) as context:
        context.set_default_timeout(WITHIN * 1000)
        if client:
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}]
            )
        context.route(lambda address: "/static/" not in address, send_policy)
        yield context.new_page()
        # A test may end while the server still answers.
        context.unroute_all(behavior="ignoreErrors")


def find_faults(page: Page, address: str) -> list[str]:
    """Open a page; return what breaks the policy, has a wrong size, or axe finds in each look.

    Only a thorough run opens the page in each look.
    """
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: said.append(message.text) if is_violation(message.text) else None,
    )
    found: list[str] = []
    for number, look in enumerate(LOOKS):
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": 900})
        # axe broke the policy itself.
        said.clear()
        if number == 0 or is_thorough():
            page.goto(address)
            page.wait_for_load_state("networkidle")
            for details in page.locator("details").all():
                details.locator("summary").click()
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            said.append("the page is wider than the screen")
        faults = [*said, *page.evaluate(_SMALL, LEAST_TARGET)]
        faults += map(str, get_violations(page))
        found += [f"{look}: {fault}" for fault in faults]
    return found
