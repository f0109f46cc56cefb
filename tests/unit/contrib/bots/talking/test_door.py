"""The door: what is not signed, too long or not readable is not stored, and nothing breaks."""

from __future__ import annotations

import json
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from sharekit.contrib.bots.models import AccountState, Incoming
from sharekit.contrib.bots.platforms.accounts import list_accounts
from sharekit.contrib.bots.receiving.receive import OLDEST
from tests.unit.contrib.bots.platforms.signing import make_call
from tests.unit.contrib.bots.talking.world import World

by_whatsapp = pytest.mark.parametrize("platform", ["whatsapp"], indirect=True)


def post(body: bytes, headers: dict[str, str] | None = None, path: str = "whatsapp") -> int:
    answer = Client().post(
        f"/bots/{path}/", body, content_type="application/json", headers=headers or {}
    )
    return answer.status_code


@by_whatsapp
@pytest.mark.parametrize("body", [b"", b"{}", b"\0\xff", b"[" * 100_000, b"x" * (3 << 20)])
def test_what_is_not_signed_is_refused_and_not_stored(world: World, body: bytes) -> None:
    assert post(body) == 403
    assert post(body, {"X-Hub-Signature-256": "sha256=" + "0" * 64}) == 403
    assert not Incoming.objects.exists()


@by_whatsapp
def test_a_body_beyond_three_mebibytes_is_refused(world: World) -> None:
    assert post(b"x" * ((3 << 20) + 1)) == 413


@by_whatsapp
@pytest.mark.parametrize("body", [b"", b"{", b"null", b'{"entry": [1, {"changes": 2}]}'])
def test_what_is_signed_and_not_readable_is_taken_and_set_aside(world: World, body: bytes) -> None:
    (account,) = list_accounts()

    assert post(body, dict(make_call(account, body).headers)) == 200
    assert not Incoming.objects.exclude(state=Incoming.State.REJECTED).exists()


@by_whatsapp
def test_a_call_that_was_recorded_long_ago_stores_nothing(world: World) -> None:
    world.simulator.steer("clock", seconds=-OLDEST.total_seconds() - 60)

    world.say("delivery time")

    assert not Incoming.objects.exists()


@by_whatsapp
def test_a_clock_that_is_ahead_does_not_put_a_question_last(world: World) -> None:
    world.simulator.steer("clock", seconds=timedelta(days=1).total_seconds())

    world.say("delivery time")

    row = Incoming.objects.get()
    assert row.sent_at == row.received_at


@by_whatsapp
def test_a_platform_without_an_account_has_no_door(world: World) -> None:
    for path in ("telegram", "unknown", "tests-own"):
        assert post(b"{}", path=path) == 404


@by_whatsapp
def test_the_platform_tests_the_door(world: World) -> None:
    (account,) = list_accounts()
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}

    given = Client().get(
        "/bots/whatsapp/", {**asked, "hub.verify_token": account.given["verify_token"]}
    )
    refused = Client().get("/bots/whatsapp/", {**asked, "hub.verify_token": "another"})

    assert (given.status_code, given.content) == (200, b"1158201444")
    assert refused.status_code == 403


@by_whatsapp
def test_without_a_database_the_platform_is_asked_to_come_again(world: World) -> None:
    (account,) = list_accounts()
    body = json.dumps({"object": "whatsapp_business_account", "entry": []}).encode()
    away = patch.object(Incoming.objects, "bulk_create", side_effect=OperationalError)

    with away:
        assert post(body, dict(make_call(account, body).headers)) == 503


def test_an_account_says_when_its_platform_last_called(world: World) -> None:
    world.say("delivery time")

    assert AccountState.objects.get().last_webhook_at is not None
