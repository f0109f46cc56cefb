"""What a public site is warned of: policies, HTTPS, proxies, and how long rows are kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from tests.unit.checks.running import run


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
        (["*"], {"SITES": {"news.example": "https://news.example"}}, False, []),
        (
            ["*"],
            {"SITE_URL": "https://a.example", "SITES": {"b.example": "https://b.example"}},
            False,
            ["sharekit.E011"],
        ),
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

    assert [message.id for message in deployed if "sharekit." in str(message.id)] == ids
    assert [message.id for message in run()] == [each for each in ids if "W" in each]


@pytest.mark.parametrize(("days", "ids"), [(762, []), (763, ["sharekit.W004"]), ("all", [])])
def test_rows_kept_for_more_than_25_months_are_a_warning(
    settings: Settings, days: object, ids: list[str]
) -> None:
    settings.SHAREKIT = {"KEEP_DAYS": days}

    assert [message.id for message in run() if message.id != "sharekit.E003"] == ids


def test_one_site_of_several_without_https_is_a_warning(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SHAREKIT = {
        "SITES": {"a.example": "https://a.example", "b.example": "http://b.example"}
    }

    assert [message.id for message in run()] == ["sharekit.W006"]


@pytest.mark.parametrize(
    ("hosts", "named", "missing"),
    [
        (["a.example", "www.a.example", "b.example"], [], "www.a.example."),
        (["WWW.a.example", "m.a.example", "a.example"], [], "WWW.a.example, m.a.example."),
        (["www.a.example"], ["www.a.example"], ""),
        (["www.a.example"], ["www.a.example:8000"], ""),
        (["*", ".a.example", "localhost", "127.0.0.1", "[::1]", "[::ffff:1.2.3.4]"], [], ""),
        (["web", "web.internal", "a.localhost", "a.local", "a.test", "93.184.215.14"], [], ""),
    ],
)
def test_a_host_that_sites_lacks_is_a_warning(
    settings: Settings, hosts: list[str], named: list[str], missing: str
) -> None:
    settings.ALLOWED_HOSTS = hosts
    sites = {"a.example": "https://a.example", "bee": "https://b.example"}
    settings.SHAREKIT = {"SITES": sites | dict.fromkeys(named, "https://a.example")}

    warnings = run()

    assert [message.id for message in warnings] == (["sharekit.W012"] if missing else [])
    assert all(f": {missing}" in message.msg for message in warnings)
    settings.SHAREKIT = {"SITE_URL": "https://a.example"}
    assert run() == []


@pytest.mark.parametrize(
    "engine",
    [
        "django_tenants.postgresql_backend",
        "django_pgschemas.postgresql_backend",
        "tenant_schemas.postgresql_backend",
    ],
)
def test_a_schema_for_each_tenant_is_an_error(
    settings: Settings, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", engine)

    [message] = run()

    assert message.id == "sharekit.E012"
    assert engine in message.msg
    assert "SITES" in str(message.hint)
