"""The keys of SHAREKIT, and the valid values of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from ipaddress import ip_network
from typing import Any, Final
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string
from limits import parse
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string

from sharekit.channels import get_all
from sharekit.channels.table import TABLE
from sharekit.conf import DEFAULTS
from sharekit.origins import normalise

MOST_SHARDS: Final = 1024
_SECRET: Final = {"METRICS_TOKEN", "REDIS_URL", "RATE_LIMIT_STORE"}
"""Settings that may hold a password: no log of a deployment should."""
LEAST_RATE: Final = 32
"""Events that the script may send in one request."""


def _is_strings(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _list_buttons() -> list[str]:
    return [slug for slug, channel in get_all().items() if channel.button]


def _is_origin(value: str) -> bool:
    try:
        normalise(value)
    except ValueError:
        return False
    _, _, *rest = urlsplit(value)
    return not "".join(rest).strip("/") and value == value.strip()


def _is_host(value: str) -> bool:
    return re.fullmatch(r"[a-z0-9.-]+", value) is not None


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_rate(value: Any) -> bool:
    try:
        return value == "" or parse(value).amount >= LEAST_RATE
    except (ValueError, TypeError):
        return False


def _is_store(value: Any) -> bool:
    if value == DEFAULTS["RATE_LIMIT_STORE"]:
        return True
    try:
        return isinstance(value, str) and isinstance(storage_from_string(value), Storage)
    except (ValueError, AssertionError, ConfigurationError):
        return False
    except Exception:  # noqa: BLE001 - each store's library raises its own
        # A cluster that is away: whether a server is there is the doctor's question.
        return True


def _is_network(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


def _is_class(value: Any) -> bool:
    try:
        return isinstance(import_string(value), type)
    except (ImportError, AttributeError, TypeError):
        return False


def _is_redis(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("redis://", "rediss://", "unix://"))


_VALUES: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "SITE_URL": (
        lambda value: value == "" or (isinstance(value, str) and _is_origin(value)),
        'scheme and host, such as "https://example.com"',
    ),
    "CHANNELS": (
        lambda value: _is_strings(value) and all(slug in _list_buttons() for slug in value),
        f"a list of {', '.join(each.slug for each in TABLE if each.button)}, or of OWN_CHANNELS",
    ),
    "OWN_CHANNELS": (
        lambda value: isinstance(value, dict),
        'a dict such as {"intranet": {"letter": "N", "name": …, "address": …, "icon": …}}',
    ),
    "MESSENGER_APP_ID": (
        lambda value: str(value).isdigit() or value == "",
        "the digits of a Facebook app id",
    ),
    "KEEP_QUERY": (
        lambda value: _is_strings(value) and all(key and " " not in key for key in value),
        'a list of query keys, such as ["page"]',
    ),
    "COPY_MODE": (
        lambda value: value in ("append", "count", "off"),
        '"append", "count" or "off"',
    ),
    "NOTICE": (lambda value: isinstance(value, bool), "True or False"),
    "ORIGINS": (
        lambda value: _is_strings(value) and all(map(_is_origin, value)),
        'a list of origins, such as ["https://m.example.com"]',
    ),
    "CREDENTIALS": (
        lambda value: value in ("omit", "same-origin"),
        '"omit" or "same-origin"',
    ),
    "OWN_HOSTS": (
        lambda value: _is_strings(value) and all(map(_is_host, value)),
        'a list of hosts, such as ["example.com"]',
    ),
    "SECTIONS": (
        lambda value: _is_strings(value) and all(path.startswith("/") for path in value),
        'a list of paths, such as ["/", "/news/", "/topics/*"]',
    ),
    "TRUSTED_PROXIES": (
        lambda value: _is_whole(value) and value >= 0,
        "how many proxies of yours append to X-Forwarded-For: 0 or more",
    ),
    "RATE_LIMIT_NETWORK": (_is_rate, '32 events or more, such as "1200/minute", or ""'),
    "RATE_LIMIT_READER": (_is_rate, '32 events or more, such as "120/minute", or ""'),
    "RATE_LIMIT_STORE": (
        _is_store,
        'an address such as "memory://" or "redis://localhost:6379/1", percent-encoded',
    ),
    "IGNORE_NETWORKS": (
        lambda value: _is_strings(value) and all(map(_is_network, value)),
        'a list of networks and addresses, such as ["203.0.113.0/24", "2001:db8::/32"]',
    ),
    "IGNORE_AGENTS": (
        lambda value: _is_strings(value) and all(name.strip() for name in value),
        'a list of parts of user agents, such as ["OurMonitor/"]',
    ),
    "PRIVACY": (lambda value: value in ("links", "channel"), '"links" or "channel"'),
    "CONSENT": (lambda value: value in ("never", "ask", "given"), '"never", "ask" or "given"'),
    "KEEP_DAYS": (lambda value: _is_whole(value) and value >= 8, "a number of days, at least 8"),
    "FOLD_DAYS": (
        lambda value: _is_whole(value) and value >= 8,
        "a number of days, at least 8: events may be 7 days late",
    ),
    "BUFFER": (_is_class, "the dotted path of a buffer class"),
    "REDIS_URL": (_is_redis, 'an address such as "redis://localhost:6379/0"'),
    "REDIS_PREFIX": (
        lambda value: isinstance(value, str) and re.fullmatch(r"[\w.-]+", value) is not None,
        "a name of letters, digits, and `_`, `-` or `.`",
    ),
    "SHARDS": (
        lambda value: _is_whole(value) and 1 <= value <= MOST_SHARDS,
        f"a number of streams, 1 to {MOST_SHARDS}",
    ),
    "BACKLOG": (lambda value: _is_whole(value) and value > 0, "a number of events, 1 or more"),
    "DRAIN_LIMIT": (lambda value: _is_whole(value) and value > 0, "a number of events, 1 or more"),
    "METRICS_TOKEN": (
        lambda value: isinstance(value, str) and value.isascii() and (not value or len(value) > 15),
        "a secret of 16 characters or more",
    ),
}


def read(name: str) -> Any:
    """Return the value of a setting that is used after invalid values are ignored."""
    given = getattr(django_settings, "SHAREKIT", {})
    value = given.get(name, DEFAULTS[name]) if isinstance(given, dict) else DEFAULTS[name]
    return value if _VALUES[name][0](value) else DEFAULTS[name]


def check_settings(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in SHAREKIT."""
    given = getattr(django_settings, "SHAREKIT", {})
    if not isinstance(given, dict):
        yield Error("SHAREKIT is not a dict.", hint="Set SHAREKIT = {}.", id="sharekit.E001")
        return
    for name, value in given.items():
        if name not in DEFAULTS:
            known = ", ".join(sorted(DEFAULTS))
            yield Error(
                f"SHAREKIT has an unknown key: {name!r}.",
                hint=f"Valid keys: {known}.",
                id="sharekit.E002",
            )
        elif not _VALUES[name][0](value):
            yield Error(
                f"SHAREKIT[{name!r}] is {'not valid' if name in _SECRET else repr(value)}.",
                hint=f"It must be {_VALUES[name][1]}.",
                id="sharekit.E003",
            )
