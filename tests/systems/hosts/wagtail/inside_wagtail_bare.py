"""Tests a Wagtail site without Django's admin: test_wagtail.py makes it and runs this in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.systems.hosts.wagtail.inside_wagtail import REPORT, count_traffic, home, log_in, read

__all__ = ["home", "log_in"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_report_is_whole_without_djangos_admin(log_in: Callable[..., Client]) -> None:
    count_traffic()
    client = log_in("view_report", "add_note", "add_campaignlink")
    User.objects.update(is_staff=True)

    page = read(client, REPORT)

    assert 'data-figure="marked"' in page
    assert 'href="/admin/' not in page


@pytest.mark.parametrize("name", ["shared", "not-counted"])
def test_pages_that_only_the_admin_links_to_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"sharekit:{name}")
