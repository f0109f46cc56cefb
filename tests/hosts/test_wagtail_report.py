"""Tests the report in Wagtail's own admin: what it shows to whom, and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.hosts.site import Site
from tests.hosts.wagtail_site import PUBLISH, TRAVEL, make_wagtail

pytestmark = pytest.mark.slow
PHONE, DESK = 390, 1280
REPORT = "/cms/reports/sharing/"


def test_the_report_keeps_its_rules_in_a_wagtail_site(site: Site) -> None:
    make_wagtail(site)

    site.test("tests/hosts/inside_wagtail.py")


@dataclass
class Desk:
    """Is where an editor of a served site is logged in."""

    origin: str
    session: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve a Wagtail site whose articles travel."""
    site = Site.make(tmp_path_factory.mktemp("wagtail"))
    make_wagtail(site)
    site.fill(PUBLISH.format(port=site.port))
    session = site.run(TRAVEL).split("SESSION ")[1].strip()
    with site.serve() as origin:
        yield Desk(origin, session)


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_has_no_faults(
    desk: Desk, browser: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    with browser.new_context(
        base_url=desk.origin, color_scheme=scheme, viewport={"width": width, "height": 900}
    ) as context:
        context.add_cookies([{"name": "sessionid", "value": desk.session, "url": desk.origin}])
        page = context.new_page()

        assert find_faults(page, REPORT) == []
        assert page.get_by_text("All days: ").is_visible()
        assert find_faults(page, f"{REPORT}?q=owl") == []


def find_faults(page: Page, address: str) -> list[str]:
    """Open a page; return what its scripts threw, and what axe finds in what is ours."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    response = page.goto(address)
    assert response
    assert response.status == 200
    page.wait_for_load_state("networkidle")
    violations = Axe().run(page, context="#listing-results").response["violations"]
    return [*faults, *(str(violation) for violation in violations)]
