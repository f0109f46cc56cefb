"""Opens the pages of bots in a real browser: strict policy, axe, and the way to a live bot."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.bots.models import AccountState, Bot, Contact, Conversation
from sharekit.contrib.bots.publishing.publish import publish
from tests.browsers.admin.browsing import LOOKS, POLICY, browse, get_faults
from tests.browsers.axe import get_violations
from tests.unit.contrib.bots.shop import add_rule, make_bot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See test_campaign_link_pages.py.
    pytest.mark.usefixtures("django_db_setup"),
]

ROOT = "/admin/sharekit_bots"
CHAT = re.compile("/bot/[0-9]+/chat/")


def send_framed_policy(route: Route) -> None:
    """Let the server answer, and let the page show frames of its own site."""
    response = route.fetch()
    policy = f"{POLICY}; frame-src 'self'"
    route.fulfill(
        response=response, headers={**response.headers, "content-security-policy": policy}
    )


def send_without_policy(route: Route) -> None:
    response = route.fetch()
    headers = {**response.headers, "content-security-policy": ""}
    route.fulfill(response=response, headers=headers)


@pytest.fixture
def page(
    browser: Browser, live_server: LiveServer, admin_client: Client, settings: Settings
) -> Iterator[Page]:
    """Open a browser in which a user who may do anything is logged in."""
    accounts = {
        "shop-telegram": {"platform": "telegram", "token": "1:x"},
        "shop-sms": {"platform": "twilio"},
    }
    settings.ROOT_URLCONF = "tests.unit.contrib.bots.urls"
    settings.SHAREKIT = {"SITE_URL": live_server.url, "BOTS": {"ACCOUNTS": accounts}}
    with browse(browser, admin_client, url=live_server.url) as page:
        page.context.route(re.compile("/admin/sharekit_bots/(bot|rule)/"), send_framed_policy)
        # It has a policy of its own.
        page.context.route(CHAT, lambda route: route.continue_())
        yield page


@pytest.fixture
def bot(transactional_db: None) -> Bot:
    """Return a bot with all that its pages can show."""
    row = make_bot(accounts=["shop-telegram"])
    delivery = add_rule(row, "Delivery", "how long\ndelivery time", text="Three days.")
    buttons = [{"label": "Too late", "rule": delivery.pk}]
    returns = add_rule(row, "Returns", "return", text="Why?", choices=buttons)
    add_rule(row, "Damaged", "broken", text="Sorry.", parent=returns)
    row.examples.create(text="How long?", expected=delivery)
    edition = publish(row)
    publish(row)
    row.examples.create(text="When?", expected=delivery)
    add_rule(row, "Lost")
    talk(row, Conversation(bot=row, edition=edition, state="waiting", reason="person"))
    AccountState.objects.create(account="shop-telegram", last_error="401 Unauthorized")
    return row


def talk(bot: Bot, row: Conversation) -> None:
    """Store a conversation with questions and answers."""
    now = timezone.now()
    row.contact = Contact.objects.create(account="shop-telegram", key_hash="k", address="77")
    row.began_at = row.last_at = now
    row.save()
    for number, text in enumerate(("Gift cards for order 4711?", "A person, please")):
        row.incoming.create(
            account="shop-telegram",
            name_hash=str(number),
            kind="received",
            text=text,
            sent_at=now,
            received_at=now,
            is_understood=False,
        )
        row.outgoing.create(
            message={"text": "I did not understand that."},
            mark=str(number),
            state="late",
            reason="late",
            asked_at=now,
            made_at=now,
            due_at=now,
        )


@pytest.mark.parametrize(
    "path",
    [
        "bot/",
        "bot/add/",
        "bot/{bot}/change/",
        "bot/{bot}/publish/",
        "rule/add/?bot={bot}",
        "rule/{rule}/change/",
        "conversation/",
        "conversation/{conversation}/change/",
        "incoming/",
        "accountstate/",
        "outgoing/",
    ],
)
def test_a_page_has_no_faults(path: str, page: Page, bot: Bot) -> None:
    named = {
        "bot": bot.pk,
        "rule": bot.rules.get(name="Returns").pk,
        "conversation": Conversation.objects.get().pk,
    }

    assert get_faults(page, f"{ROOT}/{path.format(**named)}") == []


def test_the_chat_has_no_faults(page: Page, bot: Bot) -> None:
    # axe runs in the frame's page only where it may run scripts.
    page.context.route(CHAT, send_without_policy)
    for look in LOOKS:
        page.emulate_media(color_scheme=look.scheme)
        page.set_viewport_size({"width": look.width, "height": 900})
        page.goto(f"{ROOT}/bot/{bot.pk}/chat/")
        page.get_by_label("Message", exact=True).fill("return")
        page.get_by_role("button", name="Send").click()

        expect(page.get_by_role("button", name="Too late")).to_be_visible()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert get_violations(page) == []


def test_an_owner_writes_a_rule_tries_it_and_publishes(page: Page, transactional_db: None) -> None:
    page.goto(f"{ROOT}/bot/add/")
    page.get_by_label("Name:", exact=True).fill("Shop help")
    page.get_by_label("Greeting:").fill("I answer automatically. Write PERSON for a person.")
    page.get_by_label("shop-telegram").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Add a rule").click()
    page.get_by_label("Name:", exact=True).fill("Delivery")
    page.get_by_label("Phrases:").fill("how long")
    page.get_by_label("Answer:", exact=True).fill("Three days.")
    page.get_by_role("button", name="Save", exact=True).click()

    chat = page.frame_locator(".sharekit-chat iframe")
    chat.get_by_label("Message", exact=True).fill("How long does it take?")
    chat.get_by_label("Message", exact=True).press("Enter")
    expect(chat.get_by_text("Three days.")).to_be_visible()
    expect(chat.get_by_text("Rule “Delivery”, because of “how long”.")).to_be_visible()

    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()
    bot = Bot.objects.get()
    assert (bot.slug, bot.state) == ("shop-help", "live")
