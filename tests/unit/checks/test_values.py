"""Every setting's value is checked: a bad one is an error that shows a good one."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from sharekit.buffers.database import DatabaseOptions
from sharekit.buffers.redis_stream.options import RedisStreamOptions
from tests.unit.checks.running import run

DATABASE = "sharekit.buffers.database.DatabaseBuffer"
REDIS = "sharekit.buffers.redis_stream.RedisStreamBuffer"


class ForeignBuffer:
    """A buffer that declares no options."""


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
        ("PREVIEW", "news.nothing"),
        ("PREVIEW", "sharekit.keys"),
        ("PREVIEW", "sharekit.keys.ADDRESS_LENGTH"),
        ("PREVIEW", None),
        ("GROUPS", "news.nothing"),
        ("GROUPS", "tests.unit.test_drafts.is_draft_later"),
        ("PREVIEW", "tests.unit.test_drafts.is_draft_later"),
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
        ("RATE_LIMIT_READER", "120/minute;1000/day"),
        ("RATE_LIMIT_NETWORK", "1200/minute, 9000/day"),
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


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("news.nothing.is_draft", "No module named 'news'"),
        (
            "sharekit.keys.nothing",
            'Module "sharekit.keys" does not define a "nothing" attribute/class',
        ),
        ("sharekit.keys", ""),
    ],
)
def test_a_function_that_cannot_be_imported_says_why(
    settings: Settings, path: str, reason: str
) -> None:
    settings.SHAREKIT = {"PREVIEW": path}

    (message,) = run()
    said = f"Python says: {reason}." if reason else '"news.drafts.is_draft".'
    assert (message.hint or "").endswith(said)


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
        (DATABASE, {"URL": "redis://h"}, "sharekit.E002", "Choose from BACKLOG."),
        (DATABASE, {"BACKLOG": 0}, "sharekit.E003", "It must be a number of events, 1 or more."),
        (REDIS, {"URL": "localhost"}, "sharekit.E003", "It must be an address such as "),
        (REDIS, {"URL": "redis://:pa/ss@h"}, "sharekit.E003", "It must be an address such as "),
        (REDIS, {"URL": "redis://[::1"}, "sharekit.E003", "It must be an address such as "),
        (REDIS, {"URL": "redis://h:six"}, "sharekit.E003", "It must be an address such as "),
        (REDIS, {"PREFIX": "a b"}, "sharekit.E003", "It must be a name of letters, "),
        (REDIS, {"SHARDS": 1025}, "sharekit.E003", "It must be a number of streams, 1 to 1024."),
        (REDIS, {"BACKLOG": True}, "sharekit.E003", "It must be a number of events, 1 or more."),
        (f"{__name__}.ForeignBuffer", {"URL": "x"}, "sharekit.E002", "There is nothing to choose."),
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
