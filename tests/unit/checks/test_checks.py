"""Problems in a site's settings are reported with an id and the line that fixes them."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connections
from django.db import models as django_models
from django.urls import path
from pytest_django import Settings

from sharekit import conf
from sharekit.checks import site
from sharekit.conf import SharekitSettings
from sharekit.models import Article
from sharekit.setting import APPS
from tests.support.sharekit_orders.conf import settings as orders_settings
from tests.unit.checks.running import run


def test_the_site_of_these_tests_is_right() -> None:
    assert run() == []


def test_every_setting_has_a_default_that_passes_its_own_check(settings: Settings) -> None:
    settings.SHAREKIT = {
        name: setting.default for name, setting in SharekitSettings.get_declared().items()
    }

    assert run() == []


def test_a_setting_is_read_again_after_a_test_has_changed_it(settings: Settings) -> None:
    assert conf.settings.drain_limit == 1000
    settings.SHAREKIT = {"DRAIN_LIMIT": 5}
    assert conf.settings.drain_limit == 5
    settings.SHAREKIT = {}
    assert conf.settings.drain_limit == 1000


def test_settings_that_are_not_a_dict_are_an_error(settings: Settings) -> None:
    settings.SHAREKIT = ["SITE_URL"]

    assert [message.id for message in run()] == ["sharekit.E001"]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("SITEURL", "Did you mean 'SITE_URL'?"),
        ("site_url", "Did you mean 'SITE_URL'?"),
        ("PIGEONS", "Choose from BOTS, BUFFER, "),
        ("BACKLOG", "It is an option: 'BUFFER': {'BACKEND': …, 'OPTIONS': {'BACKLOG': …}}."),
        (3, "Choose from BOTS, BUFFER, "),
    ],
)
def test_an_unknown_key_is_an_error_that_names_the_nearest_key_or_all(
    settings: Settings, key: object, hint: str
) -> None:
    settings.SHAREKIT = {key: "https://news.example"}

    (message,) = run()
    assert message.id == "sharekit.E002"
    assert (message.hint or "").startswith(hint)


def test_an_app_adds_keys_of_its_own_which_are_checked_like_all_others(
    settings: Settings,
) -> None:
    settings.SHAREKIT = {"ORDERS_KEEP_DAYS": 0}
    (message,) = run()
    assert message.id == "sharekit.E003"
    assert message.hint == "It must be a number of days, 1 or more."
    settings.SHAREKIT = {"ORDER_KEEP_DAYS": 5}
    (message,) = run()
    assert (message.id, message.hint) == ("sharekit.E002", "Did you mean 'ORDERS_KEEP_DAYS'?")
    settings.SHAREKIT = {"ORDERS_KEEP_DAYS": 5}
    assert run() == []
    assert orders_settings.orders_keep_days == 5
    settings.SHAREKIT = {}
    assert orders_settings.orders_keep_days == 30


def test_a_key_of_an_optional_app_that_is_not_installed_names_the_app(settings: Settings) -> None:
    settings.SHAREKIT = {"WAGTAIL_REPORT": True}

    (message,) = run()
    assert message.id == "sharekit.E002"
    assert message.hint == (
        "The key belongs to 'sharekit.contrib.wagtail', which is not in INSTALLED_APPS."
    )


@pytest.mark.parametrize(("key", "app"), [("GOALS", "conversions"), ("PROMOTIONS", "promotions")])
def test_the_key_of_an_app_that_is_not_installed_names_the_app(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, key: str, app: str
) -> None:
    # Without a deletion, after which it would be the last one for all tests.
    others = {name: each for name, each in APPS.items() if name != app}
    monkeypatch.setattr("sharekit.checks.values.APPS", others)
    monkeypatch.setattr(apps, "is_installed", lambda _name: False)
    settings.SHAREKIT = {"SITE_URL": "https://news.example", key: {}}

    (message,) = run()
    name = f"sharekit.contrib.{app}"
    assert message.hint == f"The key belongs to {name!r}, which is not in INSTALLED_APPS."


@pytest.mark.parametrize(
    ("slug", "hint"), [("whatsap", "Did you mean 'whatsapp'?"), ("copy-text", ""), ("pigeon", "")]
)
def test_an_unknown_channel_is_an_error_that_names_the_nearest_channel_or_all(
    settings: Settings, slug: str, hint: str
) -> None:
    settings.SHAREKIT = {"CHANNELS": ["email", slug]}

    (message,) = run()
    assert message.id == "sharekit.E003"
    assert slug in message.msg and "email" not in message.msg
    assert (message.hint or "").startswith(hint or "Choose from ")


def test_addresses_that_are_not_included_are_an_error(settings: Settings) -> None:
    settings.ROOT_URLCONF = (path("admin/", admin.site.urls),)

    assert [message.id for message in run()] == ["sharekit.E004"]


class Spread:
    """A router that sends one of our tables elsewhere."""

    def db_for_write(self, model: type[django_models.Model], **hints: Any) -> str | None:
        return "elsewhere" if model is Article else None


def test_tables_in_two_databases_and_a_database_we_do_not_know_are_errors(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATABASE_ROUTERS = [f"{__name__}.Spread"]

    class Oracle:
        vendor, display_name = "oracle", "Oracle"

    class OldLite:
        vendor, display_name = "sqlite", "SQLite"

        def get_database_version(self) -> tuple[int, ...]:
            return (3, 34, 1)

    monkeypatch.setattr(
        site, "connections", {"default": connections["default"], "elsewhere": Oracle()}
    )

    assert [message.id for message in run()] == ["sharekit.E005", "sharekit.E006"]
    monkeypatch.setattr(site, "connections", {"default": OldLite(), "elsewhere": OldLite()})
    assert [message.id for message in run()] == ["sharekit.E005", "sharekit.E006", "sharekit.E006"]


def test_a_token_for_metrics_that_nothing_writes_is_a_warning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHAREKIT = {"METRICS_TOKEN": "sixteen characters"}
    assert run() == []

    monkeypatch.setitem(sys.modules, "prometheus_client", None)

    (message,) = run()
    assert message.id == "sharekit.W003"
    assert "django-sharekit[metrics]" in (message.hint or "")


def test_a_button_for_codes_that_nothing_draws_is_a_warning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHAREKIT = {"CHANNELS": ["qr"]}
    assert run() == []

    monkeypatch.setitem(sys.modules, "segno", None)

    (message,) = run()
    assert message.id == "sharekit.W008"
    assert "django-sharekit[qr]" in (message.hint or "")


def test_networks_and_addresses_may_be_ignored(settings: Settings) -> None:
    settings.SHAREKIT = {"IGNORE_NETWORKS": ["203.0.113.0/24", "192.0.2.7", "2001:db8::/32"]}

    assert not [message for message in run() if "IGNORE_NETWORKS" in message.msg]


def test_a_content_management_system_whose_drafts_nothing_recognises_is_a_warning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apps, "is_installed", lambda name: name == "cms")

    (message,) = run()
    assert message.id == "sharekit.W011"
    settings.SHAREKIT = {"PREVIEW": "sharekit.contrib.cms.modes.is_edited"}
    assert run() == []
