"""A person is forgotten after a marketer has worked on every row of that person."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test import Client

from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.public import Refusal, claim, join
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    make_user,
    refer,
    settle_after,
)

ROOT = "/admin/sharekit_promotions"
ADDRESS = "some.one@gmail.com"
SPELLINGS = (ADDRESS, "Some.One@gmail.com", "someone+shop@gmail.com", "someone@googlemail.com")
ORDER = "order-of-someone"


def dump() -> str:
    """Return all rows of all tables as text, without the accounts, which are the site's."""
    texts = []
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        assert {LogEntry._meta.db_table, Referral._meta.db_table} <= set(tables)
        for table in tables:
            if table != get_user_model()._meta.db_table:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                texts += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(texts).casefold()


def find(text: str) -> list[str]:
    """Return the rows with any spelling of the address, or another trace of the person."""
    traces = [*(each.casefold() for each in SPELLINGS), "someone", "some.one"]
    return [line for line in text.splitlines() if any(each in line for each in traces)]


def decide(marketer: Client, row: Model, move: str, reason: str = "") -> None:
    address = f"{ROOT}/{row._meta.model_name}/{row.pk}/moves/{move}/"
    assert marketer.post(address, {"reason": reason}).status_code == 302
    marketer.get(f"{ROOT}/{row._meta.model_name}/", {"q": ADDRESS})


@pytest.mark.usefixtures("is_atomic")
def test_no_table_has_the_address_and_there_is_no_second_reward(
    marketer: Client, clock: Clock, vouchers: Vouchers
) -> None:
    promotion, own = make_promotion(hold_days=0), make_promotion(hold_days=0)
    user = make_user(ADDRESS)
    as_friend = make_claim(make_advocate(promotion, same=["card"]), SPELLINGS[1], user=user)
    make_order(SPELLINGS[2], ORDER, user=user, same=["card"], value=30, currency="EUR")
    as_advocate = join(own, user, terms=own.terms_version)
    earned = refer(as_advocate)
    vouchers.faults = [RuntimeError(ADDRESS)] * 40
    decide(marketer, as_friend, "approve")
    for _ in range(12):
        settle_after(clock, hours=12)
    vouchers.faults = []
    for reward in as_friend.rewards.all():
        decide(marketer, reward, "again")
    settle_after(clock, hours=1)
    assert vouchers.count() == 4
    decide(marketer, as_advocate, "block", f"wrote as {SPELLINGS[3]}.")
    # Rows of others in which a marketer has named this person.
    for spelling in SPELLINGS:
        other = make_claim(make_advocate(make_promotion(), same=["card 2"]), is_new=True)
        decide(marketer, other, "refuse", f"Friend of '{spelling}', who asked.")
    assert len(find(dump())) >= 6

    call_command("sharekit_forget", person=ADDRESS, no_input=True, verbosity=0)

    assert find(dump()) == []
    assert ORDER not in dump()
    assert LogEntry.objects.count() == 8
    assert earned.rewards.get(role="advocate").result == ""
    # Neither as the friend, nor by an account anew.
    again = get_user_model().objects.create(username="again", email=SPELLINGS[3])
    code = make_advocate(promotion).code
    for spelling in SPELLINGS:
        refusal = claim(code, email=spelling, user=again, is_new=True)
        assert isinstance(refusal, Refusal)
        assert refusal.reason == "used"
    assert make_order(ADDRESS, user=again, is_new=True) is None
    settle_after(clock, days=60)
    assert vouchers.count() == 4
