"""A shop with an address, an imprint, and a moment with facts."""

from __future__ import annotations

import django
import pytest
from pytest_django import Settings

from sharekit.contrib.mails.moments.registry import MOMENTS, Moment
from sharekit.contrib.mails.writing import addresses

LOCAL = "django.core.mail.backends.locmem.EmailBackend"
SENDERS = {
    "FROM": "Alder Shop <orders@shop.example>",
    "MARKETING_FROM": "Alder Letters <news@shop.example>",
    "REPLY_TO": "help@shop.example",
    "IMPRINT": "Alder Ltd\n1 High Street, Leeds",
    "TOPICS": {"weekly": "The week in one mail"},
}


@pytest.fixture(autouse=True)
def configured(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the shop send mails."""
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": LOCAL}}
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "https://shop.example",
        "MAILS": SENDERS,
    }
    facts = ("first_name", "order", "order_url")
    monkeypatch.setitem(MOMENTS, "ordered", Moment("ordered", "Somebody ordered", facts))
    addresses._kept.clear()
