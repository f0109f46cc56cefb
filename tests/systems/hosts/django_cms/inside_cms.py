"""Tests bars in a django CMS site. test_cms.py makes the site and runs this in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from typing import Any

import pytest
from cms.api import add_plugin, create_page, create_page_content
from cms.appresolver import clear_app_resolvers
from cms.models import Page, PageContent
from cms.toolbar.utils import get_object_edit_url, get_object_preview_url, get_object_structure_url
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.template import Context, Template
from django.test import Client
from django.urls import clear_url_caches
from djangocms_alias.models import Alias, AliasContent, Category
from djangocms_versioning.models import Version
from newsroom.models import Story  # type: ignore[import-not-found]

pytestmark = pytest.mark.django_db
PLUGIN = "ShareButtonsPlugin"
HOST = "http://news.example"


@pytest.fixture(autouse=True)
def editor() -> User:
    """Return an editor of a site that has no pages."""
    cache.clear()
    Site.objects.update_or_create(pk=1, defaults={"domain": "news.example", "name": "News"})
    Site.objects.clear_cache()
    return User.objects.create_superuser("editor", password="secret")


def publish(editor: User, title: str, german: str = "", **more: Any) -> Page:
    """Publish a page in one language or two, with a bar in its placeholder."""
    page = create_page(title, "cms_page.html", "en", created_by=editor, **more)
    if german:
        create_page_content("de", german, page, created_by=editor)
    for content in PageContent.admin_manager.filter(page=page):
        add_bar(content)
        Version.objects.get_for_content(content).publish(editor)
    return page


def add_bar(content: Any, **chosen: Any) -> Any:
    [placeholder] = content.get_placeholders() or [content.placeholder]
    return add_plugin(placeholder, PLUGIN, content.language, **chosen)


def add_footer(editor: User) -> None:
    """Publish an alias with a bar, which is in the footer of every page."""
    alias = Alias.objects.create(category=Category.objects.create(name="All"), static_code="footer")
    for language in ("en", "de"):
        content = AliasContent.objects.with_user(editor).create(
            alias=alias, name="Footer", language=language
        )
        add_plugin(content.placeholder, PLUGIN, language)
        Version.objects.get_for_content(content).publish(editor)


def read(address: str, user: User | None = None, status: int = 200) -> str:
    client = Client(headers={"host": "news.example"})
    if user:
        client.force_login(user)
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def find_articles(html: str, part: str = "body") -> list[tuple[str, str, str]]:
    """Return identity, path and title of each bar in a part of the page."""
    [part] = re.findall(rf"<{part}>.*</{part}>", html, re.DOTALL)
    keys = [unescape(key) for key in re.findall(r' data-sharekit="([^"]+)"', part)]
    articles = [key.rsplit(":", 2)[0].split(" ", 2) for key in keys]
    return [(identity, address.removeprefix(HOST), title) for identity, address, title in articles]


def test_a_page_is_shared_in_each_language_at_its_own_address(editor: User) -> None:
    page = publish(editor, "Swifts", "Mauersegler")

    english, german = read("/en/swifts/"), read("/de/mauersegler/")

    assert [article[1:] for article in find_articles(english)] == [("/en/swifts/", "Swifts")] * 2
    german_articles = find_articles(german)
    assert [each[1:] for each in german_articles] == [("/de/mauersegler/", "Mauersegler")] * 2
    for identity, _, _ in find_articles(english) + german_articles:
        assert identity.partition("@")[0] == f"cms.page:{page.pk}"


def test_a_page_without_a_translation_is_shared_in_the_language_that_is_shown(
    editor: User,
) -> None:
    publish(editor, "Swifts")

    assert find_articles(read("/en/swifts/"))[0][1:] == ("/en/swifts/", "Swifts")


def edit(page: Page, editor: User, title: str) -> PageContent:
    """Begin a draft of a published page, with another title."""
    published = PageContent.objects.get(page=page, language="en")
    draft = Version.objects.get_for_content(published).copy(editor).content
    draft.title = title
    draft.save()
    return draft


def test_a_draft_has_no_bar_and_no_script_and_gives_nobody_its_title(editor: User) -> None:
    page = publish(editor, "Swifts")
    add_footer(editor)
    draft = edit(page, editor, "Swifts, second draft")

    for find_address in (get_object_edit_url, get_object_preview_url, get_object_structure_url):
        html = read(find_address(draft), editor)
        assert "data-sharekit" not in html
        assert "data-events" not in html
    for user in (None, editor):
        articles = find_articles(read("/en/swifts/", user))
        assert [article[1:] for article in articles] == [("/en/swifts/", "Swifts")] * 3


def test_a_plugin_that_was_just_saved_is_shown_without_a_bar(editor: User) -> None:
    draft = edit(publish(editor, "Swifts"), editor, "Swifts, second draft")
    plugin = draft.get_placeholders()[0].get_plugins().get()
    client = Client(headers={"host": "news.example"})
    client.force_login(editor)

    address = f"/en/admin/cms/placeholder/edit-plugin/{plugin.pk}/"
    chosen = {"channels": ["email", "whatsapp"], "style": "compact"}
    response = client.post(f"{address}?cms_path=/en/swifts/", chosen)

    assert response.status_code == 200
    assert "data-sharekit" not in response.content.decode()
    instance = plugin.get_plugin_instance()[0]
    assert (instance.channels, instance.style) == (["email", "whatsapp"], "compact")
    assert str(instance) == "Email, WhatsApp"


def test_the_form_has_a_box_a_channel_with_the_chosen_ones_first(editor: User) -> None:
    draft = edit(publish(editor, "Swifts"), editor, "Swifts, second draft")
    plugin = add_bar(draft, channels=["telegram", "email", "skype"])

    html = read(f"/en/admin/cms/placeholder/edit-plugin/{plugin.pk}/", editor)

    boxes = re.findall(r'<input type="checkbox" name="channels" value="([^"]+)"', html)
    checked = re.findall(r'name="channels" value="([^"]+)"[^>]* checked', html)
    assert boxes[:3] == ["telegram", "email", "whatsapp"]
    assert checked == ["telegram", "email"]
    assert "ordered-checkboxes.js" in html


def test_the_form_is_german_for_a_german_editor(editor: User) -> None:
    publish(editor, "Swifts", "Mauersegler")
    draft = edit(Page.objects.get(), editor, "Swifts, second draft")
    plugin = draft.get_placeholders()[0].get_plugins().get()

    html = read(f"/de/admin/cms/placeholder/edit-plugin/{plugin.pk}/", editor)

    assert "Ohne Auswahl gelten die Kanäle aus den Einstellungen." in html


def test_an_editor_chooses_channels_their_order_and_a_style(editor: User) -> None:
    page = create_page("Swifts", "cms_page.html", "en", created_by=editor)
    content = PageContent.admin_manager.get(page=page)
    add_bar(content, channels=["copy-link", "skype", "email"], style="compact")
    Version.objects.get_for_content(content).publish(editor)

    [main] = re.findall(r"<main>.*</main>", read("/en/swifts/"), re.DOTALL)

    assert re.findall(r'data-sharekit-channel="([^"]+)"', main) == ["copy-link", "email"]
    assert "sharekit-compact" in main


def test_an_alias_shares_the_page_that_it_is_on(editor: User) -> None:
    publish(editor, "Swifts", "Mauersegler")
    publish(editor, "Owls")
    add_footer(editor)

    # Twice: what one page put into a cache must not be on another.
    for _ in range(2):
        for path in ("/en/swifts/", "/de/mauersegler/", "/en/owls/"):
            assert [path_ for _, path_, _ in find_articles(read(path), "footer")] == [path]


def read_apphooks() -> None:
    """Let the URLconf be read again, as in a site that was restarted."""
    clear_app_resolvers()
    clear_url_caches()
    for module in ("cms.urls", "urls"):
        sys.modules.pop(module, None)


def test_a_page_with_the_plugin_is_in_no_cache_of_pages(editor: User) -> None:
    publish(editor, "Swifts")
    client = Client(headers={"host": "news.example"})

    assert "no-cache" in client.get("/en/swifts/").headers["Cache-Control"]


@pytest.fixture
def hooked(editor: User) -> Iterator[Page]:
    """Return a page with the apphook, two stories below it, and a footer."""
    Story.objects.create(title="The bridge", slug="bridge")
    Story.objects.create(title="Swifts of the city", slug="swifts")
    page = publish(editor, "Stories", "Geschichten", apphook="Stories")
    add_footer(editor)
    read_apphooks()
    yield page
    read_apphooks()


@pytest.mark.parametrize("slug", ["bridge", "swifts"])
def test_an_object_of_an_apphook_is_the_article_of_its_address(hooked: Page, slug: str) -> None:
    story = Story.objects.get(slug=slug)

    for address in (f"/en/stories/{slug}/", f"/de/geschichten/{slug}/"):
        [[identity, path, title]] = find_articles(read(f"{address}?sort=new"), "footer")
        assert identity.partition("@")[0] == f"newsroom.story:{story.pk}"
        assert (path, title) == (address, story.title)


def test_the_script_s_tag_names_what_is_shown(hooked: Page) -> None:
    for address, title in {
        "/en/stories/": "Stories",
        "/de/geschichten/": "Geschichten",
        "/en/stories/swifts/": "Swifts of the city",
        "/en/stories/bridge/": "The bridge",
    }.items():
        [key] = re.findall(r' data-article="([^"]+)"', read(address))
        assert unescape(key).rsplit(":", 2)[0].split(" ", 2)[1:] == [f"{HOST}{address}", title]
    for address in ("/en/nowhere/", "/en/stories/nowhere/"):
        html = read(address, status=404)
        assert "data-events" in html
        assert "data-article" not in html


def test_a_template_without_a_request_shows_nothing() -> None:
    template = Template("{% load sharekit_cms %}{% shown_article as article %}{{ article }}")

    assert template.render(Context()) == "None"


def test_the_first_page_of_an_apphook_is_the_page_of_the_cms(hooked: Page) -> None:
    [[identity, path, title]] = find_articles(read("/en/stories/"), "footer")

    assert identity.partition("@")[0] == f"cms.page:{hooked.pk}"
    assert (path, title) == ("/en/stories/", "Stories")


def test_a_page_of_an_apphook_without_an_object_is_shared_by_its_path(hooked: Page) -> None:
    [[identity, path, _]] = find_articles(read("/en/stories/archive/"), "footer")

    assert (identity, path) == ("/en/stories/archive/", "/en/stories/archive/")


@pytest.mark.parametrize("path", ["/en/nowhere/", "/en/stories/nowhere/"])
def test_an_error_page_has_no_bar_and_nothing_is_logged(
    hooked: Page, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    html = read(path, status=404)

    assert find_articles(html) == []
    # A variable of the site that has the name of the plugin's.
    assert "of the site" not in html
    assert "sharekit" not in [record.name for record in caplog.records]


def test_the_migration_makes_the_plugin_s_table_as_its_model_is() -> None:
    name = "0001_share_buttons"
    module = import_module(f"sharekit.contrib.cms.migrations.{name}")
    now = ProjectState.from_apps(apps)
    before = now.clone()
    before.remove_model("sharekit_cms", "sharebuttons")

    after = module.Migration(name, "sharekit_cms").mutate_state(before)

    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    assert MigrationAutodetector(after, now).changes(graph) == {}
