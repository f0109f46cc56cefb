"""Serves one site whose pages load the script that a reader's cookie names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsers.site_js.bundle import bundle
from tests.browsers.site_js.tab import Tab
from tests.browsers.tables.conftest import browsers
from tests.support.paths import PROJECT
from tests.systems.hosts.host_site import TEMPLATE, Site

__all__ = ["browsers"]

SCRIPTS = [
    *("turbo.js", "htmx.js", "htmx1.js", "htmx2.js", "unpoly.js", "router.js"),
    "listeners.ts",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the site; its static files hold every script, and the recipes of the documentation."""
    site = Site(tmp_path_factory.mktemp("site"))
    shutil.copytree(TEMPLATE, site.folder, dirs_exist_ok=True)
    site.write("settings.py", SETTINGS)
    shutil.copy(Path(__file__).parent / "story.html", site.folder / "newsroom/templates/story.html")
    scripts = site.folder / "scripts"
    for name in SCRIPTS:
        bundle(name, folder=scripts)
    for name, code in read_recipes().items():
        (scripts / f"{name}.js").write_text(code)
    (scripts / "none.js").touch()
    site.fill()
    with site.serve():
        yield site


SETTINGS = """
INSTALLED_APPS.append("sharekit.contrib.conversions")
SHAREKIT = {"HASH_KEY": "not a secret: for the tests only", "GOALS": {"order": "Orders"}}
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
WHITENOISE_USE_FINDERS = True
STATICFILES_DIRS = [BASE_DIR / "scripts"]
"""


def read_recipes() -> dict[str, str]:
    """Return the documentation's recipes by the names in the comments before them."""
    block = r"<!-- recipe: (\S+) -->\n```js\n(.*?)```"
    return dict(re.findall(block, (PROJECT / "docs" / "recipes.md").read_text(), re.DOTALL))


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Tab]:
    """Return a tab on the site with the script that the test names."""
    tab = Tab(browser, site.origin, request.param)
    yield tab
    tab.context.close()
