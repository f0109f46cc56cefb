"""What makes a site of tests/systems/hosts a django CMS site in two languages."""

from __future__ import annotations

from tests.systems.hosts.host_site import Site

# Migrations of others take ten seconds and are not in question: syncdb makes their tables.
SETTINGS = """
INSTALLED_APPS += [
    "django.contrib.sites", "cms", "menus", "treebeard", "sekizai", "djangocms_versioning",
    "parler", "djangocms_alias", "sharekit.contrib.cms",
]
WITH_CMS = ["cms", "djangocms_versioning", "djangocms_alias", "sites", "sharekit_cms"]
MIGRATION_MODULES |= dict.fromkeys(WITH_CMS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
CMS_CONFIRM_VERSION4 = True
CMS_TEMPLATES = [("cms_page.html", "Page")]
MIDDLEWARE.insert(2, "django.middleware.locale.LocaleMiddleware")
MIDDLEWARE += [
    "cms.middleware.user.CurrentUserMiddleware", "cms.middleware.page.CurrentPageMiddleware",
    "cms.middleware.toolbar.ToolbarMiddleware", "cms.middleware.language.LanguageCookieMiddleware",
]
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "sekizai.context_processors.sekizai", "cms.context_processors.cms_settings",
    "django.template.context_processors.i18n",
]
ALLOWED_HOSTS = ["127.0.0.1", "news.example"]
# In a file, since the appender's thread has a connection of its own.
DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "tests.sqlite3"}
"""

URLS = """
from django.conf.urls.i18n import i18n_patterns

urlpatterns = [
    path("sharekit/", include("sharekit.urls")),
    *i18n_patterns(path("admin/", admin.site.urls), path("", include("cms.urls"))),
]
"""

# An apphook with views that name what they show, and one that does not.
APPHOOK = """
from cms.app_base import CMSApp
from cms.apphook_pool import apphook_pool
from django.shortcuts import get_object_or_404, render
from django.urls import path
from newsroom.models import Story


def show(request, slug):
    story = get_object_or_404(Story, slug=slug)
    if slug == "bridge":
        request.toolbar.set_object(story)
        return render(request, "base.html")
    # Parts of the page, and another page at the same path: the posts of a thread, a sorted list.
    post, other = Story.objects.first(), Story.objects.first()
    post.get_absolute_url = lambda: f"{request.path}?sort=new#post-9"
    other.get_absolute_url = lambda: f"{request.path}?sort=old"
    return render(request, "base.html", {"post": post, "other": other, "story": story})


def show_all(request):
    return render(request, "base.html", {"first": Story.objects.first()})


@apphook_pool.register
class Stories(CMSApp):
    name = "Stories"

    def get_urls(self, page=None, language=None, **kwargs):
        return [
            path("", show_all),
            path("archive/", show_all),
            path("<slug:slug>/", show, name="story"),
        ]
"""

BASE = """{% load cms_tags sekizai_tags djangocms_alias_tags sharekit sharekit_cms %}<!doctype html>
<html><head><title>News</title>{% render_block "css" %}</head><body>
{% cms_toolbar %}
{% block content %}{% endblock %}
<footer>{% with bar="of the site" %}{% static_alias "footer" %}{% endwith %}</footer>
{% shown_article as article %}
{% sharekit_script article %}
{% render_block "js" %}
</body></html>
"""

PAGE = """{% extends "base.html" %}{% load cms_tags sharekit %}
{% block content %}
<main>{% placeholder "content" %}</main>
<aside>{% share_buttons request.current_page %}</aside>
{% endblock %}
"""


def make_cms(site: Site) -> None:
    """Make a site one of django CMS', in English and German, with versions and aliases."""
    site.write("settings.py", SETTINGS)
    site.write("urls.py", URLS)
    site.write("newsroom/cms_apps.py", APPHOOK)
    site.write("newsroom/templates/base.html", BASE)
    site.write("newsroom/templates/cms_page.html", PAGE)
    site.write("newsroom/templates/404.html", '{% extends "base.html" %}')
