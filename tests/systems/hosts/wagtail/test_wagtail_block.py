"""Tests how an editor chooses and orders channels in Wagtail's page editor."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.systems.hosts.host_reader import read
from tests.systems.hosts.wagtail.wagtail_site import Desk

pytestmark = [pytest.mark.slow, pytest.mark.browser]
FIND_OWLS = "from newsroom.models import StreamPage; print(StreamPage.objects.get().pk)"


def test_an_editor_checks_channels_and_moves_them_into_an_order(
    desk: Desk, browser: Browser
) -> None:
    address = f"/cms/pages/{desk.site.run(FIND_OWLS).strip()}/edit/"
    with browser.new_context(base_url=desk.site.origin) as context:
        context.add_cookies([{"name": "sessionid", "value": desk.session, "url": desk.site.origin}])
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        boxes = page.locator(".sharekit-ordered").get_by_role("checkbox")
        expect(boxes.nth(0)).to_have_value("telegram")
        expect(boxes.nth(1)).to_have_value("email")

        up = page.get_by_role("button", name="Move up: Email")
        up.click()
        expect(up).to_be_focused()
        expect(boxes.nth(0)).to_have_value("email")
        up.press("Enter")
        page.get_by_role("checkbox", name="WhatsApp").check()
        page.locator("[name=action-publish]").dispatch_event("click")
        page.wait_for_url("**/cms/pages/**", wait_until="load")
        expect(page.get_by_text("has been published")).to_be_visible()

    assert faults == []
    html = read(f"{desk.site.origin}/owls/").text
    assert re.findall(r'data-sharekit-channel="([^"]+)"', html) == ["email", "telegram", "whatsapp"]
