"""The examples of docs/conversions.md run."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sharekit.contrib.conversions.checks.settings import CHECKS
from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.models import Conversion
from tests.support.paths import DOCS, PROJECT
from tests.unit.contrib.conversions.orders import BY_READER, get_total, order_and_credit, put_link

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = (DOCS / "conversions.md").read_text()


def test_an_order_is_placed_and_refunded_as_the_page_says() -> None:
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        if "def " in block:
            exec(block, names)
    order = SimpleNamespace(number="A-1", total=19.9, save=lambda: None)
    names["place_order"](order, {"sharekit_token": BY_READER})
    assert Conversion.objects.get().token == BY_READER
    names["place_order"](order, {})
    put_link()
    credit()
    names["refund"](order)
    credit()

    assert get_total() == (1, 1, 0)


def test_the_answer_of_the_api_has_the_fields_of_the_page(editor: Client) -> None:
    (example,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    order_and_credit(*range(5), token="w")
    answer = editor.get(reverse("sharekit:api-conversions")).json()

    assert list(answer) == list(example)
    for name in ("totals", "by_share"):
        assert list(answer[name][0]) == list(example[name][0])


def test_the_page_lists_the_checks() -> None:
    listed = re.findall(r"^\| `(sharekit_conversions\.\w+)`", PAGE, re.MULTILINE)
    code = (PROJECT / "sharekit/contrib/conversions/checks/settings.py").read_text()

    assert listed == re.findall(r'id="(.*)"', code)
    assert len(CHECKS) == 4
