"""Checks pages that a test writes, and returns the findings."""

from __future__ import annotations
import sys
from pathlib import Path
from zlib import crc32
import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.http import HttpResponse
from pytest_django import Settings
from sharekit.channels import get_all
from sharekit.link_checks.apps import APPS, NO_PREVIEW
from sharekit.link_checks.check import check_page
from sharekit.link_checks.judge import Finding
from sharekit.link_checks.weigh import Row
from tests.unit.link_checks.conftest import Draw, draw, write
from tests.unit.link_checks.pages_site import Page

Pages = dict[str, Page]
IMAGE = '<meta property="og:image" content="https://news.example/media/bridge.png">'
PICTURE = "https://news.example/media/bridge.png"
EVERY = tuple(app.name for app in APPS if app.title)


def find(pages: Pages, *changes: tuple[str, str], path: str = "/bridge/") -> list[Finding]:
    """Return what is found in the changed page, without the hint that every page gets."""
    pages["/bridge/"] = write(*changes)
    return [
        finding
        for finding in check_page(path).findings
        if not finding.sentence.startswith("These apps keep the canonical address, which")
    ]


def row(name: str) -> Row:
    return next(row for row in check_page("/bridge/").apps if row.app == name)
