"""The page that a friend opens."""

from __future__ import annotations

import pytest
from django.test import Client

from sharekit.contrib.promotions.models import Advocate

pytestmark = pytest.mark.django_db


def test_it_shows_the_offer(client: Client, advocate: Advocate) -> None:
    page = client.get("/r/K7M2XQ9D/")
    print(page.content.decode())
    assert page.status_code == 200
    client.force_login(advocate.user)
    print(client.get("/account/").content.decode())
    print(client.get("/r/K7M2XQ91/").content.decode())
    print(client.get("/order/?ref=k7m2-xq9d").content.decode())
    print(client.get("/r/p/friends/").content.decode())
