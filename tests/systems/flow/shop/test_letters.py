"""The demo's letters: an order's, and those of a reader who subscribes, confirms and stops."""

from __future__ import annotations

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.waiting import wait
from tests.systems.flow.demo import Demo
from tests.systems.flow.demo_reader import Reader, read
from tests.systems.flow.shop.customer import Answer, Customer, ask, find_number, log_in_as_staff

pytestmark = pytest.mark.slow

LETTERS = "/letters-sent/"
DIGEST = "The most shared of the week"
MAKE_DIGEST = """
from django.utils import timezone
from sharekit.contrib.mails.moments.messages import make
from sharekit.contrib.mails.moments.registry import find_moment
digest = find_moment("digest")
make(digest, digest.find(timezone.now()))
"""
STATES = "dict(Subscription.objects.filter(address={!r}).values_list('topic', 'state'))"


def find_letter(demo: Demo, subject: str, receiver: str) -> str:
    """Return the path of the letter to somebody with such a subject, once it is there."""
    row = rf'href="({LETTERS}[\d-]+/)">[^<]*{subject}[^<]*</a>\s*<span>to {receiver} '

    def look() -> list[str]:
        with urlopen(demo.origin + LETTERS) as answer:
            return re.findall(row, answer.read().decode())

    return wait(look)[0]


def press_in_letter(reader: Reader, demo: Demo, path: str, name: str) -> Page:
    """Open a letter, follow a link of its HTML, and return the page that opens beside it."""
    page = reader.context.new_page()
    page.goto(demo.origin + path)
    with page.expect_popup() as opened:
        page.frame_locator("iframe").get_by_role("link", name=name).click()
    return opened.value


def get_states(demo: Demo, address: str) -> dict[str, str]:
    """Return the states of somebody's subscriptions by topic."""
    states: dict[str, str] = ask(demo, STATES.format(address))
    return states


def review(customer: Customer, order: Answer, stars: str, *, origin: str = "") -> int:
    """Give stars to an order, and return the status of the answer."""
    return customer.post(f"{order.path}review/", origin=origin, stars=stars).status


@pytest.mark.browser
def test_letters_appear_and_a_reader_confirms_and_stops_from_them(
    browser: Browser, any_demo: Demo
) -> None:
    demo, address = any_demo, "letters@example.org"
    customer = Customer(demo, email="buyer@example.org")
    number = find_number(customer.order())
    with read(browser, demo.origin) as reader:
        home = reader.context.new_page()
        home.goto(demo.origin)
        home.get_by_label("Email address").fill(address)
        home.get_by_role("button", name="Subscribe").click()
        home.get_by_role("link", name="Letters sent").click()
        home.wait_for_url(f"**{LETTERS}")

        # The demo's worker sends both.
        find_letter(demo, number, "buyer@example.org")
        asked = find_letter(demo, "Please confirm", address)
        confirm = press_in_letter(reader, demo, asked, "Confirm the subscription")
        confirm.get_by_role("button", name="Confirm the subscription").click()
        expect(confirm.get_by_role("heading", name="You have subscribed")).to_be_visible()

        demo.manage("shell", "-v", "0", "-c", MAKE_DIGEST)
        demo.manage("sharekit_send")
        digest = find_letter(demo, DIGEST, address)
        stop = press_in_letter(reader, demo, digest, "Stop these mails")
        stop.get_by_role("button", name="Unsubscribe").click()
        expect(stop.get_by_role("heading", name="You have unsubscribed")).to_be_visible()

        assert reader.troubles == []
        assert reader.context.cookies() == []
    assert get_states(demo, address) == {"weekly": "stopped"}


def test_a_customer_who_likes_the_goods_gets_an_offer(shared_demo: Demo) -> None:
    customer = Customer(shared_demo, email="likes@example.org")
    order = customer.order()
    assert review(customer, order, "5") == 200
    log_in_as_staff(shared_demo).post(f"/shop/staff/{find_number(order)}/ship/")

    assert review(customer, order, "5", origin="https://evil.example") == 403
    assert review(customer, order, "6") == 400
    assert "star" not in customer.get(order.path).text.partition("You gave")[2]
    review(customer, order, "5")
    review(customer, order, "1")

    assert "You gave 5 stars." in customer.get(order.path).text
    letter = find_letter(shared_demo, "Thank you, Ada", customer.email)
    text = customer.get(letter).text
    assert "/r/p/two-parcels/join/#sk=e" in text
    assert "List-Unsubscribe" in text
    find_letter(shared_demo, "is on its way", customer.email)


def test_a_customer_who_objects_gets_no_offers(shared_demo: Demo) -> None:
    Customer(shared_demo, email="objects@example.org").order(no_offers="on")
    Customer(shared_demo, email="agrees@example.org").order()

    assert get_states(shared_demo, "objects@example.org") == {"shop": "stopped"}
    assert get_states(shared_demo, "agrees@example.org") == {"shop": "confirmed"}


def test_a_letter_runs_no_script_and_others_are_not_found(shared_demo: Demo) -> None:
    visitor = Customer(shared_demo)
    letter = find_letter(shared_demo, DIGEST, "ada.reader@example.org")

    with urlopen(f"{shared_demo.origin}{letter}html/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups")
    assert "default-src 'none'" in policy
    for name in ("secret_key", "00000000000000000000-1", "..%2Fsecret_key"):
        assert visitor.get(f"{LETTERS}{name}/").status == 404
