"""Looks at letters as mail programs do: narrow and wide, light and dark, in both directions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from sharekit.contrib.mails.writing import blocks
from sharekit.contrib.mails.writing.letters import write
from sharekit.reports.figures.articles.popular import Popular
from tests.browsers.admin.browsing import Look
from tests.browsers.axe import get_violations
from tests.unit.contrib.mails.writing.conftest import configured
from tests.unit.contrib.mails.writing.reading import make_mail, make_message

__all__ = ["configured"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See test_campaign_link_pages.py.
    pytest.mark.usefixtures("django_db_setup", "transactional_db"),
]

LOOKS = (Look("light", 360), Look("dark", 360), Look("light", 600), Look("dark", 600))
BODY = (
    "Hello {first_name},\n\n- An oak chair\n- A lamp\n\n[Your order]({order_url})\n\n"
    f"[Terms](/terms/)\n\nhttps://shop.example/{'a-long-address-' * 8}/"
)
MARKETING = f"{BODY}\n\n{{share_links /oak/}}\n\n{{most_shared}}"
HEBREW = "שלום {first_name},\n\n[ההזמנה שלך]({order_url})\n\nhttps://shop.example/x/"


@pytest.mark.parametrize(
    ("body", "kind", "language"),
    [(BODY, "service", "en"), (MARKETING, "marketing", "en"), (HEBREW, "marketing", "he")],
)
def test_a_letter_has_no_faults(
    body: str, kind: str, language: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    popular = Popular("https://shop.example/oak/", "How an oak chair is made", 5, 9)
    monkeypatch.setattr(blocks, "list_popular", lambda *args, **options: [popular])
    mail = make_mail(body, kind=kind, language=language)
    facts = {"first_name": "Ann", "order_url": "https://shop.example/orders/7/"}
    letter = write(make_message(mail, language=language, **facts))

    for look in LOOKS:
        viewport = {"width": look.width, "height": 700}
        with browser.new_context(viewport=viewport, color_scheme=look.scheme) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.set_content(letter.html)

            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), look
            assert get_violations(page) == [], look
