"""Tests that cached results follow the settings that they were computed from."""

from __future__ import annotations

from typing import Any

from django.conf import settings as django_settings

from sharekit.caches import cached_by


def test_a_result_is_cached_until_one_of_its_settings_changes(settings: Any) -> None:
    calls = []

    @cached_by("SHAREKIT", "DEBUG")
    def read(name: str) -> object:
        calls.append(name)
        return getattr(django_settings, name)

    first = read("SHAREKIT")
    settings.STATIC_URL = "https://cdn.example/"
    assert read("SHAREKIT") is first
    settings.SHAREKIT = {"KEEP_DAYS": 7}
    assert read("SHAREKIT") == {"KEEP_DAYS": 7}
    settings.DEBUG = not settings.DEBUG
    read("SHAREKIT")

    assert len(calls) == 3
