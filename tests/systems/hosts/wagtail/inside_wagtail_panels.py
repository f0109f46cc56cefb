"""Tests figures where Wagtail's editors are. test_wagtail.py makes the site and runs this in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from sharekit.aggregate.drain import drain
from sharekit.models import ChannelTotal, MinuteTotal, ShareRollup
from sharekit.reports.attempt import UNREAD
from tests.support.traffic import post, share
from tests.systems.hosts.wagtail.inside_wagtail import (
    REPORT,
    count_traffic,
    home,
    key,
    log_in,
    read,
)

__all__ = ["home", "log_in"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: Page) -> Page:
    """Return a page that was shared twice."""
    found: Page = home.add_child(instance=Page(title="Swifts", slug="swifts"))
    post(share(), share(), article=key(found))
    drain()
    cache.clear()
    return found


def strip(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def allow(user: User) -> None:
    """Let the user edit pages."""
    user.is_superuser = True
    user.save()


def test_the_home_page_has_a_panel_for_those_who_may_see_figures(
    log_in: Callable[..., Client], page: Page
) -> None:
    html = read(log_in("view_report"), "/cms/")

    assert "2 shares and copies" in strip(html)
    assert html.count(f'href="{REPORT}"') >= 1


def test_the_home_page_has_no_panel_for_others(log_in: Callable[..., Client], page: Page) -> None:
    assert "2 shares and copies" not in read(log_in(), "/cms/")


def test_the_editor_of_a_page_has_its_figures(admin_client: Client, page: Page) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    html = read(admin_client, address)

    panel = html.partition('data-side-panel="sharing"')[2]
    assert "Last 7 days 0 2 0 0" in strip(panel)
    assert "WhatsApp 2" in strip(panel)
    assert reverse("sharekit_report") in panel
    assert "/sharekit/article/" in panel
    # What Wagtail's own view does is done.
    saved = admin_client.post(
        address,
        {
            "title": "Swifts!",
            "slug": "swifts",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        },
    )
    assert saved.status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Swifts!"


def test_a_page_that_was_never_shared_says_so(admin_client: Client, home: Page) -> None:
    html = read(admin_client, reverse("wagtailadmin_pages:edit", args=[home.pk]))

    assert "This page has not been shared yet." in html


def test_panels_say_what_to_do_if_the_figures_cannot_be_read(
    admin_client: Client, page: Page
) -> None:
    with connection.cursor() as cursor:
        for model in (MinuteTotal, ChannelTotal, ShareRollup):
            cursor.execute(f"DROP TABLE {model._meta.db_table}")

    pages = [
        read(admin_client, "/cms/"),
        read(admin_client, reverse("wagtailadmin_pages:edit", args=[page.pk])),
    ]

    assert [strip(html).count(str(UNREAD)) for html in pages] == [1, 1]
    assert "Swifts" in pages[1]


def test_without_the_permission_the_editor_is_wagtails_own(
    log_in: Callable[..., Client], page: Page
) -> None:
    client = log_in()
    group = Group.objects.create(name="Editors")
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    User.objects.get().groups.add(group)

    html = read(client, reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert 'data-side-panel="' in html
    assert 'data-side-panel="sharing"' not in html


def test_the_report_warns_of_an_unknown_choice(log_in: Callable[..., Client], page: Page) -> None:
    client = log_in("view_report")
    warnings = {
        ("site", "nowhere.example"): "No article belongs to the site “nowhere.example”.",
        ("language", "xx"): "No article is in the language “xx”.",
        ("group", "section:Sport"): "No article belongs to the group “section:Sport”.",
        ("group", "Sport"): "“Group” must be a kind and a name",
        ("period", "week"): "“week” is not a period.",
    }

    pages = {asked: strip(read(client, REPORT, **dict([asked]))) for asked in warnings}

    assert {asked: pages[asked].count(words) for asked, words in warnings.items()} == dict.fromkeys(
        warnings, 1
    )


def test_the_report_has_the_chart_and_leads_staff_to_djangos_admin(
    log_in: Callable[..., Client], page: Page
) -> None:
    count_traffic()
    client = log_in("view_report", "add_note")

    week = read(client, REPORT, days="7")

    assert 'class="sharekit-chart"' in week
    assert "/admin/sharekit/" not in week
    User.objects.update(is_staff=True)
    again = read(client, REPORT)
    assert "/admin/sharekit/report/" in again
    assert "/admin/sharekit/note/add/" in again
