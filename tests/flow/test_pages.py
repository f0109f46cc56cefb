"""The demo keeps the page bar: a strict policy, no third party, no cookie, no word from axe."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.flow.demo import Demo
from tests.flow.reader import Reader, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
)
READER_PAGES = {
    "article": "/stories/tenants-of-the-air/",
    "code": "/stories/a-birthday-party-for-tokens/",
    "list": "/",
    "section": "/sections/web/",
    "no model": "/about/",
}
ADMIN_PAGES = {
    "articles": "/admin/sharekit/article/",
    "a week": "/admin/sharekit/article/?since=2020-01-01",
    "rejected": "/admin/sharekit/rejectedevent/",
}


def log_in(reader: Reader, demo: Demo) -> None:
    page = reader.context.new_page()
    page.goto(f"{demo.origin}/admin/login/?next=/admin/")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo")
    page.click("[type=submit]")


@pytest.mark.parametrize("path", READER_PAGES.values(), ids=READER_PAGES.keys())
def test_a_readers_page_asks_nobody_else_and_breaks_no_policy(
    browser: Browser, shared_demo: Demo, path: str
) -> None:
    with read(browser, shared_demo.origin) as reader:
        page = reader.context.new_page()
        answer = page.goto(shared_demo.origin + path)
        assert answer
        policy = answer.headers["content-security-policy"]
        page.wait_for_function("() => Object.hasOwn(window.sharekit?.copies ?? {}, 'push')")
        for button in page.locator("[data-sharekit-channel=copy-link]").all():
            button.click()

        assert all(part in policy for part in POLICY)
        assert "require-trusted-types-for 'script'" in policy
        assert reader.troubles == []
        assert reader.context.cookies() == []
        assert all(address.startswith(shared_demo.origin) for address in reader.requested)


@pytest.mark.parametrize("path", ADMIN_PAGES.values(), ids=ADMIN_PAGES.keys())
def test_a_page_of_the_admin_breaks_no_policy(
    browser: Browser, shared_demo: Demo, path: str
) -> None:
    with read(browser, shared_demo.origin) as reader:
        reader.open(shared_demo.origin + READER_PAGES["article"])
        log_in(reader, shared_demo)
        reader.troubles.clear()
        page = reader.context.new_page()
        answer = page.goto(shared_demo.origin + path)

        assert answer and answer.status == 200
        assert all(part in answer.headers["content-security-policy"] for part in POLICY)
        assert reader.troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", READER_PAGES.values(), ids=READER_PAGES.keys())
def test_axe_finds_nothing_on_a_readers_page(
    browser: Browser, shared_demo: Demo, path: str, scheme: Literal["light", "dark"]
) -> None:
    # axe writes into the page, which the page's own policy forbids.
    with read(browser, shared_demo.origin, bypass_csp=True, color_scheme=scheme) as reader:
        page = reader.context.new_page()
        page.goto(shared_demo.origin + path)

        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ADMIN_PAGES.values(), ids=ADMIN_PAGES.keys())
def test_axe_finds_nothing_of_ours_in_the_admin(
    browser: Browser, shared_demo: Demo, path: str, scheme: Literal["light", "dark"]
) -> None:
    with read(browser, shared_demo.origin, bypass_csp=True, color_scheme=scheme) as reader:
        reader.open(shared_demo.origin + READER_PAGES["article"])
        log_in(reader, shared_demo)
        page = reader.context.new_page()
        page.goto(shared_demo.origin + "/admin/auth/user/")
        of_django = {violation["id"] for violation in Axe().run(page).response["violations"]}
        page.goto(shared_demo.origin + path)
        found = Axe().run(page).response["violations"]

        assert [each for each in found if each["id"] not in of_django] == []
