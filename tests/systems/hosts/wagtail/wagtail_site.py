"""What makes a site of tests/systems/hosts a Wagtail site, and how its pages come to be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.systems.hosts.host_site import Site

# Wagtail's own migrations take ten seconds; what they would make, PUBLISH makes.
WAGTAIL = """
INSTALLED_APPS += [
    "sharekit.contrib.wagtail",
    "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.admin", "wagtail.sites",
    "wagtail.search", "wagtail", "modelcluster", "taggit", "treebeard",
]
LABELS = ["core", "admin", "docs", "images", "search", "sites", "users"]
MIGRATION_MODULES |= {f"wagtail{label}": None for label in LABELS} | {"taggit": None}
WAGTAIL_SITE_NAME = "News"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
# Serves Wagtail's own files from where they are.
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
"""

URLS = """
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns += [
    path("cms/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
"""

NEWS_PAGE = '''
from wagtail.models import Page


class NewsPage(Page):
    """A page type of the site's own."""
'''

TEMPLATE = """{% load sharekit %}<!doctype html>
<title>{{ page.title }}</title>
{% share_buttons page %}
{% sharekit_script page %}
"""

PUBLISH = """
from newsroom.models import NewsPage
from wagtail.models import Locale, Page, Site

Locale.objects.create(language_code="en")
root = Page.add_root(title="Root", slug="root")
home = root.add_child(instance=Page(title="Home", slug="home"))
home.add_child(instance=NewsPage(title="Council votes", slug="council-votes"))
Site.objects.create(
    hostname="127.0.0.1", port={port}, root_page=home, is_default_site=True
)
"""


TRAVEL = """
from datetime import timedelta
from django.contrib.auth.models import User
import json
from django.test import Client
from newsroom.models import NewsPage, StreamPage
from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.keys import ArticleKey
from tests.support.traffic import post, share, visit

titles = [
    "Council votes for the tram", "Swifts of the city", "The bridge that kept the town",
    "How dark social got its name", "A jar of wild flour", "One, two, many",
]
home = NewsPage.objects.get().get_parent()
for number, title in enumerate(titles):
    page = home.add_child(instance=NewsPage(title=title, slug=f"story-{number}"))
    key = ArticleKey(f"wagtailcore.page:{page.pk}", page.full_url, page.title)
    links = [tokens.mint("we"[n % 2]) for n in range(3 * number + 1)]
    channels = {"w": "whatsapp", "e": "email"}
    post(*(share(link, channel=channels[link[0]]) for link in links), article=key)
    post({"kind": "copy", "channel": "copy-link"}, article=key)
    for n in range(number * 4):
        post(visit(links[n % len(links)]), article=key, address=f"192.0.2.{n + 2}")
drain()
chosen = {"channels": ["telegram", "email"], "style": ""}
body = json.dumps([{"type": "share", "value": chosen}])
home.add_child(instance=StreamPage(title="Owls", slug="owls", body=body))
client = Client()
client.force_login(User.objects.create_superuser("editor", first_name="Ada", last_name="Marsh"))
print("SESSION", client.cookies["sessionid"].value)
"""
"""Shares and opens six articles, adds a page with a block, and logs an editor in."""


@dataclass(frozen=True)
class Desk:
    """A served Wagtail site, and the session of an editor who is logged in."""

    site: Site
    session: str


def make_wagtail(site: Site) -> None:
    """Make a site one of Wagtail's, with a page type."""
    site.write("settings.py", WAGTAIL)
    site.write("urls.py", URLS)
    site.write("newsroom/models.py", NEWS_PAGE)
    site.write("newsroom/templates/newsroom/news_page.html", TEMPLATE)


@contextmanager
def serve_wagtail(folder: Path) -> Iterator[Desk]:
    """Serve a Wagtail site whose articles travel while the block lasts."""
    site = Site.make(folder)
    make_wagtail(site)
    add_stream_pages(site)
    printed = site.fill(PUBLISH.format(port=site.port) + TRAVEL)
    with site.serve():
        yield Desk(site, printed.split("SESSION ")[1].strip())


STREAM_PAGE = '''
from sharekit.contrib.wagtail.blocks import ShareButtonsBlock
from wagtail.blocks import ListBlock, RichTextBlock
from wagtail.fields import StreamField


class StreamPage(Page):
    """A page type whose editors put bars where they want them."""

    body = StreamField(
        [
            ("text", RichTextBlock()),
            ("share", ShareButtonsBlock()),
            ("bars", ListBlock(ShareButtonsBlock())),
        ]
    )
    content_panels = [*Page.content_panels, "body"]
'''

STREAM_TEMPLATE = """{% load sharekit wagtailcore_tags %}<!doctype html>
<title>{{ page.title }}</title>
{% include_block page.body %}
{% sharekit_script page %}
"""

LANGUAGES = """
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
LANGUAGE_CODE = "en"
MIDDLEWARE.insert(3, "django.middleware.locale.LocaleMiddleware")
"""

IN_EACH_LANGUAGE = """
from django.conf.urls.i18n import i18n_patterns

urlpatterns[-1:] = i18n_patterns(urlpatterns[-1], prefix_default_language=False)
"""

BARE_TEMPLATE = "{% for block in page.body %}{{ block }}{% endfor %}"


def add_stream_pages(site: Site) -> None:
    """Return a Wagtail site a page type with a stream field, several languages, and a template."""
    site.write("settings.py", LANGUAGES)
    site.write("urls.py", IN_EACH_LANGUAGE)
    site.write("newsroom/models.py", STREAM_PAGE)
    site.write("newsroom/templates/newsroom/stream_page.html", STREAM_TEMPLATE)
    site.write("newsroom/templates/bare.html", BARE_TEMPLATE)
