"""Requests that show a draft get no bar, no script and no link, and nothing of them is counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from pytest_django import Settings

from sharekit import drafts, keys
from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from sharekit.collect import appender
from sharekit.middleware import note_previews
from sharekit.models import PreviewRollup, ShareLink
from tests.support.newspaper.models import Story
from tests.support.traffic import SWIFTS

TAGS = """{% load sharekit %}{% share_buttons "/swifts/" %}{% share_buttons story %}
{% sharekit_script %}{% share_links story campaign="May" %}
{% tracked_url story "email" campaign="May" %}"""


def is_draft(request: HttpRequest) -> bool:
    """Recognise drafts as a site might: the setting PREVIEW names this function."""
    return "draft" in request.GET


async def is_draft_later(request: HttpRequest) -> bool:
    return False


def fail(request: HttpRequest) -> bool:
    raise LookupError("no such mode")


@pytest.fixture(autouse=True)
def site_url(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}


def set_flag(request: HttpRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    request.is_preview = True  # type: ignore[attr-defined]


def set_setting(request: HttpRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PREVIEW": f"{__name__}.is_draft"}


def add_mode(request: HttpRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(drafts.MODES, "press", is_draft)


Setter = Callable[[HttpRequest, Settings, pytest.MonkeyPatch], None]
WAYS = pytest.mark.parametrize("recognise", [set_flag, set_setting, add_mode])


@WAYS
def test_a_draft_gets_no_bar_no_script_and_no_link(
    recognise: Setter, story: Story, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RequestFactory().get("/swifts/?draft=1")
    recognise(request, settings, monkeypatch)

    html = Template(TAGS).render(Context({"request": request, "story": story}))

    assert html.strip() == ""
    assert not ShareLink.objects.exists()


@WAYS
def test_a_chat_app_s_visit_of_a_draft_is_not_noted(
    recognise: Setter,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    transactional_db: None,
) -> None:
    page = HttpResponse(f'<p data-sharekit="{keys.sign(SWIFTS)}">')
    draft = RequestFactory().get("/swifts/?draft=1", HTTP_USER_AGENT="WhatsApp/2.23.20.0")
    recognise(draft, settings, monkeypatch)

    note_previews(lambda _request: page)(draft)

    drain()
    appender.stop()
    assert not PreviewRollup.objects.exists()


def test_another_page_of_the_same_site_has_its_bar(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RequestFactory().get("/swifts/")
    set_setting(request, settings, monkeypatch)
    add_mode(request, settings, monkeypatch)

    assert find_key("/swifts/", request=request)
    assert find_key("/swifts/", request=None)


@pytest.mark.parametrize("preview", [f"{__name__}.fail", "nowhere.at_all"])
def test_a_function_that_fails_hides_the_bar_and_is_logged(
    preview: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://news.example", "PREVIEW": preview}

    assert find_key("/swifts/", request=RequestFactory().get("/swifts/")) is None
    assert "PREVIEW" in caplog.text


@pytest.mark.django_db
def test_a_page_is_shown_whole_when_the_function_fails(settings: Settings, story: Story) -> None:
    settings.SHAREKIT = {"PREVIEW": f"{__name__}.fail"}

    response = Client().get(story.get_absolute_url())

    assert response.status_code == 200
    assert "data-sharekit" not in response.content.decode()
