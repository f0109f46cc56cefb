"""The index of the admin: a card for editors, and menu entries by permission."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.admin import AdminSite
from django.contrib.admin.sites import site
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from sharekit.admin import ReportAdmin
from sharekit.aggregate.drain import drain
from sharekit.models import Report
from tests.support.clock import noon
from tests.support.traffic import post, share
from tests.unit.admin.pages import strip

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)

INDEX = "admin:index"
ENTRIES = ("report", "article", "campaignlink", "note", "sharedreport", "rejectedevent")


def read(client: Client) -> str:
    response = client.get(reverse(INDEX))
    assert response.status_code == 200
    return response.content.decode()


def read_card(page: str) -> str:
    found = re.search(r'<section class="module sharekit-panel".*?</section>', page, re.S)
    return strip(found[0]) if found else ""


def test_editors_see_a_card(editor: Client) -> None:
    post(share(), {"kind": "view", "entry": True})
    drain()
    cache.clear()

    page = read(editor)

    card = read_card(page)
    assert "1 share or copy" in card
    assert "Page views 1" in card
    assert reverse("admin:sharekit_report_changelist") in page


def test_others_see_none(log_in: Callable[..., Client]) -> None:
    assert read_card(read(log_in("view_rejectedevent"))) == ""
    assert Template("{% load sharekit_admin %}{% sharekit_card %}").render(Context()).strip() == ""


def test_a_site_keeps_an_index_of_its_own() -> None:
    own = AdminSite("own")
    own.index_template = "own/index.html"

    ReportAdmin(Report, own)

    assert own.index_template == "own/index.html"
    assert site.index_template == "admin/sharekit/index.html"


@pytest.mark.parametrize(
    ("permissions", "entries"),
    [
        ((), ()),
        (("view_report",), ("report", "article", "campaignlink")),
        (("view_report", "add_note"), ("report", "article", "campaignlink", "note")),
        (
            ("view_report", "add_sharedreport"),
            ("report", "article", "campaignlink", "sharedreport"),
        ),
        (
            ("view_report", "delete_sharedreport"),
            ("report", "article", "campaignlink", "sharedreport"),
        ),
        (("add_note", "add_sharedreport", "add_campaignlink"), ()),
        (("view_rejectedevent",), ("rejectedevent",)),
    ],
)
def test_each_menu_entry_needs_its_permission(
    log_in: Callable[..., Client], permissions: tuple[str, ...], entries: tuple[str, ...]
) -> None:
    page = read(log_in(*permissions))

    shown = [name for name in ENTRIES if reverse(f"admin:sharekit_{name}_changelist") in page]
    assert shown == list(entries)


def test_every_model_in_the_menu_is_in_the_table() -> None:
    registered = {
        model._meta.model_name for model in site._registry if model._meta.app_label == "sharekit"
    }

    assert registered == set(ENTRIES)
