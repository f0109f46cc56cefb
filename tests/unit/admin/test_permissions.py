"""Permissions: every address of sharekit in the admin, for every kind of user."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from sharekit.aggregate.drain import drain
from sharekit.models import Article, Report
from tests.support.traffic import post, share

SEES, LOGIN, REFUSED = 200, 302, 403
ADDRESSES = {
    "report": ("sharekit_report_changelist", []),
    "export as CSV": ("sharekit_report_export", ["channels", "csv"]),
    "export as JSON": ("sharekit_report_export", ["articles", "json"]),
    "comparison": ("sharekit_report_compare", []),
    "other figures": ("sharekit_report_more", []),
    "now": ("sharekit_report_now", []),
    "privacy": ("sharekit_report_privacy", []),
    "links of editors": ("sharekit_campaignlink_changelist", []),
    "list": ("sharekit_article_changelist", []),
    "article": ("sharekit_article_change", ["ARTICLE"]),
    "history": ("sharekit_article_history", ["ARTICLE"]),
}

pytestmark = pytest.mark.django_db(transaction=True)


def ask(client: Client, name: str) -> int:
    post(share())
    drain()
    view, parts = ADDRESSES[name]
    arguments = [Article.objects.get().pk if part == "ARTICLE" else part for part in parts]
    response = client.get(reverse(f"admin:{view}", args=arguments))
    if response.status_code == LOGIN:
        assert response["Location"].startswith(reverse("admin:login"))
    return response.status_code


@pytest.mark.parametrize("name", ADDRESSES)
def test_strangers_are_asked_to_log_in(name: str, client: Client) -> None:
    assert ask(client, name) == LOGIN


@pytest.mark.parametrize("name", ADDRESSES)
def test_users_who_are_not_staff_are_asked_to_log_in_as_somebody_else(
    name: str, log_in: Callable[..., Client]
) -> None:
    client = log_in("view_report")
    User.objects.update(is_staff=False)

    assert ask(client, name) == LOGIN


@pytest.mark.parametrize("name", ADDRESSES)
def test_staff_without_the_permission_see_nothing(name: str, log_in: Callable[..., Client]) -> None:
    assert ask(log_in("view_story", "view_rejectedevent"), name) == REFUSED


@pytest.mark.parametrize("name", ADDRESSES)
def test_staff_with_the_permission_see_every_figure(
    name: str, log_in: Callable[..., Client]
) -> None:
    assert ask(log_in("view_report"), name) == SEES


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_superuser_sees_everything(name: str, admin_client: Client) -> None:
    assert ask(admin_client, name) == SEES


def test_the_index_lists_only_what_one_may_see(log_in: Callable[..., Client]) -> None:
    index = log_in("view_rejectedevent").get(reverse("admin:index")).content.decode()

    assert "Rejected events" in index
    assert reverse("admin:sharekit_report_changelist") not in index
    assert reverse("admin:sharekit_article_changelist") not in index


def test_the_report_has_no_address_that_is_not_in_the_table() -> None:
    report = site.get_model_admin(Report)
    names = {view for view, _parts in ADDRESSES.values()}

    assert {pattern.name for pattern in report.get_urls()} <= names
