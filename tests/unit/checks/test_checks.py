"""Problems in a site's settings are reported with an id and the line that fixes them."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from django.contrib import admin
from django.core.checks import CheckMessage, run_checks
from django.db import connections
from django.db import models as django_models
from django.urls import path
from pytest_django import Settings

from sharekit import checks, conf
from sharekit.buffers.database import DatabaseOptions
from sharekit.buffers.redis_stream.options import RedisStreamOptions
from sharekit.checks import site
from sharekit.conf import SharekitSettings
from sharekit.models import Article
from tests.support.sharekit_gifts.conf import settings as gifts_settings

DATABASE = "sharekit.buffers.database.DatabaseBuffer"
REDIS = "sharekit.buffers.redis_stream.RedisStreamBuffer"


class ForeignBuffer:
    """A buffer that declares no options."""


@pytest.fixture(autouse=True)
def developing(settings: Settings) -> None:
    """Let most tests leave SITE_URL out."""
    settings.DEBUG = True


def run() -> list[CheckMessage]:
    return [message for check in checks.CHECKS for message in check(None)]


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
        ("PIGEONS", "Valid: BUFFER, "),
        ("BACKLOG", "It is an option: 'BUFFER': {'BACKEND': …, 'OPTIONS': {'BACKLOG': …}}."),
        (3, "Valid: BUFFER, "),
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
    settings.SHAREKIT = {"GIFTS_PER_DAY": 0}
    (message,) = run()
    assert message.id == "sharekit.E003"
    assert message.hint == "It must be a number of gifts, 1 or more."
    settings.SHAREKIT = {"GIFT_PER_DAY": 5}
    (message,) = run()
    assert (message.id, message.hint) == ("sharekit.E002", "Did you mean 'GIFTS_PER_DAY'?")
    settings.SHAREKIT = {"GIFTS_PER_DAY": 5}
    assert run() == []
    assert gifts_settings.gifts_per_day == 5
    settings.SHAREKIT = {}
    assert gifts_settings.gifts_per_day == 3


def test_a_key_of_an_optional_app_that_is_not_installed_names_the_app(settings: Settings) -> None:
    settings.SHAREKIT = {"WAGTAIL_REPORT": True}

    (message,) = run()
    assert message.id == "sharekit.E002"
    assert message.hint == (
        "The key belongs to 'sharekit.contrib.wagtail', which is not in INSTALLED_APPS."
    )


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
    assert (message.hint or "").startswith(hint or "Valid: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITE_URL", "news.example"),
        ("SITE_URL", "https://news.example/blog"),
        ("SITE_URL", None),
        ("CHANNELS", "whatsapp"),
        ("CHANNELS", {"whatsapp"}),
        ("MESSENGER_APP_ID", "my app"),
        ("KEEP_QUERY", ["a b"]),
        ("KEEP_QUERY", "page"),
        ("SITE_URL", "https://news.example?a=1"),
        ("SITE_URL", "https://["),
        ("SITE_URL", "https://news.example "),
        ("SITE_URL", "https://news.example:abc"),
        ("SITE_URL", "https://straße.example"),
        ("SITE_URL", "https://me@news.example"),
        ("ORIGINS", ["m.example"]),
        ("ORIGINS", ["https://m.example", " https://m.example"]),
        ("OWN_HOSTS", ["https://m.example"]),
        ("SECTIONS", ["news/"]),
        ("TRUSTED_PROXIES", -1),
        ("TRUSTED_PROXIES", True),
        ("RATE_LIMIT_NETWORK", "often"),
        ("RATE_LIMIT_NETWORK", "0/minute"),
        ("RATE_LIMIT_READER", "31/minute"),
        ("RATE_LIMIT_READER", "32/year"),
        ("RATE_LIMIT_NETWORK", "1200 per 2 days"),
        ("RATE_LIMIT_READER", 0),
        ("RATE_LIMIT_STORE", "memory"),
        ("RATE_LIMIT_STORE", 1),
        ("RATE_LIMIT_STORE", "async+memory://"),
        ("RATE_LIMIT_STORE", "redis://:pa/ss@localhost:6379/1"),
        ("RATE_LIMIT_STORE", "redis://localhost:99999/1"),
        ("RATE_LIMIT_STORE", "redis://localhost/1?socket_timeout=soon"),
        ("RATE_LIMIT_READER", 60),
        ("IGNORE_NETWORKS", ["news.example"]),
        ("IGNORE_NETWORKS", "10.0.0.0/8"),
        ("IGNORE_NETWORKS", ["10.0.0.0/33"]),
        ("IGNORE_AGENTS", "OurMonitor"),
        ("IGNORE_AGENTS", ["OurMonitor", " "]),
        ("PRIVACY", "none"),
        ("PRIVACY", []),
        ("CONSENT", "yes"),
        ("KEEP_DAYS", 7),
        ("FOLD_DAYS", 7),
        ("BUFFER", "sharekit.buffers.Nothing"),
        ("BUFFER", "sharekit.buffers.get"),
        ("BUFFER", 3),
        ("BUFFER", {"OPTIONS": {}}),
        ("BUFFER", {"BACKEND": "sharekit.buffers.Nothing"}),
        ("BUFFER", {"BACKEND": DATABASE, "OPTIONS": None}),
        ("BUFFER", {"BACKEND": DATABASE, "SHARDS": 2}),
        ("DRAIN_LIMIT", 0),
    ],
)
def test_a_bad_value_is_an_error_that_shows_a_good_one(
    settings: Settings, name: str, value: Any
) -> None:
    settings.SHAREKIT = {name: value}

    (message,) = run()
    assert message.id == "sharekit.E003"
    assert name in message.msg and (message.hint or "").startswith("It must be ")


def test_a_rate_limit_may_last_a_day(settings: Settings) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_READER": "10000/day", "RATE_LIMIT_NETWORK": "9 per second"}

    (message,) = run()
    assert "RATE_LIMIT_NETWORK" in message.msg


def test_a_store_that_is_away_is_well_named(settings: Settings) -> None:
    for store in ("redis://localhost:1/0", "redis+cluster://localhost:1"):
        settings.SHAREKIT = {"RATE_LIMIT_STORE": store}

        assert run() == []


def test_no_secret_is_shown(settings: Settings) -> None:
    options = {"URL": "http://:hunter2@h"}
    for name, value in (
        ("METRICS_TOKEN", "hunter2"),
        ("RATE_LIMIT_STORE", "http://:hunter2@h"),
        ("BUFFER", {"BACKEND": REDIS, "OPTIONS": options}),
        ("BUFFER", {"BACKEND": "sharekit.buffers.Nothing", "OPTIONS": options}),
    ):
        settings.SHAREKIT = {name: value}

        (message,) = run()
        assert "hunter2" not in f"{message.msg}{message.hint}"


def test_options_of_the_buffer_have_defaults_that_pass_their_checks(settings: Settings) -> None:
    for backend, declared in ((DATABASE, DatabaseOptions), (REDIS, RedisStreamOptions)):
        options = {name: setting.default for name, setting in declared.get_declared().items()}
        settings.SHAREKIT = {"BUFFER": {"BACKEND": backend, "OPTIONS": options}}

        assert run() == []


@pytest.mark.parametrize(
    ("backend", "options", "id_", "hint"),
    [
        (DATABASE, {"BACKLOGS": 5}, "sharekit.E002", "Did you mean 'BACKLOG'?"),
        (DATABASE, {"URL": "redis://h"}, "sharekit.E002", "Valid: BACKLOG."),
        (DATABASE, {"BACKLOG": 0}, "sharekit.E003", "It must be a number of events, 1 or more."),
        (REDIS, {"URL": "localhost"}, "sharekit.E003", "It must be an address such as "),
        (REDIS, {"PREFIX": "a b"}, "sharekit.E003", "It must be a name of letters, "),
        (REDIS, {"SHARDS": 1025}, "sharekit.E003", "It must be a number of streams, 1 to 1024."),
        (REDIS, {"BACKLOG": True}, "sharekit.E003", "It must be a number of events, 1 or more."),
        (f"{__name__}.ForeignBuffer", {"URL": "x"}, "sharekit.E002", "Valid: none."),
    ],
)
def test_an_option_that_the_buffer_does_not_take_is_an_error(
    settings: Settings, backend: str, options: dict[str, object], id_: str, hint: str
) -> None:
    settings.SHAREKIT = {"BUFFER": {"BACKEND": backend, "OPTIONS": options}}

    (message,) = run()
    assert message.id == id_
    assert message.msg.startswith("SHAREKIT['BUFFER']['OPTIONS']")
    assert (message.hint or "").startswith(hint)


def test_addresses_that_are_not_included_are_an_error(settings: Settings) -> None:
    settings.ROOT_URLCONF = (path("admin/", admin.site.urls),)

    assert [message.id for message in run()] == ["sharekit.E004"]


@pytest.mark.parametrize(
    ("hosts", "sharekit", "is_debug", "ids"),
    [
        (["*"], {}, False, ["sharekit.W001"]),
        # Every port of it may be asked for.
        (["news.example"], {}, False, ["sharekit.W001"]),
        (["news.example"], {"OWN_CHANNELS": {}}, False, ["sharekit.W001"]),
        (["news.example"], {"SITE_URL": ""}, False, ["sharekit.W001"]),
        (["*"], {}, True, []),
        (["*"], {"SITE_URL": "https://news.example"}, False, []),
    ],
)
def test_a_site_url_that_is_not_set_is_a_warning_outside_debug(
    settings: Settings, hosts: list[str], sharekit: dict[str, Any], is_debug: bool, ids: list[str]
) -> None:
    settings.ALLOWED_HOSTS = hosts
    settings.SHAREKIT = sharekit
    settings.DEBUG = is_debug

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


@pytest.mark.parametrize(
    ("sharekit", "policy", "hosts"),
    [
        ({"OWN_HOSTS": ["shop.example"]}, "same-origin", "(shop.example)"),
        (
            {"OWN_HOSTS": ["news.example"], "ORIGINS": ["https://m.news.example"]},
            ["no-referrer", "same-origin"],
            "(m.news.example, news.example)",
        ),
        ({"OWN_HOSTS": ["shop.example"]}, "strict-origin-when-cross-origin", ""),
        ({"OWN_HOSTS": ["shop.example"]}, None, ""),
        (
            {"SITE_URL": "https://news.example", "ORIGINS": ["https://news.example"]},
            "same-origin",
            "",
        ),
        ({"OWN_HOSTS": "shop.example"}, "same-origin", ""),
    ],
)
def test_a_policy_that_hides_links_from_sister_hosts_is_a_warning(
    settings: Settings, sharekit: dict[str, object], policy: object, hosts: str
) -> None:
    settings.SHAREKIT = sharekit
    settings.SECURE_REFERRER_POLICY = policy

    warnings = [message for message in run() if message.id != "sharekit.E003"]

    assert [message.id for message in warnings] == (["sharekit.W005"] if hosts else [])
    assert all(hosts in message.msg for message in warnings)


def test_a_policy_that_nothing_sends_causes_no_warning(settings: Settings) -> None:
    settings.SHAREKIT = {"OWN_HOSTS": ["shop.example"]}
    settings.SECURE_REFERRER_POLICY = "same-origin"
    settings.MIDDLEWARE = []

    assert run() == []


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        ("http://news.example", ["sharekit.W006"]),
        ("http://93.184.215.14:8000", ["sharekit.W006"]),
        ("https://news.example", []),
        ("http://localhost:8000", []),
        ("http://127.0.0.1:8000", []),
        ("http://192.168.0.7", []),
        ("http://[::1]:8000", []),
        ("http://news.localhost", []),
    ],
)
def test_a_public_site_without_https_is_a_warning(
    settings: Settings, url: str, ids: list[str]
) -> None:
    settings.SHAREKIT = {"SITE_URL": url}

    assert [message.id for message in run()] == ids


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("SHAREKIT", {}, ["sharekit.W007"]),
        ("SHAREKIT", {"SITE_URL": "https://news.example"}, []),
        ("SECURE_SSL_REDIRECT", True, []),
        ("SECURE_HSTS_SECONDS", 3600, []),
        ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"), ["sharekit.W009"]),
    ],
)
def test_a_deployed_site_in_which_nothing_speaks_of_https_is_warned(
    settings: Settings, name: str, value: object, ids: list[str]
) -> None:
    setattr(settings, name, value)

    deployed = run_checks(include_deployment_checks=True)

    assert [message.id for message in deployed if "sharekit.W" in str(message.id)] == ids


@pytest.mark.parametrize(
    ("name", "value", "proxies", "ids"),
    [
        ("DEBUG", False, 0, ["sharekit.I001"]),
        ("DEBUG", False, 1, []),
        ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"), 0, ["sharekit.W009"]),
        ("USE_X_FORWARDED_HOST", True, 0, ["sharekit.W009"]),
        ("USE_X_FORWARDED_PORT", True, 0, ["sharekit.W009"]),
        ("USE_X_FORWARDED_PORT", True, 2, []),
    ],
)
def test_a_proxy_that_is_not_declared_and_who_is_not_limited_are_said(
    settings: Settings, name: str, value: object, proxies: int, ids: list[str]
) -> None:
    setattr(settings, name, value)
    settings.SHAREKIT = {"TRUSTED_PROXIES": proxies, "SITE_URL": "https://news.example"}

    deployed = run_checks(include_deployment_checks=True)

    assert [message.id for message in deployed if "sharekit" in str(message.id)] == ids
    assert [message.id for message in run()] == [each for each in ids if "W" in each]


@pytest.mark.parametrize(("days", "ids"), [(762, []), (763, ["sharekit.W004"]), ("all", [])])
def test_rows_kept_for_more_than_25_months_are_a_warning(
    settings: Settings, days: object, ids: list[str]
) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": days}

    assert [message.id for message in run() if message.id != "sharekit.E003"] == ids


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
