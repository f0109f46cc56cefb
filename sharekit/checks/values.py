"""The valid values of SHAREKIT, and hints for those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import settings as django_settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string
from limits import parse_many
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string

from sharekit import buffers
from sharekit.conf import SharekitSettings, is_function
from sharekit.nearest import suggest
from sharekit.origins import normalise
from sharekit.setting import APPS, Setting, Settings, read_sharekit

LEAST_RATE: Final = 32
"""Events that the script may send in one request."""
LONGEST_WINDOW: Final = 86_400
"""The most seconds of a rate limit, because a sender's hash is kept until its window ends."""

T = TypeVar("T")


def _is_origin(value: str) -> bool:
    try:
        normalise(value)
    except ValueError:
        return False
    _, _, *rest = urlsplit(value)
    return not "".join(rest).strip("/") and value == value.strip()


def _is_rate(value: str) -> bool:
    try:
        # More than one rate, which `limits` separates by ";" or ",", counts as the first.
        (rate,) = parse_many(value)
    except ValueError:
        return False
    return rate.amount >= LEAST_RATE and rate.get_expiry() <= LONGEST_WINDOW


def _is_store(value: str) -> bool:
    if value == SharekitSettings.rate_limit_store.default:
        return True
    try:
        return isinstance(storage_from_string(value), Storage)
    except (ValueError, AssertionError, ConfigurationError):
        return False
    except Exception:  # noqa: BLE001 - each store's library raises its own
        # A cluster that is away: whether a server is there is the doctor's question.
        return True


_FURTHER: Final[dict[Setting[Any], Callable[[Any], bool]]] = {
    SharekitSettings.site_url: lambda url: url == "" or _is_origin(url),
    SharekitSettings.sites: lambda sites: all(map(_is_origin, sites.values())),
    SharekitSettings.origins: lambda origins: all(map(_is_origin, origins)),
    SharekitSettings.rate_limit_network: lambda rate: rate == "" or _is_rate(rate),
    SharekitSettings.rate_limit_reader: lambda rate: rate == "" or _is_rate(rate),
    SharekitSettings.rate_limit_rows: lambda rate: rate == "" or _is_rate(rate),
    SharekitSettings.rate_limit_store: _is_store,
}
"""Checks that need more than sharekit/conf.py may import."""

_OWNERS: Final = {"GOALS": "conversions"}
"""Optional apps whose keys do not begin with their name."""


def read(setting: Setting[T]) -> T:
    """Return the value of a setting that is used after invalid values are ignored."""
    value = read_sharekit().get(setting.name, setting.default)
    return value if _is_valid(setting, value) else setting.default


def check_settings(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Check for unknown keys and invalid values in SHAREKIT."""
    if not isinstance(getattr(django_settings, "SHAREKIT", {}), dict):
        yield Error("SHAREKIT is not a dict.", hint="Set SHAREKIT = {}.", id="sharekit.E001")
    declared = SharekitSettings.get_declared()
    for settings in APPS.values():
        declared |= settings.get_declared()
    yield from check_values(read_sharekit(), declared, place="SHAREKIT")


def check_options(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterator[CheckMessage]:
    """Check for options that the buffer does not declare, and for invalid values."""
    _, options = buffers.parse(read(SharekitSettings.buffer))
    yield from check_values(options, _get_options(), place="SHAREKIT['BUFFER']['OPTIONS']")


def check_values(
    given: Mapping[str, Any], declared: Mapping[str, Setting[Any]], *, place: str
) -> Iterator[CheckMessage]:
    """Check a dict of settings for unknown keys and invalid values; `place` is its name."""
    for name, value in given.items():
        setting = declared.get(name)
        if setting is None:
            yield Error(
                f"{place} has an unknown key: {name!r}.",
                hint=_find_owner(str(name)) or suggest(str(name), sorted(declared)),
                id="sharekit.E002",
            )
        elif not _is_valid(setting, value):
            yield Error(
                f"{place}[{name!r}] is {'not valid' if setting.is_secret else repr(value)}.",
                hint=f"It must be {setting.must_be}.{_explain(setting, value)}",
                id="sharekit.E003",
            )


def _explain(setting: Setting[Any], value: object) -> str:
    """Return why a function cannot be imported, after a space; "" if there is nothing to explain.

    Its path may look like that of the hint, because its file is missing.
    """
    if setting.check is is_function and isinstance(value, str):
        try:
            import_string(value)
        except ImportError as error:
            return f" Python says: {error}."
    return ""


def _get_options() -> dict[str, Setting[Any]]:
    """Return the options that the buffer declares."""
    backend, _ = buffers.parse(read(SharekitSettings.buffer))
    return getattr(backend, "Options", Settings).get_declared()


def _find_owner(name: str) -> str:
    """Return a hint if a key is an option of the buffer, or of an app that is not installed."""
    if name in _get_options():
        return f"It is an option: 'BUFFER': {{'BACKEND': …, 'OPTIONS': {{{name!r}: …}}}}."
    contrib: Any = find_spec("sharekit.contrib")
    for module in iter_modules(contrib.submodule_search_locations):
        app = f"sharekit.contrib.{module.name}"
        key = name.lower()
        is_its = key == module.name or key.startswith(f"{module.name}_")
        if (is_its or _OWNERS.get(name) == module.name) and not apps.is_installed(app):
            return f"The key belongs to {app!r}, which is not in INSTALLED_APPS."
    return ""


def _is_valid(setting: Setting[Any], value: object) -> bool:
    further = _FURTHER.get(setting)
    return setting.accepts(value) and (further is None or further(value))
