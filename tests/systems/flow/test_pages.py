"""The demo keeps the page bar: a strict policy, no third party, no cookie, no word from axe."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browsers.axe import get_violations
from tests.systems.flow.demo import Demo
from tests.systems.flow.demo_reader import Reader, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
)
TRUSTED = "require-trusted-types-for 'script'"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
READER_PAGES = {
    "article": "/stories/tenants-of-the-air/",
    "code": "/stories/one-two-many/",
    "list": "/",
    "section": "/sections/web/",
    "no model": "/about/",
}
ADMIN_PAGES = {
    "articles": "/admin/sharekit/article/",
    "a week": "/admin/sharekit/article/?since=2020-01-01",
    "rejected": "/admin/sharekit/rejectedevent/",
}


COUNT_COPIES = """
window.copies = 0;
document.addEventListener("sharekit:copy", () => { copies += 1 });
"""


def log_in(reader: Reader, demo: Demo) -> None:
    page = reader.context.new_page()
    page.goto(f"{demo.origin}/admin/login/?next=/admin/")
    page.fill("[name=username]", "demo")
    page.fill("[name=password]", "demo")
    page.click("[type=submit]")


def test_readers_pages_ask_nobody_else_and_break_no_policy(
    browser: Browser, shared_demo: Demo
) -> None:
    with read(browser, shared_demo.origin) as reader:
        # Other tests count the stories of which the lists have bars.
        reader.context.route(
            "**/sharekit/events/",
            lambda route: route.fulfill(status=204, headers={"X-Sharekit": "stored"}),
        )
        reader.context.add_init_script(COUNT_COPIES)
        found: dict[str, list[str]] = {}
        for name, path in READER_PAGES.items():
            page = reader.context.new_page()
            answer = page.goto(shared_demo.origin + path)
            page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")
            buttons = page.locator("[data-sharekit-channel=copy-link]").all()
            for button in buttons:
                button.click()
            page.wait_for_function("count => copies === count", arg=len(buttons))
            # Sends them now: what a closing page sends is not routed.
            page.evaluate("dispatchEvent(new Event('pagehide'))")
            found[name] = [*find_missing(answer, (*POLICY, TRUSTED)), *reader.troubles]
            reader.troubles.clear()

        assert found == {name: [] for name in READER_PAGES}
        assert reader.context.cookies() == []
        foreign = [each for each in reader.requested if not each.startswith(shared_demo.origin)]
        assert foreign == []


def find_missing(answer: Response | None, parts: tuple[str, ...]) -> list[str]:
    """Return the parts of the policy that an answer lacks."""
    assert answer and answer.status == 200
    policy = answer.headers["content-security-policy"]
    return [part for part in parts if part not in policy]


def test_pages_of_the_admin_break_no_policy(browser: Browser, shared_demo: Demo) -> None:
    with read(browser, shared_demo.origin) as reader:
        reader.open(shared_demo.origin + READER_PAGES["article"])
        log_in(reader, shared_demo)
        found: dict[str, list[str]] = {}
        for name, path in ADMIN_PAGES.items():
            reader.troubles.clear()
            answer = reader.context.new_page().goto(shared_demo.origin + path)
            found[name] = [*find_missing(answer, POLICY), *reader.troubles]

        assert found == {name: [] for name in ADMIN_PAGES}


def test_axe_finds_nothing_on_readers_pages(browser: Browser, shared_demo: Demo) -> None:
    # axe writes into the page, which the page's own policy forbids.
    with read(browser, shared_demo.origin, bypass_csp=True) as reader:
        page = reader.context.new_page()
        found: dict[tuple[str, str], dict[str, list[str]]] = {}
        for name, path in READER_PAGES.items():
            page.goto(shared_demo.origin + path)
            found |= {(name, scheme): faults for scheme, faults in find_violations(page).items()}

        assert {look: faults for look, faults in found.items() if faults} == {}


def test_axe_finds_no_fault_of_sharekit_in_the_admin(browser: Browser, shared_demo: Demo) -> None:
    with read(browser, shared_demo.origin, bypass_csp=True) as reader:
        reader.open(shared_demo.origin + READER_PAGES["article"])
        log_in(reader, shared_demo)
        page = reader.context.new_page()
        page.goto(shared_demo.origin + "/admin/auth/user/")
        of_django = find_violations(page)
        found: dict[tuple[str, str], dict[str, list[str]]] = {}
        for name, path in ADMIN_PAGES.items():
            page.goto(shared_demo.origin + path)
            for scheme, violations in find_violations(page).items():
                ours = violations.keys() - of_django[scheme].keys()
                found[name, scheme] = {rule: violations[rule] for rule in ours}

        assert {look: faults for look, faults in found.items() if faults} == {}


def find_violations(page: Page) -> dict[str, dict[str, list[str]]]:
    """Return the elements that axe finds fault with on a page, by colour scheme and rule."""
    page.add_style_tag(content="* { transition: none !important }")  # colours change at once
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        violations = get_violations(page)
        found[str(scheme)] = {
            each["id"]: [node["html"] for node in each["nodes"]] for each in violations
        }
    return found
