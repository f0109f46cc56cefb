"""What a comment can make a reader's browser ask for uses up none of the reader's events."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support.traffic import post, share
from tests.unit.collect.limit.sending import PUBLIC

AGENT = "Mozilla/5.0 Firefox/153.0"


def ask(address: str) -> int:
    """Return how a reader's browser is answered that asks for a part of a page."""
    browser = Client()
    return browser.get(address, REMOTE_ADDR=PUBLIC, headers={"User-Agent": AGENT}).status_code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["qr/?{}", "qr/?article={}", "parts/?{}", "shared/?{}"])
def test_pictures_in_a_comment_leave_all_events_to_the_reader(address: str) -> None:
    asked = {ask(f"/sharekit/{address.format(number)}") for number in range(200)}

    assert post(share("w1111111111"), address=PUBLIC).status == 204
    # Reading the form of a shared report does not count as a guess.
    assert (429 in asked) != address.startswith("shared")
