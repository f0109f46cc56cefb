"""The settings of a site, one property each, read from `SHAREKIT` in the Django settings."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.conf import settings as django_settings
from django.core.signals import setting_changed

DEFAULTS: Final[dict[str, Any]] = {
    "SITE_URL": "",
    "CHANNELS": ["whatsapp", "email", "messenger", "native", "copy-link"],
    "OWN_CHANNELS": {},
    "MESSENGER_APP_ID": "",
    "KEEP_QUERY": [],
    "COPY_MODE": "append",
    "NOTICE": True,
    "ORIGINS": [],
    "CREDENTIALS": "omit",
    "OWN_HOSTS": [],
    "SECTIONS": ["/"],
    "TRUSTED_PROXIES": 0,
    "RATE_LIMIT_NETWORK": "1200/minute",
    "RATE_LIMIT_READER": "120/minute",
    "RATE_LIMIT_STORE": "memory://",
    "IGNORE_NETWORKS": [],
    "IGNORE_AGENTS": [],
    "PRIVACY": "links",
    "CONSENT": "never",
    "KEEP_DAYS": 90,
    "FOLD_DAYS": 8,
    "BUFFER": "sharekit.buffers.database.DatabaseBuffer",
    "REDIS_URL": "redis://localhost:6379/0",
    "REDIS_PREFIX": "sharekit",
    "SHARDS": 1,
    "BACKLOG": 1_000_000,
    "DRAIN_LIMIT": 1000,
    "METRICS_TOKEN": "",
}

BEAT_SCHEDULE: Final[dict[str, dict[str, Any]]] = {
    "sharekit-drain": {"task": "sharekit.tasks.drain", "schedule": 5.0, "options": {"expires": 5}},
    "sharekit-fold": {
        "task": "sharekit.tasks.fold",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "sharekit-prune": {
        "task": "sharekit.tasks.prune",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}
"""Celery beat's schedule, in seconds; a site sets `CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE`."""


