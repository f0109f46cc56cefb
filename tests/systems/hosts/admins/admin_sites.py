"""Sites whose admin has a theme, each with a story that travels and an editor.

All of them write numbers as 12,345, and have a model whose texts django-parler translates.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.systems.hosts.host_site import Site

SETTINGS: Final = """
INSTALLED_APPS = [*{apps}, "parler", *INSTALLED_APPS]
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
PARLER_LANGUAGES = {{None: [{{"code": "en"}}, {{"code": "de"}}]}}
USE_THOUSAND_SEPARATOR = True
SHAREKIT = {{"SITE_URL": "https://news.example"}}
# Serves static files from where they are.
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
"""
MODELS: Final = """
from parler.models import TranslatableModel, TranslatedFields


class Poem(TranslatableModel):
    slug = models.SlugField()
    translations = TranslatedFields(title=models.CharField(max_length=200))

    def get_absolute_url(self):
        return f"/poems/{self.slug}/"
"""
ADMIN: Final = """
from {module} import ModelAdmin
from django.contrib import admin
from newsroom.models import Poem, Story
from parler.admin import TranslatableAdmin
from sharekit.admin import ShareCountsAdminMixin


@admin.register(Story)
class StoryAdmin(ShareCountsAdminMixin, ModelAdmin):
    list_display = ["title", "slug"]


@admin.register(Poem)
class PoemAdmin(ShareCountsAdminMixin, TranslatableAdmin):
    list_display = ["title", "slug", "language_column"]
"""


@dataclass(frozen=True)
class Theme:
    """What the package of a theme adds to a site."""

    apps: tuple[str, ...] = ()
    urls: str = ""
    module: str = "django.contrib.admin"
    """Where the site's own ModelAdmin comes from."""


THEMES: Final = {
    "django": Theme(),
    "grappelli": Theme(
        apps=("grappelli",),
        urls='urlpatterns.insert(0, path("grappelli/", include("grappelli.urls")))',
    ),
    "unfold": Theme(apps=("unfold",), module="unfold.admin"),
}

TRAVEL: Final = """
from django.contrib.auth.models import User
from django.test import Client
from newsroom.models import Poem
from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from sharekit.models import Article
from tests.support.traffic import post, share, visit

DAY = 24 * 3_600_000
Story.objects.filter(slug="swifts").update(id=12345)
story = Story.objects.get(slug="swifts")
key = find_key(story, request=None)
Article.objects.create(pk=12345, url=key.address, title=key.title, **key.columns)
for age in range(6):
    links = [tokens.mint("w") for _ in range(4)]
    post(*(share(link, age=age * DAY) for link in links), article=key)
    again = {"kind": "share", "channel": "email"}
    post(
        *(visit(link, age=age * DAY) for link in links[:3]),
        *(again | {"token": tokens.mint("e"), "parent": link} for link in links[:1] * 7),
        article=key,
        address="192.0.2.2",
    )
post(*({"kind": "view", "entry": True, "referrer": ""} for _ in range(5)), article=key)
drain()
Poem.objects.language("en").create(pk=12345, title="The swift", slug="swift")
client = Client()
client.force_login(User.objects.create_superuser("editor", first_name="Ada"))
print("SESSION", client.cookies["sessionid"].value)
"""
"""Lets a story with a number of five digits travel, which is its article's, too; logs in."""

PAGES: Final = {
    "report": "sharekit/report/",
    "privacy": "sharekit/report/privacy/",
    "articles": "sharekit/article/",
    "some days": "sharekit/article/?since=2026-01-01&q=swifts&o=-2",
    "article": "sharekit/article/12345/change/",
    "history": "sharekit/article/12345/history/",
    "campaign links": "sharekit/campaignlink/",
    "new campaign link": "sharekit/campaignlink/add/?article=12345",
    "rejected": "sharekit/rejectedevent/",
    "stories": "newsroom/story/",
    "story": "newsroom/story/12345/change/",
    "poems": "newsroom/poem/",
    "poem": "newsroom/poem/12345/change/",
    "poem in German": "newsroom/poem/12345/change/?language=de",
    "history of a poem": "newsroom/poem/12345/history/",
}
"""The pages of the admin that sharekit draws, or adds to."""


@dataclass(frozen=True)
class Desk:
    """A served site, and the session of an editor who is logged in."""

    site: Site
    session: str


@contextmanager
def serve(folder: Path, name: str) -> Iterator[Desk]:
    """Serve a site with a theme, in which a story travels, while the block lasts."""
    site, theme = Site.make(folder), THEMES[name]
    site.write("settings.py", SETTINGS.format(apps=theme.apps))
    site.write("urls.py", theme.urls)
    site.write("newsroom/models.py", MODELS)
    site.write("newsroom/admin.py", ADMIN.format(module=theme.module))
    printed = site.fill(TRAVEL)
    with site.serve():
        yield Desk(site, printed.split("SESSION ")[1].strip())
