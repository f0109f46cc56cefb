"""Orders of the sample app, and commands that are asked about them."""

from __future__ import annotations

import io

from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.support.sharekit_orders.models import Order
from tests.support.traffic import SWIFTS

TOKEN = "wK7mQ2xR9tL"
ANNA = "anna@news.example"


def run(command: str, *arguments: str) -> str:
    """Run a command and return what it wrote; its error ends the text."""
    out = io.StringIO()
    try:
        call_command(command, *arguments, stdout=out, stderr=out, no_color=True)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def order(number: str, **more: object) -> Order:
    given: dict[str, object] = {"site": "news.example", "identity": SWIFTS.identity, "token": TOKEN}
    given |= {"address": ANNA, "at": timezone.now()}
    return Order.objects.create(number=number, **given | more)


def list_orders() -> list[str]:
    return list(Order.objects.order_by("number").values_list("number", flat=True))
