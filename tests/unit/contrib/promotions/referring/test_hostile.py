"""Whatever a form sends: no error, no reward, no row that is not valid."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from django.core.validators import validate_email
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.people import normalise
from sharekit.contrib.promotions.marketing.advocates import block
from sharekit.contrib.promotions.models import Advocate, Referral, Reward
from sharekit.contrib.promotions.public import Refusal, claim, leave, qualify
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.world import make_advocate, make_promotion

pytestmark = pytest.mark.usefixtures("commits")
BODIES = pytest.mark.parametrize(
    "bodies", [300, pytest.param(100_000, marks=[pytest.mark.thorough, pytest.mark.slow])]
)
PARTS = [
    "",
    "\0",
    "\ud800",
    "a" * 1_000_000,
    "friend",
    "@",
    "mail.example",
    "+x",
    "\n",
    "' OR 1=1 --",
    "%s",
    "{{ settings.SECRET_KEY }}",
    "\u202e",
    "\U0001f381",
    "..",
    "xn--",
]
NO_TEXTS: list[object] = [None, 17, -1, 1.5, float("nan"), True, b"x", [], {}, ["x"], object()]


def invent(chance: random.Random, codes_: list[str]) -> object:
    """Return what a hostile form might send as a code or as an address."""
    kind = chance.randrange(6)
    if kind == 0:
        return chance.choice(NO_TEXTS)
    if kind == 1:
        return chance.choice(codes_)
    if kind == 2:
        return "".join(chance.choices(codes.ALPHABET, k=chance.choice([7, 8, 9])))
    if kind == 3:
        return f"friend-{chance.randrange(20)}@mail.example"
    if kind == 4:
        return "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randrange(40)))
    return "".join(chance.choices(PARTS, k=chance.randrange(5)))


@BODIES
def test_no_claim_raises_an_error_or_leaves_a_row_that_is_not_valid(bodies: int) -> None:
    chance = random.Random(18)
    advocates = [make_advocate(make_promotion()) for _ in range(3)]
    known = [str(each.code) for each in advocates]
    block(advocates[1])
    accepted: dict[tuple[int, str], object] = {}

    for _ in range(bodies):
        code, email = invent(chance, known), invent(chance, known)
        answer = claim(code, email=email, is_new=chance.choice([True, False, None]))
        if isinstance(answer, Referral):
            accepted[answer.promotion_id, answer.friend_key] = email

    assert accepted
    assert Referral.objects.count() == len({*accepted})
    assert not Referral.objects.filter(advocate=advocates[1]).exists()
    for email in accepted.values():
        # A name may be international, which Django's forms do not accept.
        validate_email(f"friend@{normalise(email).rpartition('@')[2]}")
    settle()
    assert not Reward.objects.exists()


@BODIES
def test_no_order_leaves_a_referral_that_was_not_claimed(bodies: int) -> None:
    chance = random.Random(18)
    amounts = [None, 0, 5, -1, "x", "", Decimal("NaN"), Decimal("Infinity"), 10**20, float("inf")]
    currencies = ["EUR", "XXX", "eur", "", "EURO", "\0", None, 7]
    make_advocate(make_promotion(hold_days=0))
    refused = 0

    for number in range(bodies):
        try:
            answer = qualify(
                "order",
                chance.choice([number, invent(chance, ["7K01M4XZ"])]),  # type: ignore[arg-type]
                email=invent(chance, ["7K01M4XZ"]),
                value=chance.choice(amounts),  # type: ignore[arg-type]
                currency=chance.choice(currencies),  # type: ignore[arg-type]
                same=[str(invent(chance, ["7K01M4XZ"]))],
            )
        except ValueError:
            refused += 1
        else:
            assert answer is None

    assert 0 < refused < bodies
    assert Conversion.objects.filter(value__lt=0).count() == 0
    assert not Referral.objects.exists()
    assert not Reward.objects.exists()


def test_a_guess_asks_the_database_the_same_for_blocked_as_for_unknown_codes() -> None:
    blocked, left = make_advocate(make_promotion()), make_advocate(make_promotion())
    block(blocked)
    leave(left.promotion, left.user)
    asked: list[int] = []

    for code in ("7K01M4XZ", str(blocked.code), str(left.code)):
        with CaptureQueriesContext(connection) as queries:
            assert claim(code, email="friend@mail.example") == Refusal("unknown")
        asked.append(len(queries))

    assert len(set(asked)) == 1
    assert Advocate.objects.count() == 2
