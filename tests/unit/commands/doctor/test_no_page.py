"""What the doctor says of a page without buttons: a draft, another host, or an empty address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from pytest_django import Settings

from sharekit.models import Article
from tests.support.newspaper.models import Story
from tests.unit.commands.doctor import silent
from tests.unit.commands.doctor.running import run

pytestmark = pytest.mark.django_db(transaction=True)
SITES = {"a.example": "http://a.example", "b.example": "http://b.example"}
PAGE = "/stories/swifts/"
FALSE_STEPS = ("Add {% share_buttons", "Add {% sharekit_script", "Exclude sharekit's addresses")
"""Steps that change nothing where the page has both tags, or the address shows no page."""


@pytest.fixture(autouse=True)
def _story(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "www.a.example", "a.example", "b.example"]
    Story.objects.create(slug="swifts", title="Swifts")


def test_a_host_that_sites_lacks_is_named(settings: Settings) -> None:
    settings.SHAREKIT = {"SITES": SITES}
    article = Article.objects.create(
        identity="x", url=f"http://www.a.example{PAGE}", title="Swifts"
    )
    assert "No page was opened, because there are no articles yet." in run()[0]
    # As if it had been counted before the host was taken out of SITES.
    Article.objects.filter(pk=article.pk).update(site="a.example")
    try:
        output, code = run()
    finally:
        article.delete()

    assert code == 1
    assert "PROBLEM: SITES lacks the host www.a.example" in output
    assert "    Add the host to SITES" in output
    assert not any(step in output for step in FALSE_STEPS)


def test_a_path_is_opened_at_the_first_of_several_sites(settings: Settings) -> None:
    settings.SHAREKIT = {"SITES": SITES}

    output, _ = run("--url", PAGE)

    assert f"accepts events from http://a.example{PAGE}" in output
    assert "SITES lacks the host localhost" not in output


def test_another_name_of_a_site_leads_to_the_same_site(settings: Settings) -> None:
    settings.SHAREKIT = {"SITES": {"localhost": "http://a.example", **SITES}}
    article = Article.objects.create(
        identity="x", url=f"http://localhost{PAGE}", title="Swifts", site="a.example"
    )
    try:
        output, _ = run()
    finally:
        article.delete()

    assert f"accepts events from http://localhost{PAGE}" in output
    assert "lead to another host" not in output


def test_a_page_at_a_second_host_of_site_url_may_be_another_site(settings: Settings) -> None:
    settings.SHAREKIT = {"SITE_URL": "http://a.example"}
    article = Article.objects.create(identity="x", url=f"http://b.example{PAGE}", title="Swifts")
    try:
        output, _ = run()
    finally:
        article.delete()

    assert "If these are two sites, name both in SITES, and remove SITE_URL." in output
    assert "Set SITE_URL to the public origin of the site." not in output


def hide(request: HttpRequest) -> bool:
    """Take every page for a draft."""
    return request.path.startswith("/stories/")


def fail(request: HttpRequest) -> bool:
    """Fail, which hides pages, too."""
    raise ValueError("no such mode")


@pytest.mark.parametrize("name", ["hide", "fail"])
def test_a_page_that_preview_takes_for_a_draft_is_named(settings: Settings, name: str) -> None:
    settings.SHAREKIT = {"PREVIEW": f"tests.unit.commands.doctor.test_no_page.{name}"}

    output, code = run("--url", PAGE)

    assert code == 1
    assert f"PROBLEM: http://localhost{PAGE} counts as a draft" in output
    assert "    If readers see this page, correct the function that PREVIEW names." in output
    assert not any(step in output for step in FALSE_STEPS)


@pytest.mark.parametrize(
    ("location", "status", "step"),
    [
        ("/en/", 302, "Open the page to which it leads instead: --url. If a"),
        ("https://www.a.example/", 301, "Open the page to which it leads instead: --url. If a"),
        ("http://[", 302, "Open the page to which it leads instead: --url. If a"),
        ("/admin/", 302, "Publish a page with share buttons there, or give the address of"),
        ("/accounts/login/?next=/", 302, "Give the address of a page that is shown without a"),
        ("", 404, "Give the address of a page with share buttons: --url."),
        ("", 403, "Give the address of a page with share buttons: --url."),
        ("", 401, "Put it into the address: --url https://name:password@host/path/."),
        ("", 503, "See the log of the web server."),
    ],
)
def test_an_address_that_shows_no_page_gets_a_step_for_a_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, location: str, status: int, step: str
) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.show_no_page", *settings.MIDDLEWARE]
    monkeypatch.setattr(silent, "NO_PAGE", (location, status))

    output, code = run("--url", PAGE)

    assert code == 1
    assert f"    {step}" in output
    assert not any(false in output for false in FALSE_STEPS)


def test_a_site_without_an_admin_redirects_as_well(settings: Settings) -> None:
    settings.MIDDLEWARE = ["tests.unit.commands.doctor.silent.show_no_page", *settings.MIDDLEWARE]
    settings.ROOT_URLCONF = "tests.unit.commands.doctor.silent"

    assert "    Open the page to which it leads instead: --url. If a proxy" in run("--url", PAGE)[0]


@pytest.fixture
def newest() -> Iterator[list[str]]:
    """Return addresses of articles that show no page, the newest last; swifts come before them."""
    paths = [f"http://localhost{PAGE}", "http://[/", "http://localhost/wp-login.php"]
    for number, url in enumerate(paths):
        Article.objects.create(identity=f"x{number}", url=url, title="Swifts")
    yield paths[1:]
    Article.objects.all().delete()


def test_the_newest_article_with_a_page_is_opened(newest: list[str]) -> None:
    output, _ = run()

    assert f"accepts events from http://localhost{PAGE}" in output
    assert f"hint: {newest[-1]}, the newest article, shows no page." in output
    assert f"PROBLEM: {newest[-1]}" not in output and newest[0] not in output


def test_a_page_of_an_optional_app_is_not_opened(newest: list[str]) -> None:
    landing = f"http://localhost{PAGE}?landing"
    Article.objects.create(identity="orders.order:1", url=landing, title="Two parcels")

    output, _ = run()

    assert landing not in output
    assert f"accepts events from http://localhost{PAGE}" in output


def test_where_no_newer_article_has_a_page_the_newest_is_a_problem(newest: list[str]) -> None:
    Article.objects.filter(identity="x0").delete()

    output, code = run()

    assert code == 1
    assert f"PROBLEM: {newest[-1]} shows no page: its status is 404." in output
    assert "the newest article, shows no page" not in output


def test_a_page_with_neither_buttons_nor_script_needs_both(settings: Settings) -> None:
    silent = [f"tests.unit.commands.doctor.silent.{name}" for name in ("hide_bars", "hide_script")]
    settings.MIDDLEWARE = [*silent, *settings.MIDDLEWARE]

    output, _ = run("--url", PAGE)

    assert all(step in output for step in FALSE_STEPS[:2])
