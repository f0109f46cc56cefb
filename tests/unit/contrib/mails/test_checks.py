"""What is missing is said by checks."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import django
import pytest
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy
from pytest_django import Settings

from sharekit.contrib.mails.checks import CHECKS
from tests.unit.contrib.mails.subscribing.making import SITE

PAGES = path("m/", include("sharekit.contrib.mails.urls"))
MAILS: dict[str, Any] = SITE["MAILS"]  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.mails.urls"
    settings.SHAREKIT = SITE


def list_ids() -> list[str]:
    messages = [message for check in CHECKS for message in check(None)]
    assert all(message.hint for message in messages)
    return [(message.id or "").replace("sharekit_mails.", "") for message in messages]


def test_a_complete_site_lacks_nothing() -> None:
    assert list_ids() == []


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({"HASH_KEY": ""}, ["E001"]),
        ({"SITE_URL": ""}, ["W006"]),
        ({"SITE_URL": "http://news.example"}, ["W001"]),
        ({"SITE_URL": "", "SITES": {"a.example": "https://a.example"}}, []),
        ({"SITE_URL": "", "SITES": {"a.example": "http://a.example"}}, ["W001"]),
        ({"MAILS": {}}, []),
        ({"MAILS": MAILS | {"IMPRINT": " "}}, ["W002"]),
        ({"MAILS": MAILS | {"MARKETING_FROM": ""}}, ["W003"]),
        ({"MAILS": MAILS | {"MARKETING_FROM": "News <DESK@news.example>"}}, ["W003"]),
        ({"MAILS": MAILS | {"FROM": "desk@news.example"}}, []),
        ({"MAILS": MAILS | {"FROM": '"The News" <desk@news.example>'}}, []),
        ({"MAILS": MAILS | {"FROM": "The News <desk@news.example"}}, ["E005"]),
        ({"MAILS": MAILS | {"FROM": "The News desk@news.example"}}, ["E005"]),
        ({"MAILS": MAILS | {"REPLY_TO": "desk"}}, ["E005"]),
        ({"MAILS": MAILS | {"IMPRINTS": ""}}, ["sharekit.E002"]),
        ({"MAILS": MAILS | {"CAP": "1/day"}}, []),
        ({"MAILS": MAILS | {"CAP": "2/fortnight"}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"CAP": "0/week"}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"FORM_RATE": "many"}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"FORM_RATE": "9/month"}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"FORM_RATE": ""}}, []),
        ({"MAILS": MAILS | {"TOPICS": {"Weekly": "W"}}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"TOPICS": {"weekly": ""}}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"TOPICS": {"weekly": 1}}}, ["sharekit.E003"]),
        ({"MAILS": MAILS | {"TOPICS": {"weekly": gettext_lazy("The week")}}}, []),
    ],
)
def test_each_missing_thing_is_named(
    settings: Settings, given: dict[str, Any], ids: list[str]
) -> None:
    settings.SHAREKIT = SITE | given

    assert list_ids() == ids


def test_while_debugging_http_is_enough(settings: Settings) -> None:
    settings.DEBUG = True
    settings.SHAREKIT = SITE | {"SITE_URL": "http://localhost:8000"}

    assert list_ids() == []


@pytest.mark.parametrize(
    ("patterns", "ids"), [([PAGES], []), ([], ["W007"]), (i18n_patterns(PAGES), ["W004"])]
)
def test_the_pages_are_there_once(
    settings: Settings, patterns: list[URLPattern | URLResolver], ids: list[str]
) -> None:
    module = ModuleType("a_urlconf")
    module.urlpatterns = [*patterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = module

    assert list_ids() == ids


@pytest.mark.parametrize(
    ("version", "known", "ids"),
    [
        ((5, 2), {}, ["W005"]),
        ((6, 1), {"default": {}, "bulk": {}}, []),
        ((6, 1), {"default": {}}, ["E004"]),
    ],
)
def test_each_mailer_is_known_to_django(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, int],
    known: dict[str, Any],
    ids: list[str],
) -> None:
    monkeypatch.setattr(django, "VERSION", version)
    settings.MAILERS = known
    settings.SHAREKIT = SITE | {"MAILS": MAILS | {"MAILERS": {"marketing": "bulk"}}}

    assert list_ids() == ids
