"""Tests how the report in Wagtail's own admin looks."""

from itertools import product
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers.axe import get_violations
from tests.systems.hosts.wagtail.wagtail_site import Desk

pytestmark = pytest.mark.slow
WIDTHS: Final = (1280, 390)  # of a desk and of a phone
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
REPORT: Final = "/cms/reports/sharing/"
NOTHING_FOUND: Final = f"{REPORT}?q=owl"


@pytest.mark.browser
def test_the_report_has_no_faults_in_any_width_and_scheme(desk: Desk, browser: Browser) -> None:
    with browser.new_context(base_url=desk.site.origin) as context:
        context.add_cookies([{"name": "sessionid", "value": desk.session, "url": desk.site.origin}])
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        open_page(page, REPORT)
        assert page.locator("#listing-results").get_by_role("status").is_visible()
        violations = {REPORT: find_violations(page)}
        open_page(page, NOTHING_FOUND)
        violations[NOTHING_FOUND] = find_violations(page)

    assert violations == {REPORT: {}, NOTHING_FOUND: {}}
    assert faults == []


def open_page(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response
    assert response.status == 200
    page.wait_for_load_state("networkidle")


def find_violations(page: Page) -> dict[tuple[int, str], list[Any]]:
    """Return what axe finds in sharekit's parts, by width and scheme."""
    found = {}
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found[width, scheme] = get_violations(page, part="#listing-results")
    return {look: violations for look, violations in found.items() if violations}
