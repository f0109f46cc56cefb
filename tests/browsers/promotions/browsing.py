"""Opens the pages of promotions in a real browser under a strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.support.waiting import WITHIN

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def send_policy(route: Route) -> None:
    """Let the server answer, and add the policy to pages."""
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
