"""Tests the doctor in a django CMS site. test_cms.py makes the site and runs this in it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from cms.api import create_page
from cms.models import PageContent
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.core.management import CommandError, call_command
from djangocms_versioning.models import Version

pytestmark = pytest.mark.django_db(transaction=True)
FALSE_STEP = "Exclude sharekit's addresses from the redirect."


def examine(url: str) -> str:
    """Return what the doctor writes about an address of the site."""
    cache.clear()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("sharekit_doctor", url=url, wait=0, stdout=out, no_color=True)
    return out.getvalue()


def test_a_site_without_a_published_page_gets_the_right_steps(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    Site.objects.update_or_create(pk=1, defaults={"domain": "news.example", "name": "News"})
    Site.objects.clear_cache()
    editor = User.objects.create_superuser("editor", password="secret")

    output = examine("/")
    assert "PROBLEM: http://news.example/ redirects to /en/." in output
    assert "    Open the page to which it leads instead: --url. If a proxy" in output
    assert "hint: django CMS has no published page" in output
    assert "    Publish a page with share buttons, and give its address: --url." in output
    assert FALSE_STEP not in output

    create_page("Home", "cms_page.html", "en", created_by=editor)
    output = examine("/en/")
    assert "http://news.example/en/ redirects to /en/admin/cms/pagecontent/" in output
    assert "    Publish a page with share buttons there, or give the address" in output
    assert "hint: django CMS has no published page" in output
    assert FALSE_STEP not in output

    page = create_page("Swifts", "cms_page.html", "en", created_by=editor)
    for content in PageContent.admin_manager.filter(page=page):
        Version.objects.get_for_content(content).publish(editor)
    output = examine("/en/swifts/")
    assert "ok: django CMS has a published page." in output
    assert "accepts events from http://news.example/en/swifts/" in output
