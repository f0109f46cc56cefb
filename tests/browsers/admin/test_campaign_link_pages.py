"""Make a link in a real browser: strict policy, axe, themes, phones, copying, and no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sharekit.aggregate.drain import drain
from sharekit.buttons import qr
from sharekit.keys import ArticleKey
from sharekit.links import campaign_links
from sharekit.models import Article, CampaignLink
from tests.browsers.admin.browsing import get_faults, is_violation
from tests.support.traffic import SWIFTS, post, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

LIST = "/admin/sharekit/campaignlink/"
ADDRESS = "#sharekit-address"
COPY = "[data-sharekit-copy]"
SAID = f"{COPY} + [role=status]"


@pytest.fixture
def made(transactional_db: None) -> CampaignLink:
    """Make links for two campaigns, one of which brings readers."""
    tokens = campaign_links.get_or_create(SWIFTS, ["email", "qr"], campaign="Newsletter of May")
    campaign_links.get_or_create(SWIFTS, ["whatsapp"], campaign="Spring " * 13)
    for n in range(1, 13):
        post(visit(tokens["email"]), address=f"192.0.2.{n}")
    drain()
    return CampaignLink.objects.get(channel="email")


def test_the_list_has_no_faults(page: Page, made: CampaignLink) -> None:
    assert get_faults(page, LIST) == []
    assert page.get_by_role("cell", name="10", exact=True).is_visible()


def test_the_empty_list_has_no_faults(page: Page, transactional_db: None) -> None:
    assert get_faults(page, LIST) == []
    assert page.get_by_role("link", name="Create a campaign link").last.is_visible()


def test_a_link_has_no_faults(page: Page, made: CampaignLink) -> None:
    assert get_faults(page, f"{LIST}{made.pk}/change/") == []
    picture = page.get_by_role("img", name="QR code of this link")
    assert picture.evaluate("(image) => image.complete && image.naturalWidth") > 0


def test_a_link_without_what_draws_it_has_no_faults(
    page: Page, made: CampaignLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qr, "is_installed", lambda: False)

    assert get_faults(page, f"{LIST}{made.pk}/change/") == []


def test_the_form_has_no_faults(page: Page, made: CampaignLink) -> None:
    assert get_faults(page, f"{LIST}add/") == []


def test_an_editor_makes_a_link_and_copies_it(
    page: Page, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(3)
    faults: list[str] = []
    page.on(
        "console",
        lambda message: faults.append(message.text) if is_violation(message.text) else None,
    )
    page.goto(LIST)
    page.get_by_role("link", name="Create a campaign link").first.click()
    page.get_by_role("combobox", name="Article").fill("https://news.example/a/2/?from=mail")
    page.get_by_role("combobox", name="Channel").select_option(label="Email")
    page.get_by_role("textbox", name="Campaign").fill("Newsletter of May")
    page.get_by_role("button", name="Create a campaign link").click()

    link = CampaignLink.objects.get(campaign="Newsletter of May")
    address = f"https://news.example/a/2/#sk={link.token}"
    expect(page.locator(ADDRESS)).to_have_value(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(COPY).click()
    expect(page.locator(SAID)).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == address
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as SVG").click()
    assert download.value.suggested_filename == "newsletter-of-may-article-2-qr.svg"
    assert faults == []


def test_without_a_clipboard_it_is_copied_all_the_same(page: Page, made: CampaignLink) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{LIST}{made.pk}/change/")

    page.locator(COPY).click()

    expect(page.locator(SAID)).not_to_be_empty()


def test_what_cannot_be_copied_is_not_said_to_be(page: Page, made: CampaignLink) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard; document.execCommand = () => false")
    page.goto(f"{LIST}{made.pk}/change/")

    page.locator(COPY).click()

    expect(page.locator(ADDRESS)).to_be_focused()
    expect(page.locator(SAID)).to_be_empty()


def test_without_script_the_link_is_there_to_be_copied(page: Page, made: CampaignLink) -> None:
    page.route("**/campaign-link.js", lambda route: route.abort())
    page.goto(f"{LIST}{made.pk}/change/")

    assert page.locator(ADDRESS).input_value().endswith(made.token)
    assert not page.locator(COPY).is_visible()
    assert Article.objects.count() == 1
