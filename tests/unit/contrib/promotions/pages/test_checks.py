"""System checks: the pages are in the URLconf, once for all languages."""

from __future__ import annotations

from types import ModuleType

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.checks import run_checks
from django.urls import URLPattern, URLResolver, include, path
from pytest_django import Settings

PAGES = path("r/", include("sharekit.contrib.promotions.urls"))


def list_ids(settings: Settings, *patterns: URLPattern | URLResolver) -> list[str]:
    module = ModuleType("a_urlconf")
    module.urlpatterns = [*patterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = module
    return [
        message.id
        for message in run_checks()
        if message.id in {"sharekit_promotions.W005", "sharekit_promotions.W006"}
    ]


@pytest.mark.parametrize(
    ("patterns", "ids"),
    [
        ([PAGES], []),
        ([], ["sharekit_promotions.W005"]),
        (i18n_patterns(PAGES), ["sharekit_promotions.W006"]),
    ],
)
def test_the_pages_are_there_once(
    settings: Settings, patterns: list[URLPattern | URLResolver], ids: list[str]
) -> None:
    assert list_ids(settings, *patterns) == ids
