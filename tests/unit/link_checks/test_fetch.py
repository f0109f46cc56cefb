"""Asking a site for its page: through its own middleware, and in a sentence when there is none."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.test.utils import override_script_prefix
from django.utils.translation import activate, get_language
from pytest_django import Settings

from sharekit.link_checks.check import check_page
from sharekit.link_checks.fetch import NoPage
from tests.unit.link_checks.conftest import write
from tests.unit.link_checks.pages_site import Page

Pages = dict[str, Page]


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("division by zero")


def go(to: str) -> Page:
    return lambda request: HttpResponseRedirect(to)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (lambda request: HttpResponse(status=404), "There is no page at {} (404)."),
        (lambda request: HttpResponse(status=403), "{} is not public (status 403)"),
        (lambda request: HttpResponse(status=410), "{} answers with status 410 instead of a page."),
        (lambda request: HttpResponse(status=302), "{} answers with status 302 instead of a page."),
        (
            lambda request: HttpResponse("{}", content_type="text/json"),
            "{} is not a page but text/json.",
        ),
        (
            lambda request: HttpResponse("a", headers={"Content-Type": ""}),
            "{} is not a page but content without",
        ),
        (fail, "{} raised ZeroDivisionError('division by zero')"),
        (go("https://other.example/"), "{} redirects to another site: https://other.example/"),
        (
            lambda request: HttpResponse(status=302, headers={"Location": "//[/"}),
            "{} redirects to another site: //[/",
        ),
        (go("/p/"), "{} redirects too many times."),
    ],
)
def test_a_missing_page_is_reported_in_a_sentence(pages: Pages, page: Page, says: str) -> None:
    pages["/p/"] = page

    with pytest.raises(NoPage) as caught:
        check_page("/p/")

    assert str(caught.value).startswith(says.format("https://news.example/p/"))


def test_an_invalid_path_is_reported(pages: Pages) -> None:
    with pytest.raises(NoPage, match="The path must begin"):
        check_page("https://news.example/bridge/")


@pytest.mark.parametrize(("path", "host"), [("//[/", ""), ("/p/", "[::1"), ("/p/", "[1:2]")])
def test_an_invalid_address_is_reported(pages: Pages, path: str, host: str) -> None:
    with pytest.raises(NoPage, match="is not a valid address"):
        check_page(path, host=host)


def test_a_page_may_name_an_invalid_address(pages: Pages) -> None:
    pages["/bridge/"] = write(
        ("https://news.example/media/bridge.png", "http://["),
        ('og:url" content="https://news.example/bridge/', 'og:url" content="//[1:2]/'),
        ('href="/bridge/"', 'href="http://[::1"'),
    )

    report = check_page("/bridge/")

    assert report.picture and report.picture.state == "missing"
    assert {row.shows for row in report.apps if row.previews} == {"not"}


def test_redirects_are_followed_and_reported(pages: Pages) -> None:
    pages["/old/?a=1"] = go("/older/#top")
    pages["/older/"] = go("https://news.example/bridge/")

    report = check_page("/old/?a=1#x")

    assert report.address == "https://news.example/bridge/"
    assert report.hops == ("https://news.example/old/?a=1", "https://news.example/older/")
    assert report.findings[0].sentence == (
        "https://news.example/old/?a=1 redirects to https://news.example/bridge/, which was "
        "checked instead."
    )


def test_a_page_that_is_streamed_in_a_strange_charset_is_read(pages: Pages) -> None:
    html = write().replace("The bridge |", "Die Brücke |")
    pages["/bridge/"] = lambda request: StreamingHttpResponse(
        [html.encode()], headers={"Content-Type": "text/html; charset=x-nobody-knows"}
    )

    assert check_page("/bridge/").tags["title"] == "Die Brücke | News"


def test_the_page_s_language_is_not_the_report_s(pages: Pages) -> None:
    def show(request: HttpRequest) -> HttpResponse:
        activate("de")
        return HttpResponse(write())

    pages["/bridge/"] = show
    check_page("/bridge/")

    assert get_language() == "en-us"


@pytest.mark.parametrize(
    ("allowed", "site_url", "host", "asked"),
    [
        (["news.example"], "http://news.example", "", "http://news.example"),
        (["news.example", "m.news.example"], "", "m.news.example", "https://m.news.example"),
        ([".news.example"], "", "", "https://news.example"),
        (["*"], "", "", "https://localhost"),
        (["*"], "https://news.example", "", "https://news.example"),
        (["m.news.example"], "https://news.example", "", "https://m.news.example"),
    ],
)
def test_the_host_is_one_that_the_site_answers_to(
    pages: Pages, settings: Settings, allowed: list[str], site_url: str, host: str, asked: str
) -> None:
    settings.ALLOWED_HOSTS = allowed
    settings.SHAREKIT = {"SITE_URL": site_url}

    assert check_page("/bridge/", host=host).address == f"{asked}/bridge/"


def test_a_developer_s_site_without_hosts_is_asked_as_localhost(
    pages: Pages, settings: Settings
) -> None:
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = []
    settings.SHAREKIT = {}
    pages["/old/"] = go("https://localhost/bridge/")

    assert check_page("/old/").address == "https://localhost/bridge/"


@pytest.mark.parametrize("path", ["/bridge/", "/app/bridge/"])
def test_a_page_below_a_script_prefix_is_found(pages: Pages, path: str, settings: Settings) -> None:
    settings.FORCE_SCRIPT_NAME = "/app"
    pages["/app/bridge/"] = go("/app/new/")
    with override_script_prefix("/app/"):
        pages["/app/new/"] = write(address="/new/")
        found = check_page(path)

    assert found.hops == ("https://news.example/app/bridge/",)
    assert found.address == found.shared == "https://news.example/app/new/"


def test_a_redirect_out_of_the_script_prefix_leads_to_another_site(
    pages: Pages, settings: Settings
) -> None:
    settings.FORCE_SCRIPT_NAME = "/app"
    pages["/app/bridge/"] = go("/shop/")
    with override_script_prefix("/app/"), pytest.raises(NoPage, match="to another site"):
        check_page("/bridge/")
