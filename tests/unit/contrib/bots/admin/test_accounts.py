"""Accounts and the outbox: how they are, in words, without secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.bots.models import AccountState, Outgoing
from sharekit.contrib.bots.working import run
from tests.unit.contrib.bots.talking.conftest import find_simulator, world
from tests.unit.contrib.bots.talking.world import ACCOUNT, World

__all__ = ["find_simulator", "world"]

ACCOUNTS = "/admin/sharekit_bots/accountstate/"
OUTBOX = "/admin/sharekit_bots/outgoing/"


@pytest.fixture
def platform() -> str:
    return "telegram"


def show(client: Client, path: str = ACCOUNTS) -> str:
    return str(client.get(path).content.decode())


def test_an_account_has_its_address_and_state_and_no_secret(writer: Client, world: World) -> None:
    world.make_bot()
    page = show(writer)
    assert "never" in page

    world.ask("delivery time")
    AccountState.objects.update(bad_signatures=7, paused_until=timezone.now())
    page = show(writer)

    assert f"{world.simulator.given['token']}" not in page
    assert "/bots/telegram/</code>" in page
    assert "<dd>7</dd>" in page
    assert "never" not in page
    assert "Helper" in page


def test_telegram_is_connected_and_checked(writer: Client, world: World) -> None:
    world.make_bot()
    world.simulator.steer("forget", webhook="")

    page = writer.post(ACCOUNTS, {"account": ACCOUNT}, follow=True)

    assert "The platform accepts the account shop." in page.content.decode()
    assert world.ask("delivery time")[-1].endswith("Two days.")


def test_a_refused_token_is_said(writer: Client, world: World, settings: Settings) -> None:
    settings.SHAREKIT["BOTS"]["ACCOUNTS"][ACCOUNT]["token"] = "1:wrong"
    settings.SHAREKIT = {**settings.SHAREKIT}

    page = writer.post(ACCOUNTS, {"account": ACCOUNT}, follow=True)

    assert "The account shop does not work" in page.content.decode()


@pytest.mark.parametrize(
    ("accounts", "sentence"),
    [
        ({}, "name no account yet"),
        ({"shop": {"platform": "telegrm"}}, "The platform telegrm is unknown."),
        ({"shop": {"platform": "telegram"}}, "The settings lack"),
    ],
)
def test_what_the_settings_lack_is_said(
    writer: Client, settings: Settings, accounts: dict[str, Any], sentence: str
) -> None:
    settings.SHAREKIT = {"BOTS": {"ACCOUNTS": accounts}}

    assert sentence in show(writer)
    assert writer.post(ACCOUNTS, {"account": "shop"}).status_code == 404
    assert writer.get(f"{ACCOUNTS}1/change/").status_code == 404


def test_the_outbox_has_what_did_not_arrive_with_its_reason(
    log_in: Callable[..., Client], writer: Client, helper: Client, world: World
) -> None:
    world.make_bot()
    for state, reason in (("late", "window"), ("failed", "Chat not found"), ("sent", "")):
        world.ask("delivery time")
        Outgoing.objects.filter(pk=world.answer.pk).update(state=state, reason=reason)

    page = show(helper, OUTBOX)

    assert "The platform takes no answer so long" in page
    assert "Chat not found" in page
    assert "Two days." in page
    for query, number in (("", 2), ("?state=late", 1), ("?state=all", 3)):
        assert helper.get(f"{OUTBOX}{query}").context["cl"].result_count == number
    assert "Two days." not in show(writer, OUTBOX)
    assert "/conversation/" not in show(writer, f"{OUTBOX}?state=all").partition('id="result')[2]
    assert helper.get(f"{OUTBOX}?mark__startswith=a").status_code in {302, 400}
    assert helper.get(f"{OUTBOX}1/change/").status_code == 404
    for path in ("add/", "1/delete/"):
        assert helper.get(f"{OUTBOX}{path}").status_code in {302, 403, 404}
    run.answer()


def test_only_those_who_need_it_see_it(
    log_in: Callable[..., Client], helper: Client, stranger: Client, world: World
) -> None:
    reader = log_in("view_bot")

    assert "Connect and check" not in show(reader)
    assert reader.post(ACCOUNTS, {"account": ACCOUNT}).status_code == 403
    assert helper.get(ACCOUNTS).status_code == 403
    for path in (ACCOUNTS, OUTBOX):
        assert stranger.get(path).status_code == 403
    for path in ("add/", "1/delete/"):
        assert reader.get(f"{ACCOUNTS}{path}").status_code in {302, 403, 404}
