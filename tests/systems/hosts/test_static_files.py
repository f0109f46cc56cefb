"""Tests a site whose static files have hashed names and come from another origin, as a CDN's do."""

import sys

import pytest
from playwright.sync_api import Page

from tests.support import servers
from tests.support.copying import HANDLES_COPIES
from tests.systems.hosts.host_site import Site

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_copying_adds_the_source_with_static_files_of_another_origin(
    site: Site, page: Page
) -> None:
    port = servers.find_port()
    site.write("settings.py", HASHED.format(port=port))
    site.fill(COLLECT)
    # Python's own file server sends no CORS headers, as most static hosts do not.
    files = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    static = servers.start_listening(files, port=port, folder=site.folder / "files")
    try:
        with site.serve() as origin:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
            page.goto(f"{origin}/stories/swifts/", wait_until="networkidle")
            page.locator("#passage").click(click_count=3)
            page.wait_for_function(HANDLES_COPIES)
            with page.expect_response("**/sharekit/events/"):
                page.keyboard.press("Control+c")
            copied = page.evaluate("navigator.clipboard.readText()")
            [article] = site.count()
    finally:
        servers.kill(static)

    source = f"\n\nSource: Swifts of the city, {origin}/stories/swifts/#sk=t"
    assert copied.startswith("The ferry left the harbour")
    assert source in copied
    assert article["copies"] == 1


HASHED = """
STATIC_URL = "http://localhost:{port}/"
STATIC_ROOT = BASE_DIR / "files"
STORAGES = {{
    "default": {{"BACKEND": "django.core.files.storage.FileSystemStorage"}},
    "staticfiles": {{
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    }},
}}
"""

COLLECT = """
from django.core.management import call_command

call_command("collectstatic", interactive=False, verbosity=0)
"""
