"""The settings of a site, which are keys of `SHAREKIT` in the Django settings, and its tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from inspect import iscoroutinefunction
from ipaddress import ip_network
from typing import Any, Literal

import msgspec
from django.utils.module_loading import import_string

from sharekit.setting import Setting, Settings


def _is_buffer(value: str | dict[str, Any]) -> bool:
    given = {"BACKEND": value} if isinstance(value, str) else value
    try:
        is_class = isinstance(import_string(given["BACKEND"]), type)
    except (ImportError, AttributeError, KeyError):
        return False
    is_known = given.keys() <= {"BACKEND", "OPTIONS"}
    return is_class and is_known and isinstance(given.get("OPTIONS", {}), dict)


def is_function(value: str) -> bool:
    """Return whether a setting is empty, or the dotted path of a function that is not async."""
    if not value:
        return True
    try:
        function = import_string(value)
    except ImportError:
        return False
    # The tags do not wait for a coroutine, which is always true.
    return callable(function) and not iscoroutinefunction(function)


def _is_host(value: str) -> bool:
    return re.fullmatch(r"[a-z0-9.-]+(:[0-9]+)?", value) is not None


def _is_network(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


class SharekitSettings(Settings):
    """What every site may set; sharekit/checks/ adds the checks that need the code above."""

    site_url = Setting[str](
        "",
        must_be='scheme and host, such as "https://example.com"',
        meaning='Scheme and host before every shared address, such as `"https://example.com"`.',
    )
    sites = Setting[dict[str, str]](
        {},
        check=lambda sites: all(map(_is_host, sites)),
        must_be='a dict of hosts and origins, such as {"a.example": "https://a.example"}',
        meaning="The sites of a project that serves several: the origin of each host.",
    )
    keep_query = Setting[list[str]](
        [],
        check=lambda keys: all(key and " " not in key for key in keys),
        must_be='a list of query keys, such as ["page"]',
        meaning='Keys of the page\'s query that belong to the shared address, such as `["page"]`.',
    )
    preview = Setting[str](
        "",
        check=is_function,
        must_be='the dotted path of a function of the request, such as "news.drafts.is_draft"',
        meaning="A function that returns whether a request shows a draft, by its dotted path.",
    )
    groups = Setting[str](
        "",
        check=is_function,
        must_be='the dotted path of a function of an object, such as "news.sharing.groups"',
        meaning="A function that returns the section, authors and tags of an object.",
    )
    origins = Setting[list[str]](
        [],
        must_be='a list of origins, such as ["https://m.example.com"]',
        meaning="Further origins whose pages may send events.",
    )
    credentials = Setting[Literal["omit", "same-origin"]](
        "omit",
        meaning="Whether events carry the cookies and passwords that the browser has for the site.",
    )
    own_hosts = Setting[list[str]](
        [],
        check=lambda hosts: all(_is_host(host) and ":" not in host for host in hosts),
        must_be='a list of hosts, such as ["example.com"]',
        meaning='Your other hosts, such as `["example.com"]` with all its subdomains.',
    )
    sections = Setting[list[str]](
        ["/"],
        check=lambda paths: all(path.startswith("/") for path in paths),
        must_be='a list of paths, such as ["/", "/news/", "/topics/*"]',
        meaning="Paths that people type or bookmark, with `*` for anything.",
    )
    channels = Setting[list[str]](
        ["whatsapp", "email", "messenger", "copy-link", "native"],
        must_be='a list of channels, such as ["whatsapp", "copy-link"]',
        meaning="The channels that a bar shows, in order.",
    )
    own_channels = Setting[dict[Any, Any]](
        {},
        must_be='a dict such as {"intranet": {"letter": "N", "name": …, "address": …, "icon": …}}',
        meaning="Your own channels, one entry each.",
    )
    messenger_app_id = Setting[str | int](
        "",
        check=lambda value: value == "" or str(value).isdigit(),
        must_be="the digits of a Facebook app id",
        meaning="A Facebook app id, which opens Messenger's send dialog on desktops.",
    )
    copy_mode = Setting[Literal["append", "count", "off"]](
        "append",
        meaning="What happens when a reader copies a passage.",
    )
    notice = Setting[bool](
        default=True,
        meaning="Whether a notice points out the first source line on a page.",
    )
    privacy = Setting[Literal["links", "channel"]](
        "links",
        meaning="Whether each act has its own mark, or marks only name the channel.",
    )
    consent = Setting[Literal["never", "ask", "given"]](
        "never",
        meaning="Whether the page's script may keep anything on the reader's device.",
    )
    keep_days = Setting[int](
        90,
        check=lambda days: days >= 8,
        must_be="a number of days, at least 8",
        meaning="For how many days the rows of links and visits are kept, at least 8.",
    )
    fold_days = Setting[int](
        8,
        check=lambda days: days >= 8,
        must_be="a number of days, at least 8: events may be 7 days late",
        meaning="After how many days hourly counts become daily ones, at least 8.",
    )
    trusted_proxies = Setting[int](
        0,
        check=lambda hops: hops >= 0,
        must_be="how many proxies of yours append to X-Forwarded-For: 0 or more",
        meaning="How many of your proxies append to `X-Forwarded-For`.",
    )
    rate_limit_network = Setting[str](
        "1200/minute",
        must_be='32 events or more in at most a day, such as "1200/minute", or ""',
        meaning="How many events one address (IPv6: its /64) may send; above it the answer is 429.",
    )
    rate_limit_reader = Setting[str](
        "120/minute",
        must_be='32 events or more in at most a day, such as "120/minute", or ""',
        meaning="The same for one browser at that address.",
    )
    rate_limit_rows = Setting[str](
        "2000/hour",
        must_be='32 events or more in at most a day, such as "2000/hour", or ""',
        meaning="How many rows the events of one address may add to your database.",
    )
    rate_limit_store = Setting[str](
        "memory://",
        must_be='an address such as "memory://" or "redis://localhost:6379/1", percent-encoded',
        meaning="Where the limits are counted.",
        is_secret=True,
    )
    ignore_networks = Setting[list[str]](
        [],
        check=lambda networks: all(map(_is_network, networks)),
        must_be='a list of networks and addresses, such as ["203.0.113.0/24", "2001:db8::/32"]',
        meaning="Networks and addresses whose events are not counted.",
    )
    ignore_agents = Setting[list[str]](
        [],
        check=lambda names: all(name.strip() for name in names),
        must_be='a list of parts of user agents, such as ["OurMonitor/"]',
        meaning="Parts of user agents whose events are not counted, in upper or lower case.",
    )
    buffer = Setting[str | dict[str, Any]](
        "sharekit.buffers.database.DatabaseBuffer",
        check=_is_buffer,
        must_be='a dotted path of a buffer class, or {"BACKEND": path, "OPTIONS": {…}}',
        meaning="The buffer in which events wait, by the dotted path of its class.",
        is_secret=True,
    )
    drain_limit = Setting[int](
        1000,
        check=lambda count: count > 0,
        must_be="a number of events, 1 or more",
        meaning="How many events one transaction counts.",
    )
    hash_key = Setting[str](
        "",
        check=lambda key: not key or len(key) > 31,
        must_be="a secret of 32 characters or more, which is never changed",
        meaning="The key of the hashes that optional apps keep instead of order numbers and mail "
        "addresses.",
        is_secret=True,
    )
    metrics_token = Setting[str](
        "",
        check=lambda token: token.isascii() and (not token or len(token) > 15),
        must_be="a secret of 16 characters or more",
        meaning="The bearer token with which Prometheus may read `sharekit/metrics/`.",
        is_secret=True,
    )


settings = SharekitSettings()


class Task(msgspec.Struct, frozen=True):
    """A scheduled task of an app's `schedule.py`.

    `run` is the dotted path of the function that does it, and `celery` that of the Celery task.
    """

    name: str
    seconds: int
    run: str
    celery: str


def list_tasks(installed_apps: Iterable[str]) -> list[Task]:
    """Return the tasks of apps whose dotted name has a part that begins with "sharekit".

    Only their packages and `schedule.py` are imported, because models cannot be imported while
    Django reads the settings. Any other app may use that name for something else.
    """
    tasks: list[Task] = []
    for entry in installed_apps:
        module, _, last = entry.rpartition(".")
        app = module.removesuffix(".apps") if last[:1].isupper() else entry
        is_ours = any(part.startswith("sharekit") for part in app.split("."))
        if is_ours and find_spec(f"{app}.schedule"):
            tasks += import_module(f"{app}.schedule").TASKS
    return tasks


def beat_schedule(installed_apps: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return Celery beat's schedule for `CELERY_BEAT_SCHEDULE = beat_schedule(INSTALLED_APPS)`."""
    return {
        f"sharekit-{task.name}": {
            "task": task.celery,
            "schedule": float(task.seconds),
            # The next one has been sent by then.
            "options": {"expires": task.seconds},
        }
        for task in list_tasks(installed_apps)
    }
