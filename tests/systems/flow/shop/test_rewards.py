"""A friend's order rewards both, unless it should not."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.systems.flow.demo import Demo
from tests.systems.flow.shop.customer import (
    ADDRESS,
    PRICE,
    Answer,
    Customer,
    ask,
    describe,
    find_number,
    log_in_as_staff,
)

pytestmark = pytest.mark.slow

ELSEWHERE = {"name": "Bela Czerny", "address": "Canal Street 9, 20095 Hamburg"}


def recommend(demo: Demo, email: str) -> tuple[Customer, str]:
    """Return an advocate who has ordered once, and the advocate's code."""
    advocate = Customer(demo, email=email)
    advocate.sign_up()
    advocate.get("/shop/recommend/")
    panel = advocate.post("/r/p/two-parcels/join/", terms="2026-11", next="/shop/recommend/")
    [code] = re.findall(r"Your code <code[^>]*>([\w-]+)</code>", panel.text)
    advocate.order()
    return advocate, code


def refund(demo: Demo, placed: Answer) -> None:
    """Pay an order back, and let the task do what follows from it."""
    log_in_as_staff(demo).post(f"/shop/staff/{find_number(placed)}/refund/")
    # One run cancels the referral, the next one takes its rewards back.
    for _ in range(2):
        demo.manage("sharekit_run", "promotions-settle")


def find_vouchers(answer: Answer) -> dict[str, str]:
    """Return the vouchers on a page, with their states."""
    return dict(re.findall(r'class="voucher" data-state="(\w+)".*?<code>(\w+)</code>', answer.text))


def find_error(answer: Answer) -> str:
    """Return the error above a form."""
    assert answer.status == 422
    [error] = re.findall(r'<ul class="errorlist nonfield[^>]*><li>(.*?)</li>', answer.text)
    return unescape(error)


def test_a_friends_first_order_rewards_both_and_a_refund_takes_it_back(quick_shop: Demo) -> None:
    advocate, code = recommend(quick_shop, "a1@example.org")
    friend = Customer(quick_shop, email="f1@example.org")

    placed = friend.order(sharekit_code=code, **ELSEWHERE)

    assert describe(placed) == ["placed", PRICE]
    assert [*find_vouchers(friend.get(placed.path))] == ["open"]
    assert [*find_vouchers(advocate.get("/shop/account/"))] == ["open"]
    refund(quick_shop, placed)
    assert [*find_vouchers(friend.get(placed.path))] == ["withdrawn"]
    assert [*find_vouchers(advocate.get("/shop/account/"))] == ["withdrawn"]


def test_a_voucher_that_was_used_is_not_taken_back(quick_shop: Demo) -> None:
    advocate, code = recommend(quick_shop, "a2@example.org")
    friend = Customer(quick_shop, email="f2@example.org")
    placed = friend.order(sharekit_code=code, **ELSEWHERE)
    voucher = find_vouchers(advocate.get("/shop/account/"))["open"]
    assert describe(advocate.order(voucher=voucher)) == ["placed", "7.00", voucher]

    refund(quick_shop, placed)

    assert [*find_vouchers(friend.get(placed.path))] == ["withdrawn"]
    assert [*find_vouchers(advocate.get("/shop/account/"))] == ["used"]


def test_a_household_waits_for_a_person(quick_shop: Demo) -> None:
    _advocate, code = recommend(quick_shop, "a3@example.org")
    flatmate = Customer(quick_shop, email="f3@example.org")

    placed = flatmate.order(sharekit_code=code, **ADDRESS)

    assert describe(placed) == ["placed", PRICE]
    assert find_vouchers(flatmate.get(placed.path)) == {}
    assert "Your gift comes after an order that meets the terms." in flatmate.shown


def test_the_page_of_the_order_and_the_panel_say_when_the_gift_comes(shared_demo: Demo) -> None:
    advocate, code = recommend(shared_demo, "a7@example.org")
    friend = Customer(shared_demo, email="f7@example.org")

    placed = friend.order(sharekit_code=code, **ELSEWHERE)

    [day] = re.findall(r"Code accepted. Your gift comes about (\w+ \d+)\.", placed.text)
    assert f"The next reward comes about {day}." in advocate.get("/shop/recommend/").text


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("a4+me@example.org", "cannot be used"),
        ("old@example.org", "only for new customers"),
        ("new@example.org", "not valid"),
    ],
    ids=["own code", "customer", "unknown code"],
)
def test_a_code_that_is_refused_places_no_order(
    quick_shop: Demo, email: str, expected: str
) -> None:
    _advocate, code = recommend(quick_shop, f"a4-{expected[:3]}@example.org".replace(" ", ""))
    typed = "7777-7777" if expected == "not valid" else code
    customer = Customer(quick_shop, email=email.replace("a4", f"a4-{expected[:3]}"))
    if expected == "only for new customers":
        customer.order()

    answer = customer.order(sharekit_code=typed)

    assert expected in find_error(answer)
    # The form keeps what was typed.
    assert f'value="{typed}"' in answer.text
    placed = int(expected == "only for new customers")
    assert ask(quick_shop, f"Order.objects.filter(email={customer.email!r}).count()") == placed
    # One step further, the order is placed without it.
    assert "To go on without the code, empty this field." in answer.text
    assert describe(customer.check_out(sharekit_code="")) == ["placed", PRICE]


def test_an_account_remembers_the_code_of_its_sign_up(quick_shop: Demo) -> None:
    advocate, code = recommend(quick_shop, "a5@example.org")
    friend = Customer(quick_shop, email="f5@example.org")
    refused = friend.sign_up(sharekit_code="7777-7777")
    assert "not valid" in find_error(refused)
    assert friend.sign_up(sharekit_code=code).path == "/shop/account/"

    friend.order(**ELSEWHERE, email="office-of-f5@example.org")

    assert [*find_vouchers(friend.get("/shop/account/"))] == ["open"]
    assert [*find_vouchers(advocate.get("/shop/account/"))] == ["open"]


def test_an_accepted_gift_is_in_the_form_of_the_order(quick_shop: Demo) -> None:
    _advocate, code = recommend(quick_shop, "a6@example.org")
    friend = Customer(quick_shop)
    page = f"/r/{code.replace('-', '')}/"
    assert friend.get(page).status == 200
    assert [cookie.name for cookie in friend.cookies] == []

    friend.post(f"{page}accept/")
    friend.prepare()

    assert f'value="{code}"' in friend.shown


def test_an_order_says_by_which_share_it_came(quick_shop: Demo) -> None:
    for token in ("wAbcdefghjk", "w" * 3000, "w\0", "", "w"):
        customer = Customer(quick_shop, email="share@example.org")
        customer.post("/shop/goods/postcards/add/", sharekit_token=token)
        customer.get("/shop/checkout/")
        assert describe(customer.check_out()) == ["placed", PRICE]

    found = ask(
        quick_shop,
        "list(__import__('sharekit.contrib.conversions.models', fromlist=['']).Conversion.objects"
        ".order_by('-pk').values_list('token', flat=True)[:5])",
    )
    assert found == ["w", "", "", "", "wAbcdefghjk"]
