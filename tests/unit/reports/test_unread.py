"""The pages of a site work where the figures on them cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import Model
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sharekit.models import ArticleTotal, ChannelTotal, MinuteTotal, ShareRollup
from sharekit.reports.attempt import UNREAD
from tests.support.newspaper.models import Story

# A test is one transaction, as a request of a site with ATOMIC_REQUESTS.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_unreadable")]


class Elsewhere:
    """A router that keeps sharekit's tables in a database of their own."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "away" if model._meta.app_label == "sharekit" else None

    db_for_write = db_for_read


@pytest.fixture(params=["tables are missing", "the database is away"])
def _unreadable(
    request: pytest.FixtureRequest,
    settings: Settings,
    tmp_path: Path,
    story: Story,
) -> Iterator[None]:
    if request.param == "tables are missing":
        with connection.cursor() as cursor:
            for model in (MinuteTotal, ChannelTotal, ArticleTotal, ShareRollup):
                cursor.execute(f"DROP TABLE {model._meta.db_table}")
        yield
        return
    away = {
        **connections.settings["default"],
        "NAME": tmp_path / "missing" / "database",
        "OPTIONS": {},
    }
    connections["away"] = DatabaseWrapper(away, alias="away")
    settings.DATABASE_ROUTERS = [f"{__name__}.Elsewhere"]
    yield
    del connections["away"]


@pytest.fixture
def desk() -> Client:
    """Return a browser of an editor of the site, who also sees figures."""
    user = User.objects.create_user("editor", is_staff=True)
    names = ("view_report", "change_story")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def read(desk: Client) -> Callable[..., str]:
    """Return a function that reads a page of the admin."""

    def read(name: str, *of: object, **asked: str) -> str:
        answer = desk.get(reverse(f"admin:{name}", args=of), asked)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return read


def test_the_index_of_the_admin_says_what_to_do(read: Callable[..., str]) -> None:
    page = read("index")

    assert page.count(str(UNREAD)) == 1
    assert reverse("admin:newspaper_story_changelist") in page


def test_the_admin_of_a_sites_own_model_says_what_to_do(
    read: Callable[..., str], story: Story
) -> None:
    pages = [
        read("newspaper_story_changelist"),
        read("newspaper_story_changelist", o="-3"),
        read("newspaper_story_change", story.pk),
    ]

    for page in pages:
        assert page.count(str(UNREAD)) == 1
        assert story.title in page
    assert '<td class="field-sharekit-acts">-</td>' in pages[0]


def test_a_page_of_the_site_is_shown_without_its_figures(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    source = "{% load sharekit %}{% share_count story %} shares{% most_shared %}"
    assert Template(source).render(Context({"story": story})).strip() == "0 shares"

    [error] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "Traceback" in error.getMessage()


def test_the_transaction_of_a_request_goes_on(read: Callable[..., str], story: Story) -> None:
    read("index")

    story.title = "The tunnel"
    story.save()
    assert Story.objects.get().title == "The tunnel"
