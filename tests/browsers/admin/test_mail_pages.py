"""Opens the editors' pages of mails in a real browser: strict policy, axe, and the preview."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.models import Mail, Message, Occurrence
from tests.browsers.admin.browsing import LOOKS, POLICY, browse, get_faults
from tests.browsers.axe import get_violations
from tests.unit.contrib.mails.editing.making import make_outbox, subscribe
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail

__all__ = ["configured"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See test_campaign_link_pages.py.
    pytest.mark.usefixtures("django_db_setup"),
]

ROOT = "/admin/sharekit_mails"
PREVIEW = re.compile("/mail/preview/")
TEXT = "Hello {first_name},\n\n[Read on](/stories/oak/)\n\n{share_links /stories/oak/}"


def send_framed_policy(route: Route) -> None:
    """Let the server answer, and let the page show frames of its own site."""
    response = route.fetch()
    policy = f"{POLICY}; frame-src 'self'"
    route.fulfill(
        response=response, headers={**response.headers, "content-security-policy": policy}
    )


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, admin_client: Client) -> Iterator[Page]:
    """Open a browser in which a user who may do anything is logged in."""
    with browse(browser, admin_client, url=live_server.url) as page:
        page.context.route(re.compile("/admin/sharekit_mails/mail/"), send_framed_policy)
        # It has a policy of its own.
        page.context.route(PREVIEW, lambda route: route.continue_())
        yield page


@pytest.fixture
def mail(transactional_db: None) -> Mail:
    """Return a marketing mail with subscribers and messages."""
    mail = make_mail(TEXT, kind="marketing", name="The week")
    Occurrence.objects.create(moment="ordered", last_at=timezone.now())
    subscribe("confirmed", "confirmed", "asked", "stopped")
    make_outbox(mail)
    return mail


@pytest.mark.parametrize(
    "path",
    [
        "mail/",
        "mail/add/?moment=ordered",
        "mail/{mail}/change/",
        "message/",
        "message/{message}/change/",
    ],
)
def test_a_page_has_no_faults(path: str, page: Page, mail: Mail) -> None:
    message = Message.objects.get(state="unknown")

    assert get_faults(page, f"{ROOT}/{path.format(mail=mail.pk, message=message.pk)}") == []


@pytest.mark.parametrize("way", ["html", "phone", "text"])
def test_a_preview_has_no_faults(way: str, page: Page, mail: Mail) -> None:
    # axe runs in the frame's page only where it may run scripts.
    page.context.route(PREVIEW, send_without_policy)
    for look in LOOKS:
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": 900})
        page.goto(f"{ROOT}/mail/preview/?mail={mail.pk}&shown={way}")

        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert get_violations(page) == []


def send_without_policy(route: Route) -> None:
    response = route.fetch()
    headers = {**response.headers, "content-security-policy": ""}
    route.fulfill(response=response, headers=headers)


def test_an_editor_sees_what_she_writes_and_switches_it_on(
    page: Page, transactional_db: None
) -> None:
    page.goto(f"{ROOT}/mail/add/?moment=ordered")
    page.get_by_label("Name:", exact=True).fill("Thanks for the order")
    page.get_by_role("textbox", name="Subject:").fill("Thank you, {first_name}")
    page.get_by_role("textbox", name="Text:").fill(
        "Hello {first_name},\n\n[Read on](/stories/oak/)"
    )
    frame = page.frame_locator("iframe[name=sharekit-preview-frame]")
    expect(frame.get_by_text("Thank you, first name")).to_be_visible()
    letter = frame.frame_locator("iframe")
    expect(letter.get_by_role("link", name="Read on")).to_be_visible()
    page.get_by_role("button", name="Text", exact=True).click()
    expect(frame.locator("pre")).to_contain_text("https://shop.example/stories/oak/")
    page.get_by_role("button", name="Save and continue editing").click()

    page.get_by_role("button", name="Switch on").press("Enter")

    expect(page.get_by_text("The mail is on.", exact=True)).to_be_visible()
    mail = Mail.objects.get()
    assert (mail.slug, mail.is_on) == ("thanks-for-the-order", True)


def test_a_preview_runs_no_script_and_sends_nothing(page: Page, mail: Mail) -> None:
    asked: list[str] = []
    page.goto(f"{ROOT}/mail/{mail.pk}/change/")
    page.on("request", lambda request: asked.append(request.url))
    letter = page.frame_locator("iframe").frame_locator("iframe")
    letter.get_by_role("link", name="Read on").click()

    assert asked == []
    frame = next(each for each in page.frames if PREVIEW.search(each.url))
    assert frame.evaluate("origin") == "null"
