"""Whatever comes to a door, it answers; what is not signed is refused alike, and never stored."""

from __future__ import annotations

import random

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.deciding.editions import find_rules
from sharekit.contrib.bots.models import Bot, Incoming
from sharekit.contrib.bots.platforms.accounts import list_accounts
from sharekit.contrib.bots.publishing.publish import publish
from tests.systems.bots.hostile import forge, make_body
from tests.systems.bots.simulators.keys import GIVEN
from tests.unit.contrib.bots.platforms.signing import make_call

SIZES = [300, pytest.param(100_000, marks=[pytest.mark.slow, pytest.mark.thorough])]
STEP = 500
pytestmark = pytest.mark.django_db


@pytest.fixture(params=sorted(GIVEN))
def platform(request: pytest.FixtureRequest, settings: Settings) -> str:
    """Return the name of a platform at which the site has an account and a bot."""
    name: str = request.param
    settings.ROOT_URLCONF = "tests.unit.contrib.bots.urls"
    settings.SHAREKIT = {
        **django_settings.SHAREKIT,
        "SITE_URL": "https://shop.example",
        "BOTS": {"ACCOUNTS": {"shop": {"platform": name, **GIVEN[name]}}},
    }
    find_rules.cache_clear()
    greeting = "Hello, I am an automatic helper."
    bot = Bot.objects.create(
        slug="helper", name="Helper", language="en", greeting=greeting, accounts=["shop"]
    )
    bot.rules.create(place=1, name="Delivery", phrases="delivery time", text="Two days.")
    publish(bot, accepts_warnings=True)
    return name


def call(platform: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    kind = "application/x-www-form-urlencoded" if platform == "twilio" else "application/json"
    answer = Client().post(f"/bots/{platform}/", body, content_type=kind, headers=headers)
    return answer.status_code, answer.content


@pytest.mark.parametrize("size", SIZES)
def test_what_is_signed_is_taken_and_decided_whatever_it_is(
    platform: str, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(1)
    (account,) = list_accounts()
    statuses = set()

    for number in range(1, size + 1):
        body = make_body(platform, chance)
        statuses.add(call(platform, body, dict(make_call(account, body).headers))[0])
        if number % STEP == 0 or number == size:
            while decide():
                pass

    # Twilio signs a form, so other bytes have no signature.
    assert statuses - ({403} if platform == "twilio" else set()) == {200}
    assert Incoming.objects.exists()
    assert not Incoming.objects.filter(state=Incoming.State.NEW).exists()
    assert "could not be decided" not in caplog.text


@pytest.mark.parametrize("size", SIZES)
def test_what_is_not_signed_is_refused_alike_and_never_stored(platform: str, size: int) -> None:
    chance = random.Random(2)
    (account,) = list_accounts()
    answers = set()

    for _ in range(size):
        body = make_body(platform, chance)
        headers = forge(dict(make_call(account, body).headers), chance)
        answers.add(call(platform, body, headers))

    assert answers == {(403, b"Not signed.\n")}
    assert not Incoming.objects.exists()
