"""Tests bars in Wagtail's pages and stream fields. test_wagtail.py makes the site and runs this."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.db.migrations.writer import MigrationWriter
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from newsroom.models import NewsPage, StreamPage  # type: ignore[import-not-found]
from pytest_django import Settings
from wagtail.models import Locale, Page, Site

from sharekit.buttons.bar import render_bar

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Page:
    """Return the home page of a site at news.example."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.add_root(title="Root", slug="root")
    home: Page = root.add_child(instance=Page(title="Home", slug="home"))
    Site.objects.create(hostname="news.example", root_page=home, is_default_site=True)
    return home


@pytest.fixture(autouse=True)
def _hosts(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example", "blog.example"]


def add(home: Page, *blocks: tuple[str, Any], title: str = "Swifts") -> StreamPage:
    """Publish a page with these blocks."""
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page: StreamPage = home.add_child(instance=StreamPage(title=title, body=body))
    return page


def read(address: str, host: str = "news.example") -> str:
    response = Client(headers={"host": host}).get(address)
    assert response.status_code == 200
    return response.content.decode()


def get_keys(html: str) -> list[str]:
    """Return identity, without a language, and address of each bar."""
    keys = [unescape(key) for key in re.findall(r' data-sharekit="([^"]+)"', html)]
    return [re.sub("@[a-z]+ ", " ", key.rsplit(" ", 1)[0]) for key in keys]


def find_channels(html: str) -> list[str]:
    return re.findall(r'data-sharekit-channel="([^"]+)"', html)


EMPTY = {"channels": [], "style": ""}


def test_a_block_is_the_bar_of_the_page_that_it_is_on(home: Page) -> None:
    page = add(home, ("text", "<p>Swifts</p>"), ("share", EMPTY), ("bars", [EMPTY]))

    html = read("/swifts/")

    request = RequestFactory().get("/", headers={"host": "news.example"})
    assert html.count(render_bar(page, request=request)) == 2
    assert get_keys(html) == [f"wagtailcore.page:{page.pk} http://news.example/swifts/"] * 2


def test_an_editor_chooses_channels_and_style(home: Page) -> None:
    add(home, ("share", {"channels": ["copy-link", "email"], "style": "compact"}))

    html = read("/swifts/")

    assert find_channels(html) == ["copy-link", "email"]
    assert "sharekit-compact" in html


def test_what_was_chosen_and_is_no_longer_there_is_left_out(home: Page) -> None:
    add(home, ("share", {"channels": ["skype", "email"], "style": "loud"}))

    assert find_channels(read("/swifts/")) == ["email"]


def test_a_block_without_values_is_a_bar_all_the_same(home: Page) -> None:
    add(home, ("share", {}))

    assert find_channels(read("/swifts/"))[:2] == ["whatsapp", "email"]


def test_when_nothing_of_it_is_there_any_more_the_settings_choose(home: Page) -> None:
    add(home, ("share", {"channels": ["skype"]}))

    assert find_channels(read("/swifts/"))[:2] == ["whatsapp", "email"]


def test_a_block_that_does_not_know_its_page_is_empty_and_says_so(
    home: Page, caplog: pytest.LogCaptureFixture
) -> None:
    page = add(home, ("share", EMPTY))

    assert "data-sharekit" not in render_to_string("bare.html", {"page": page})
    assert "{% include_block %}" in caplog.text


def test_a_preview_shows_no_bar_and_no_script(home: Page) -> None:
    page = add(home, ("share", EMPTY))

    html = page.make_preview_request().content.decode()

    assert "<title>Swifts</title>" in html
    assert "sharekit" not in html


def test_the_editor_s_form_offers_channels_and_styles(admin_client: Client, home: Page) -> None:
    page = add(home, ("share", EMPTY))

    html = admin_client.get(
        f"/cms/pages/{page.pk}/edit/", headers={"host": "news.example"}
    ).content.decode()

    assert "Share buttons" in unescape(html)
    assert "Buttons with which readers share this page." in unescape(html)
    assert 'type=\\"checkbox\\" name=\\"__NAME__\\" value=\\"whatsapp\\"' in unescape(html)
    assert 'value=\\"compact\\"' in unescape(html)
    scripts = re.findall(r'<script src="/static/([^"?]+)', html)
    ordered = scripts.index("sharekit/admin/ordered-checkboxes.js")
    assert ordered > scripts.index("wagtailadmin/js/telepath/widgets.js")


def test_the_block_picker_shows_a_bar(admin_client: Client, home: Page) -> None:
    block = StreamPage._meta.get_field("body").stream_block.child_blocks["share"]

    assert block.is_previewable
    html = admin_client.get(
        f"/cms/block-preview/?id={block.definition_prefix}", headers={"host": "news.example"}
    ).content.decode()
    assert find_channels(html)[:2] == ["whatsapp", "email"]
    assert "data-events" not in html


def test_a_migration_of_the_site_s_holds_nothing_of_sharekit() -> None:
    written, imports = MigrationWriter.serialize(StreamPage._meta.get_field("body"))

    assert "wagtail.blocks.StructBlock" in written
    assert "sharekit" not in f"{written}{imports}"
    assert "whatsapp" not in written


def test_what_is_chosen_is_not_searched(home: Page) -> None:
    page = add(home, ("text", "<p>Owls</p>"), ("share", {"channels": ["email"], "style": "bar"}))

    assert page.body.stream_block.get_searchable_content(page.body) == ["Owls"]


def test_an_alias_and_a_translation_are_articles_of_their_own(home: Page) -> None:
    page = add(home, ("share", EMPTY))
    alias = page.create_alias(update_slug="swifts-too", parent=home)
    german = Locale.objects.create(language_code="de")
    translated = page.copy_for_translation(german, copy_parents=True)
    translated.save_revision().publish()

    own, aliased = get_keys(read("/swifts/")), get_keys(read("/swifts-too/"))
    request = RequestFactory().get("/", headers={"host": "news.example"})
    [foreign] = get_keys(render_bar(translated, request=request))

    assert own == [f"wagtailcore.page:{page.pk} http://news.example/swifts/"]
    assert aliased == [f"wagtailcore.page:{alias.pk} http://news.example/swifts-too/"]
    assert foreign.startswith(f"wagtailcore.page:{translated.pk} http://news.example/")
    assert foreign.endswith("/swifts/")


def test_a_page_of_another_site_is_shared_at_its_own_host(home: Page) -> None:
    blog = home.get_parent().add_child(instance=Page(title="Blog", slug="blog"))
    Site.objects.create(hostname="blog.example", root_page=blog)
    page = add(blog, ("share", EMPTY), title="Owls")
    here = RequestFactory().get("/", headers={"host": "news.example"})

    there = get_keys(read("/owls/", host="blog.example"))

    assert there == [f"wagtailcore.page:{page.pk} http://blog.example/owls/"]
    assert get_keys(render_bar(page, request=here)) == there


def test_the_settings_win_over_wagtail_s_site_record(home: Page, settings: Settings) -> None:
    Site.objects.update(hostname="localhost", port=80)
    page = add(home, ("share", EMPTY))
    settings.SHAREKIT = {"SITE_URL": "https://news.example"}
    for host in ("news.example", "blog.example"):
        [key] = get_keys(read("/swifts/", host=host))
        assert key == f"wagtailcore.page:{page.pk} https://news.example/swifts/"
    settings.SHAREKIT = {"SITES": {"blog.example": "https://blog.example"}}
    assert get_keys(read("/swifts/", host="blog.example")) == []


def test_each_of_wagtail_s_sites_may_be_one_of_sites(home: Page, settings: Settings) -> None:
    settings.SHAREKIT = {
        "SITES": {each: f"https://www.{each}" for each in ("news.example", "blog.example")}
    }
    blog = home.get_parent().add_child(instance=Page(title="Blog", slug="blog"))
    Site.objects.create(hostname="blog.example", root_page=blog)
    page = add(blog, ("share", EMPTY), title="Owls")
    here = RequestFactory().get("/", headers={"host": "news.example"})

    for html in (read("/owls/", host="blog.example"), render_bar(page, request=here)):
        [key] = get_keys(html)
        assert key == f"wagtailcore.page:{page.pk} https://www.blog.example/owls/"


def test_a_page_that_moves_stays_the_same_article(home: Page) -> None:
    news = home.add_child(instance=NewsPage(title="News", slug="news"))
    page = add(home, ("share", EMPTY))

    page.move(news, pos="last-child")

    assert get_keys(read("/news/swifts/")) == [
        f"wagtailcore.page:{page.pk} http://news.example/news/swifts/"
    ]


def test_previews_of_a_page_are_checked_on_its_own_host(
    home: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    add(home, ("share", EMPTY))

    with pytest.raises(Exception, match="This page lacks something"):
        call_command("sharekit_check_page", "/swifts/", host="news.example")

    assert "shared as http://news.example/swifts/" in capsys.readouterr().out