class Settings:
    """The current settings, with their defaults from `DEFAULTS`."""

    def __init__(self) -> None:
        self._given: dict[str, Any] | None = None

    def _get(self, name: str) -> Any:
        # Cached, because access to Django's settings takes 0.6 us and collect reads several.
        given = self._given
        if given is None:
            given = self._given = getattr(django_settings, "SHAREKIT", {})
        return given[name] if name in given else DEFAULTS[name]

    def forget(self, *, setting: str, **_: Any) -> None:
        """Read the settings again after a test has changed them."""
        self._given = None

    @property
    def site_url(self) -> str:
        """Scheme and host of every shared address, without a trailing slash."""
        url: str = self._get("SITE_URL")
        return url.rstrip("/")

    @property
    def channels(self) -> list[str]:
        """Slugs of the channels in a bar, in order."""
        slugs: list[str] = self._get("CHANNELS")
        return slugs

    @property
    def own_channels(self) -> dict[str, dict[str, Any]]:
        """The site's own channels by slug; channels/own.py validates them."""
        entries: dict[str, dict[str, Any]] = self._get("OWN_CHANNELS")
        return entries

    @property
    def messenger_app_id(self) -> str:
        """The Facebook app id that opens Messenger's send dialog on desktops."""
        return str(self._get("MESSENGER_APP_ID"))

    @property
    def keep_query(self) -> list[str]:
        """Query keys that are part of a page's shared address."""
        keys: list[str] = self._get("KEEP_QUERY")
        return keys

    @property
    def copy_mode(self) -> Literal["append", "count", "off"]:
        """What happens to copied passages: a source line is added, they are only counted, or
        nothing.
        """
        mode: Literal["append", "count", "off"] = self._get("COPY_MODE")
        return mode

    @property
    def notice(self) -> bool:
        """Whether a notice announces the first source line of a page view."""
        shown: bool = self._get("NOTICE")
        return shown

    @property
    def origins(self) -> list[str]:
        """Origins besides the site's own that may send events, such as `https://m.example.com`."""
        origins: list[str] = self._get("ORIGINS")
        return origins

    @property
    def credentials(self) -> Literal["omit", "same-origin"]:
        """Whether events carry the browser's credentials for the site, such as a Basic auth
        password.
        """
        mode: Literal["omit", "same-origin"] = self._get("CREDENTIALS")
        return mode

    @property
    def own_hosts(self) -> frozenset[str]:
        """Hosts of the site, including subdomains: a visit from them continues."""
        hosts: list[str] = self._get("OWN_HOSTS")
        return frozenset(hosts)

    @property
    def sections(self) -> list[str]:
        """Paths, with `*` as a wildcard, that people type or bookmark: their entries are direct,
        not dark.
        """
        paths: list[str] = self._get("SECTIONS")
        return paths

    @property
    def trusted_proxies(self) -> int:
        """How many of the site's proxies append to X-Forwarded-For."""
        hops: int = self._get("TRUSTED_PROXIES")
        return hops

    @property
    def rate_limit_network(self) -> str:
        """How many events one address (IPv6: its /64) may send; "" means no limit."""
        rate: str = self._get("RATE_LIMIT_NETWORK")
        return rate

    @property
    def rate_limit_reader(self) -> str:
        """How many events one browser at that address may send; "" means no limit."""
        rate: str = self._get("RATE_LIMIT_READER")
        return rate

    @property
    def rate_limit_store(self) -> str:
        """Where rates are counted: "memory://" in each process, "redis://host/1" for all."""
        uri: str = self._get("RATE_LIMIT_STORE")
        return uri

    @property
    def ignore_networks(self) -> list[str]:
        """Networks whose events are not counted, such as those of an office."""
        networks: list[str] = self._get("IGNORE_NETWORKS")
        return networks

    @property
    def ignore_agents(self) -> list[str]:
        """Parts of user agents whose events are not counted."""
        agents: list[str] = self._get("IGNORE_AGENTS")
        return agents

    @property
    def privacy(self) -> Literal["links", "channel"]:
        """Whether each act gets its own token, or links carry only their channel's letter."""
        mode: Literal["links", "channel"] = self._get("PRIVACY")
        return mode

    @property
    def consent(self) -> Literal["never", "ask", "given"]:
        """Whether the script may keep anything on the reader's device."""
        mode: Literal["never", "ask", "given"] = self._get("CONSENT")
        return mode

    @property
    def keep_days(self) -> int:
        """How many days links and visits are kept as rows; counts are kept for ever."""
        days: int = self._get("KEEP_DAYS")
        return days

    @property
    def fold_days(self) -> int:
        """How many days counts are kept by hour before they are folded into days."""
        days: int = self._get("FOLD_DAYS")
        return days

    @property
    def buffer(self) -> str:
        """The dotted path of the class where events wait to be counted."""
        path: str = self._get("BUFFER")
        return path

    @property
    def redis_url(self) -> str:
        """The Redis whose streams hold events, if BUFFER uses Redis."""
        url: str = self._get("REDIS_URL")
        return url

    @property
    def redis_prefix(self) -> str:
        """The prefix of all Redis keys; sites that share a Redis need different ones."""
        prefix: str = self._get("REDIS_PREFIX")
        return prefix

    @property
    def shards(self) -> int:
        """How many streams new events are spread over; older streams are still drained."""
        count: int = self._get("SHARDS")
        return count

    @property
    def backlog(self) -> int:
        """How many events may wait; further senders must try again later."""
        count: int = self._get("BACKLOG")
        return count

    @property
    def drain_limit(self) -> int:
        """How many events one transaction counts."""
        limit: int = self._get("DRAIN_LIMIT")
        return limit

    @property
    def metrics_token(self) -> str:
        """The bearer token that may read the metrics; "" disables them."""
        token: str = self._get("METRICS_TOKEN")
        return token


settings = Settings()
setting_changed.connect(settings.forget)
