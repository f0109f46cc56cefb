"""What is wrong with a site's settings is said with an id and the line that mends it."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.contrib import admin
from django.core.checks import CheckMessage
from django.db import connections
from django.db import models as django_models
from django.urls import path
from pytest_django import Settings

from sharekit import checks, conf, tasks
from sharekit.conf import BEAT_SCHEDULE, DEFAULTS
from sharekit.models import Article


def run() -> list[CheckMessage]:
    return [message for check in checks.CHECKS for message in check(None)]


def test_the_site_of_these_tests_is_right() -> None:
    assert run() == []


def test_every_setting_has_a_default_that_passes_its_own_check(settings: Settings) -> None:
    settings.SHAREKIT = dict(DEFAULTS)

    assert run() == []
    assert {name.lower() for name in DEFAULTS} == {
        name for name, value in vars(conf.Settings).items() if isinstance(value, property)
    }


def test_settings_that_are_no_dict_are_an_error(settings: Settings) -> None:
    settings.SHAREKIT = ["SITE_URL"]

    assert [message.id for message in run()] == ["sharekit.E001"]


def test_an_unknown_key_is_an_error_that_lists_the_keys(settings: Settings) -> None:
    settings.SHAREKIT = {"SITEURL": "https://news.example"}

    (message,) = run()
    assert (message.id, "SITE_URL" in (message.hint or "")) == ("sharekit.E002", True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "news.example"),
        ("SITE_URL", "https://news.example/blog"),
        ("SITE_URL", None),
        ("CHANNELS", "whatsapp"),
        ("CHANNELS", ["pigeon"]),
        ("CHANNELS", ["copy-text"]),
        ("MESSENGER_APP_ID", "my app"),
        ("KEEP_QUERY", ["a b"]),
        ("KEEP_QUERY", "page"),
        ("SITE_URL", "https://news.example?a=1"),
        ("SITE_URL", "https://["),
        ("ORIGINS", ["m.example"]),
        ("OWN_HOSTS", ["https://m.example"]),
        ("SECTIONS", ["news/"]),
        ("TRUSTED_PROXIES", -1),
        ("TRUSTED_PROXIES", True),
        ("RATE_LIMIT_NETWORK", "often"),
        ("RATE_LIMIT_READER", 60),
        ("PRIVACY", "none"),
        ("PRIVACY", []),
        ("CONSENT", "yes"),
        ("KEEP_DAYS", 7),
        ("BUFFER", "sharekit.buffers.Nothing"),
        ("BUFFER", "sharekit.buffers.get"),
        ("BUFFER", 3),
        ("DRAIN_LIMIT", 0),
    ],
)
def test_a_bad_value_is_an_error_that_shows_a_good_one(
    settings: Settings, name: str, value: Any
) -> None:
    settings.SHAREKIT = {name: value}

    (message,) = run()
    assert message.id == "sharekit.E003"
    assert name in message.msg and (message.hint or "").startswith("It should be ")


def test_addresses_that_are_not_included_are_an_error(settings: Settings) -> None:
    settings.ROOT_URLCONF = (path("admin/", admin.site.urls),)

    assert [message.id for message in run()] == ["sharekit.E004"]


@pytest.mark.parametrize(
    ("hosts", "sharekit", "ids"),
    [
        (["*"], {}, ["sharekit.W001"]),
        (["*"], {"SITE_URL": "https://news.example"}, []),
        (["news.example"], {}, []),
    ],
)
def test_any_host_without_a_site_url_is_a_warning(
    settings: Settings, hosts: list[str], sharekit: dict[str, str], ids: list[str]
) -> None:
    settings.ALLOWED_HOSTS = hosts
    settings.SHAREKIT = sharekit

    assert [message.id for message in run()] == ids


@pytest.mark.parametrize(
    ("policy", "ids"),
    [
        ("no-referrer", ["sharekit.W002"]),
        ("same-origin, no-referrer", ["sharekit.W002"]),
        (["no-referrer", "same-origin"], []),
        (None, []),
    ],
)
def test_a_policy_that_hides_the_sites_own_links_is_a_warning(
    settings: Settings, policy: object, ids: list[str]
) -> None:
    settings.SECURE_REFERRER_POLICY = policy

    assert [message.id for message in run()] == ids


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
        checks, "connections", {"default": connections["default"], "elsewhere": Oracle()}
    )

    assert [message.id for message in run()] == ["sharekit.E005", "sharekit.E006"]
    monkeypatch.setattr(checks, "connections", {"default": OldLite(), "elsewhere": OldLite()})
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


def test_the_beat_schedule_names_tasks_that_exist() -> None:
    assert {entry["task"] for entry in BEAT_SCHEDULE.values()} == {
        tasks.drain.name,
        tasks.fold.name,
        tasks.prune.name,
    }
    drain = BEAT_SCHEDULE["sharekit-drain"]
    assert drain["schedule"] == drain["options"]["expires"] == 5
