"""The first start of the demo invents what happened so far; later starts change nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.systems.flow.demo import Demo

pytestmark = pytest.mark.slow

READ = """
import json
from django.db.models import Count
from demo_site.shop.models import Order, Voucher
from sharekit.contrib.conversions.models import Conversion, ShareSum
from sharekit.contrib.mails.models import Message
from sharekit.contrib.promotions.models import Referral, Reward
def count(model, *names):
    rows = model.objects.values_list(*names).annotate(number=Count("pk")).order_by()
    return {" ".join(row[:-1]).strip(): row[-1] for row in rows}
print(json.dumps({
    "orders": count(Order, "state"),
    "referrals": count(Referral, "state", "flags"),
    "rewards": count(Reward, "state"),
    "vouchers": count(Voucher, "state"),
    "by a share": sum(ShareSum.objects.filter(article=None, channel="").values_list(
        "released", flat=True)),
    "waits": Conversion.objects.filter(due=True).count(),
    "mails": count(Message, "mail__slug"),
    "failed": Reward.objects.exclude(error="").count(),
}))
"""


def read(demo: Demo) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(demo.manage("shell", "-v", "0", "-c", READ))
    return found


def test_a_promotion_is_at_work_and_another_start_changes_nothing(magazine: Path) -> None:
    demo = Demo(magazine)
    invented = read(demo)

    assert demo.manage("load_shop").startswith("3 goods, ")
    assert demo.manage("load_letters").startswith("5 mails")

    assert read(demo) == invented
    assert sum(invented["orders"].values()) > 120
    assert invented["by a share"] > 40
    assert invented["waits"] == invented["failed"] == 0
    assert invented["mails"].pop("long-time") > 2
    assert invented["mails"] == {"confirmation": 3, "digest": 3, "monday-letter": 1}
    assert invented["referrals"] == {
        "approved": 7,
        "cancelled": 2,
        "claimed": 2,
        "pending": 11,
        "pending same": 1,
        "pending speed": 2,
    }
    # Both of each approved one, and of one that was refunded after its approval.
    assert invented["rewards"] == {"issued": 14, "withdrawn": 2}
    assert invented["vouchers"] == {"open": 14, "withdrawn": 2}
