"""A customer orders, with and without an account; staff ship and refund."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.systems.flow.demo import Demo
from tests.systems.flow.shop.customer import (
    GOOD,
    PRICE,
    Answer,
    Customer,
    ask,
    describe,
    find_number,
    log_in_as_staff,
    make_voucher,
)

pytestmark = pytest.mark.slow

ORDERS = 8
ROUNDS = 3


def test_looking_at_goods_begins_no_session(shared_demo: Demo) -> None:
    visitor = Customer(shared_demo)

    assert PRICE in visitor.get("/shop/").text
    assert PRICE in visitor.get(f"/shop/goods/{GOOD}/").text
    assert [cookie.name for cookie in visitor.cookies] == []


def test_an_order_needs_no_account(shared_demo: Demo) -> None:
    customer = Customer(shared_demo)

    answer = customer.order()

    assert (answer.status, answer.path.split("/")[2]) == (200, "orders")
    assert describe(answer) == ["placed", PRICE]
    assert "There is nothing in it yet." in customer.get("/shop/basket/").text
    assert [cookie.name for cookie in customer.cookies] == ["sessionid"]


def test_the_basket_holds_the_numbers_that_it_is_given(shared_demo: Demo) -> None:
    customer = Customer(shared_demo)
    for good in (GOOD, GOOD, "swift-box"):
        customer.put_into_basket(good)

    assert "€ 70.00" in customer.get("/shop/basket/").text
    assert "€ 36.00" in customer.post("/shop/basket/", **{GOOD: "3", "swift-box": "0"}).text
    assert "€ 36.00" in customer.post("/shop/basket/", **{GOOD: "-1", "swift-box": "٣"}).text
    assert "€ 240.00" in customer.post("/shop/basket/", **{GOOD: "9" * 5000}).text


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_no_form_of_another_site_changes_a_session(shared_demo: Demo, origin: str) -> None:
    visitor = Customer(shared_demo)

    answer = visitor.post(f"/shop/goods/{GOOD}/add/", origin=origin)

    assert answer.status == 403
    assert [cookie.name for cookie in visitor.cookies] == []


def test_without_goods_there_is_nothing_to_check_out(shared_demo: Demo) -> None:
    customer = Customer(shared_demo)

    assert customer.get("/shop/checkout/").path == "/shop/basket/"


def test_an_account_keeps_the_basket_the_orders_and_the_vouchers(shared_demo: Demo) -> None:
    customer = Customer(shared_demo, email="Cleo@Example.org")
    customer.put_into_basket()
    customer.sign_up()
    customer.get("/shop/checkout/")
    number = find_number(customer.check_out())
    make_voucher(shared_demo, "CLEOSVOUCHER")
    ask(
        shared_demo,
        "Voucher.objects.filter(code='CLEOSVOUCHER').update("
        f"owner=Order.objects.get(number={number!r}).user)",
    )

    account = customer.get("/shop/account/")

    assert number in account.text
    assert "CLEOSVOUCHER" in account.text
    again = Customer(shared_demo, email="cleo@example.org").sign_up()
    assert again.status == 422
    assert "has an account already" in again.text


def test_a_login_leads_to_this_site_only(shared_demo: Demo) -> None:
    for email, address, expected in (
        ("next1@example.org", "/shop/basket/", "/shop/basket/"),
        ("next2@example.org", "https://evil.example/", "/shop/account/"),
        ("next3@example.org", "//evil.example/", "/shop/account/"),
    ):
        customer = Customer(shared_demo, email=email)
        path = f"/shop/account/new/?next={address}"
        customer.get(path)
        password = {"password1": "correct horse", "password2": "correct horse"}
        answer = customer.post(path, first_name="Ada", email=email, **password)

        assert answer.path == expected


def test_a_voucher_that_eight_orders_use_at_once_pays_for_one(either_demo: Demo) -> None:
    for number in range(ROUNDS):
        code = f"EIGHT{number}"
        make_voucher(either_demo, code)
        answers = order_at_once(either_demo, code)

        assert sorted(answer.status for answer in answers) == [200] + [422] * (ORDERS - 1)
        [paid] = [answer for answer in answers if answer.status == 200]
        assert describe(paid) == ["placed", "7.00", code]
    # What was refused left no order behind.
    orders = ask(either_demo, "Order.objects.filter(email__startswith='eight').count()")
    assert orders == ROUNDS


def order_at_once(demo: Demo, voucher: str) -> list[Answer]:
    """Let some customers pay with one voucher in the same moment."""
    customers = [Customer(demo, email=f"eight{each}@example.org") for each in range(ORDERS)]
    for customer in customers:
        customer.prepare()
    start = threading.Barrier(ORDERS)

    def check_out(customer: Customer) -> Answer:
        start.wait()
        return customer.check_out(voucher=voucher)

    with ThreadPoolExecutor(ORDERS) as pool:
        return list(pool.map(check_out, customers))


def test_a_voucher_above_the_price_pays_for_all_of_it(shared_demo: Demo) -> None:
    make_voucher(shared_demo, "LARGE", value=50)

    answer = Customer(shared_demo).order(voucher="LARGE")

    assert describe(answer) == ["placed", "0.00", "LARGE"]


def test_staff_ship_once_and_refund_once(shared_demo: Demo) -> None:
    make_voucher(shared_demo, "BACK")
    customer = Customer(shared_demo)
    placed = customer.order(voucher="BACK")
    step = f"/shop/staff/{find_number(placed)}"
    staff = log_in_as_staff(shared_demo)

    seen = []
    for what in ("ship", "ship", "refund", "refund", "ship"):
        assert staff.post(f"{step}/{what}/").path == "/shop/staff/"
        seen.append(describe(customer.get(placed.path)))

    shipped, refunded = ["shipped", "7.00", "BACK"], ["refunded", "7.00"]
    assert seen == [shipped, shipped, refunded, refunded, refunded]
    # The voucher works again, once.
    assert Customer(shared_demo).order(voucher="BACK").status == 200
    assert Customer(shared_demo).order(voucher="BACK").status == 422


@pytest.mark.parametrize("step", ["ship", "refund"])
def test_only_staff_take_a_step_and_only_by_post(shared_demo: Demo, step: str) -> None:
    buyer = Customer(shared_demo)
    placed = buyer.order()
    path = f"/shop/staff/{find_number(placed)}/{step}/"
    stranger, customer = Customer(shared_demo), Customer(shared_demo, email=f"{step}@example.org")
    stranger.prepare()
    customer.sign_up()
    customer.prepare()
    staff = log_in_as_staff(shared_demo)

    assert stranger.post(path).path == "/shop/account/login/"
    assert customer.post(path).status == 403
    assert customer.get("/shop/staff/").status == 403
    assert staff.get(path).status == 405
    staff.shown = ""  # without its token
    assert staff.post(path).status == 403
    assert describe(buyer.get(placed.path)) == ["placed", PRICE]
