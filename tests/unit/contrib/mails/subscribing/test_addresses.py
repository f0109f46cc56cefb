"""The addresses of the pages that confirm and stop."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.subscribing.addresses import (
    STOPPING,
    find_signed,
    find_stop_address,
    get_confirm_address,
    get_stop_address,
    is_signed,
)
from tests.unit.contrib.mails.subscribing.making import (
    SITE,
    make_mail,
    make_message,
    make_subscription,
)

pytestmark = pytest.mark.django_db


def read_token(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def test_a_marketing_mail_has_the_stop_address_of_its_subscription() -> None:
    row = make_subscription()

    address = find_stop_address(make_message())

    assert address == get_stop_address(row)
    assert address.startswith("https://news.example/m/stop/")
    assert "anna" not in address
    assert find_signed(read_token(address), purpose="stop") == row


def test_each_page_has_addresses_of_its_own() -> None:
    row = make_subscription()
    token = read_token(get_stop_address(row))

    assert find_signed(token, purpose="confirm") is None
    assert read_token(get_confirm_address(row)) != token


def test_a_test_mail_without_subscription_has_an_address_that_stops_nothing() -> None:
    token = read_token(find_stop_address(make_message()))

    assert not is_signed(token, purpose="stop")


def test_a_service_mail_has_none() -> None:
    assert find_stop_address(make_message(make_mail(kind=Mail.Kind.SERVICE, topic=""))) == ""


def test_an_app_adds_the_address_of_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STOPPING, "alert", lambda message: "https://news.example/off/")

    message = make_message(make_mail(kind="alert", topic=""))
    assert find_stop_address(message) == "https://news.example/off/"


def test_an_old_secret_key_still_opens_the_pages(settings: Settings) -> None:
    row = make_subscription()
    token = read_token(get_stop_address(row))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]

    assert find_signed(token, purpose="stop") == row
    settings.SECRET_KEY_FALLBACKS = []
    assert find_signed(token, purpose="stop") is None


def test_without_an_origin_or_the_pages_a_mail_cannot_be_written(settings: Settings) -> None:
    message = make_message()
    settings.ROOT_URLCONF = "sharekit.urls"
    with pytest.raises(ValueError, match=r"URLconf lacks path\(\"m/\""):
        find_stop_address(message)

    settings.SHAREKIT = SITE | {"SITE_URL": ""}
    with pytest.raises(ValueError, match="SITE_URL"):
        find_stop_address(message)


def test_each_of_several_sites_has_its_own_origin(settings: Settings) -> None:
    sites = {"a.example": "https://a.example", "b.example": "https://b.example"}
    settings.SHAREKIT = SITE | {"SITE_URL": "", "SITES": sites}

    assert get_stop_address(make_subscription(site="b.example")).startswith("https://b.example/m/")
    with pytest.raises(ValueError, match="lacks the host"):
        get_stop_address(make_subscription(site="c.example"))
