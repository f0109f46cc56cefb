"""Opens the marketer's pages in a real browser: strict policy, axe, and the preview."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sharekit.contrib.promotions.models import Promotion, Referral
from tests.browsers.admin.browsing import get_faults
from tests.unit.contrib.promotions.conftest import configured, vouchers
from tests.unit.contrib.promotions.world import (
    TERMS,
    make_advocate,
    make_order,
    make_promotion,
    read,
    refer,
)

__all__ = ["configured", "vouchers"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See test_campaign_link_pages.py.
    pytest.mark.usefixtures("django_db_setup"),
]

ROOT = "/admin/sharekit_promotions"


@pytest.fixture
def promotion(transactional_db: None) -> Promotion:
    """Let a promotion run, with a friend who waits and one who has to be decided on."""
    promotion = make_promotion(
        friend_cost=10, advocate_cost=10, currency="EUR", picture="/static/sharekit/icon.png"
    )
    advocate = make_advocate(promotion, "advocate@mail.example")
    refer(advocate, value=20, currency="EUR")
    make_order("advocate@mail.example", same=["card"])
    refer(advocate, value=20, currency="EUR", same=["card"])
    return promotion


@pytest.mark.parametrize(
    "path",
    [
        "promotion/",
        "promotion/add/",
        "promotion/{promotion}/change/",
        "referral/?undecided=1",
        "referral/{referral}/change/",
        "advocate/{advocate}/change/",
        "reward/",
    ],
)
def test_a_page_has_no_faults(path: str, page: Page, promotion: Promotion) -> None:
    referral = Referral.objects.latest("pk")
    address = path.format(
        promotion=promotion.pk, referral=referral.pk, advocate=referral.advocate_id
    )

    assert get_faults(page, f"{ROOT}/{address}") == []


def test_a_marketer_writes_a_message_sees_it_and_starts(page: Page, transactional_db: None) -> None:
    page.goto(f"{ROOT}/promotion/add/")
    for label, text in (
        ("Name:", "Spring"),
        ("Headline:", "EUR 10 for you"),
        ("The friend gets:", "EUR 10"),
        ("The advocate gets:", "EUR 10"),
        ("Share text:", "We both get EUR 10."),
        ("Terms:", "/terms/"),
        ("Version of the terms:", TERMS),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Goal:").select_option("order")
    preview = page.get_by_role("group", name="The message in WhatsApp")
    expect(preview).to_contain_text("We both get EUR 10.")
    expect(preview).to_contain_text("EUR 10 for you")
    # A form with a mistake keeps it.
    page.get_by_label("Days to order:").fill("0")
    save = page.get_by_role("button", name="Save and continue editing")
    page.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    save.click()
    expect(preview).to_contain_text("EUR 10 for you")
    page.get_by_label("Days to order:").fill("90")
    save.click()

    page.get_by_role("button", name="Start").press("Enter")

    expect(page.get_by_role("heading", name="State: live")).to_be_visible()
    promotion = Promotion.objects.get()
    assert (promotion.slug, promotion.state) == ("spring", "live")


def test_a_marketer_decides_by_keyboard(page: Page, promotion: Promotion) -> None:
    page.goto(f"{ROOT}/promotion/{promotion.pk}/change/")
    page.locator("#sharekit-results + dl a", has_text="1").last.press("Enter")
    page.get_by_role("link", name="#").first.press("Enter")
    page.get_by_role("textbox", name="Reason").fill("One household")
    page.get_by_role("button", name="Refuse").press("Enter")

    expect(page.get_by_role("button", name="Refuse")).to_have_count(0)
    referral = Referral.objects.latest("pk")
    assert (read(referral).state, referral.reason) == ("refused", "One household")
