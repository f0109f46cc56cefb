"""Tests sites whose addresses are not the demo's, and pages that a cache answers."""

import sqlite3
from contextlib import closing

import pytest

from tests.systems.hosts.host_reader import arrive, read, share
from tests.systems.hosts.host_site import DATABASE, Site

pytestmark = pytest.mark.slow


def test_an_article_in_two_languages_has_a_version_for_each(site: Site, filled: Site) -> None:
    site.write("settings.py", TWO_LANGUAGES)
    site.write("urls.py", IN_EACH_LANGUAGE)
    site.copy_tables(filled)
    with site.serve() as origin:
        german = read(f"{origin}/de/stories/swifts/")
        english = read(f"{origin}/en/stories/swifts/")
        arrive(german, share(english))
        articles = {article["url"]: article for article in site.count()}

    assert german.keys[0].split(" ")[1] == f"{origin}/de/stories/swifts/"
    assert english.keys[0].split(" ")[1] == f"{origin}/en/stories/swifts/"
    counted = {
        url.removeprefix(origin): (each["shares"], each["clickbacks"], each["views"])
        for url, each in articles.items()
    }
    # The visit counts where it was; the link is that of the version that was shared.
    assert counted == {"/en/stories/swifts/": (1, 0, 0), "/de/stories/swifts/": (0, 1, 1)}


TWO_LANGUAGES = """
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
MIDDLEWARE.insert(2, "django.middleware.locale.LocaleMiddleware")
"""

IN_EACH_LANGUAGE = """
from django.conf.urls.i18n import i18n_patterns

urlpatterns = urlpatterns[:2] + i18n_patterns(*urlpatterns[2:])
"""


def test_a_site_below_a_path_keeps_the_path_in_every_address(site: Site, filled: Site) -> None:
    site.copy_tables(filled)
    with site.serve(("gunicorn", "wsgi", "--env", "SCRIPT_NAME=/news")) as origin:
        page = read(f"{origin}/news/stories/swifts/")
        arrive(page, share(page))
        [article] = site.count()

    assert page.events == f"{origin}/news/sharekit/events/"
    assert article["url"] == f"{origin}/news/stories/swifts/"
    assert (article["shares"], article["clickbacks"]) == (1, 1)


def test_a_cached_page_is_the_same_for_everybody_and_still_shares(site: Site, filled: Site) -> None:
    site.write("settings.py", CACHED)
    site.copy_tables(filled)
    with site.serve() as origin:
        first = read(f"{origin}/stories/swifts/")
        rename_stories(site)
        second = read(f"{origin}/stories/swifts/")
        arrive(second, share(second))
        [article] = site.count()

    assert second.body == first.body  # the old title: the cache answered
    for page in (first, second):
        assert "Cookie" not in page.headers.get("Vary", "")
        assert "Set-Cookie" not in page.headers
    assert (article["shares"], article["clickbacks"]) == (1, 1)


CACHED = """
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": BASE_DIR / "cache",
    }
}
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *MIDDLEWARE,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
"""


def rename_stories(site: Site) -> None:
    with closing(sqlite3.connect(site.folder / DATABASE)) as database, database:
        database.execute("UPDATE newsroom_story SET title = 'Renamed'")
