"""Tests how an address is completed, normalised, and distinguished from those of other sites."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import override_script_prefix
from hypothesis import given
from hypothesis import strategies as st

from sharekit import paths
from sharekit.articles import address
from sharekit.articles.find import find_key
from sharekit.origins import get_host
from sharekit.sites import get_site

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("/a/", "/a/"),
        ("", "/"),
        ("/%7eana/%e2%82%ac", "/~ana/%E2%82%AC"),
        ("/café/ümläut", "/caf%C3%A9/%C3%BCml%C3%A4ut"),
        ("/100%/a%2Fb", "/100%25/a%2Fb"),
        ("/a b\tc", "/a%20b%09c"),
        ("/\\evil.example", "/%5Cevil.example"),
        ('/"><script>', "/%22%3E%3Cscript%3E"),
        ("/a/?id=5&q=x y#part", "/a/?id=5&q=x%20y"),
        ("/a?#", "/a"),
    ],
)
def test_an_address_is_written_as_rfc_3986_does(written: str, normal: str) -> None:
    assert address.complete(SITE + written, request=None) == SITE + normal


@given(st.text())
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    once = address.complete(f"{SITE}/{text}", request=None)

    assert not once or address.complete(once, request=None) == once


@given(st.text(alphabet="abC1-._~!$&'()*+,;=:@/%2eéx ?#", min_size=1))
def test_a_path_means_the_same_with_its_host_and_without(rf_text: str) -> None:
    request = RequestFactory().get("/", secure=True, headers={"host": "news.example"})
    path = "/a" + rf_text

    assert address.complete(path, request=request) == address.complete(SITE + path, request=None)


@pytest.mark.parametrize(
    ("path", "address_"),
    [
        ("//evil.example/x", "/%2Fevil.example/x"),
        ("//evil.example?x", "/%2Fevil.example?x"),
        ("//evil.example", "/%2Fevil.example"),
        ("///evil.example/x", "/%2F/evil.example/x"),
        ("/\t/evil.example/x", "/%09/evil.example/x"),
        ("/\r\n/evil.example/x", "/%0D%0A/evil.example/x"),
        ("/\\evil.example/x", "/%5Cevil.example/x"),
        ("//news.example.evil.example/", "/%2Fnews.example.evil.example/"),
        ("//news.example@evil.example/", "/%2Fnews.example@evil.example/"),
        ("//evil.example\\@news.example/", "/%2Fevil.example%5C@news.example/"),
        ("/ /evil.example/x", "/%20/evil.example/x"),
        ("//news.example./x", "/%2Fnews.example./x"),
        ("//tenant.news.example/x", "/%2Ftenant.news.example/x"),
        ("//news.example/x", "/x"),
        ("//m.example:8000/x", None),
    ],
)
@pytest.mark.parametrize("allowed", [[".news.example"], ["*"], []])
def test_a_path_that_a_visitor_opens_never_names_another_host(
    path: str, address_: str | None, allowed: list[str], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = [*allowed, "news.example"] if allowed else []
    settings.DEBUG = not allowed
    settings.SHAREKIT = {"SITE_URL": SITE, "ORIGINS": ["https://m.example:8000"]}
    request = RequestFactory().get("/")

    found = address.complete(path, request=request)

    assert found == (f"{SITE}{address_}" if address_ else "https://m.example:8000/x")
    assert get_site(found) == ("news.example" if address_ else "m.example:8000")


def test_hosts_are_written_as_browsers_do() -> None:
    assert address.complete("HTTPS://Bücher.Example:8000/A", request=None) == (
        "https://xn--bcher-kva.example:8000/A"
    )


@pytest.mark.parametrize("host", ["straße.example", "Οδός.example"])
def test_a_host_that_browsers_know_by_another_name_is_not_shared(
    host: str, caplog: pytest.LogCaptureFixture
) -> None:
    # By the rules of 2003, which Python has, these are strasse.example and οδόσ.example.
    assert address.complete(f"https://{host}/a/", request=None) == ""
    assert "xn--" in caplog.text


def test_the_site_url_comes_before_the_host_of_the_request(
    request_: HttpRequest, settings: Any
) -> None:
    settings.SHAREKIT = {"SITE_URL": "https://Canonical.example/"}

    assert address.complete("/a/", request=request_) == "https://canonical.example/a/"


@pytest.mark.parametrize("site_url", ["news.example", "ftp://news.example", "https://a b"])
def test_a_site_url_that_is_not_valid_shares_nothing_and_is_named(
    site_url: str, request_: HttpRequest, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SHAREKIT = {"SITE_URL": site_url}

    assert address.complete("/a/", request=request_) == ""
    assert f"{site_url!r} is not a site" in caplog.text


TWO: dict[str, Any] = {
    "SITES": {"www.a.example": "https://a.example", "b.example": "https://B.example:443"}
}


@pytest.mark.parametrize(
    ("sharekit", "allowed", "given_", "url"),
    [
        ({}, ["news.example"], "https://news.example:444/a/?b", "https://news.example:444/a/?b"),
        ({}, ["news.example"], "https://other.example/a/", "https://other.example/a/"),
        ({}, ["*"], "https://other.example:443/a/", "https://other.example/a/"),
        ({"SITE_URL": SITE}, ["*"], "https://other.example/a/", "https://other.example/a/"),
        ({"SITE_URL": SITE}, ["*"], "http://news.example/a/", "https://news.example/a/"),
        ({"SITE_URL": SITE}, ["m.example"], "http://m.example:80/a/", "https://news.example/a/"),
        ({"SITE_URL": SITE}, [".m.example"], "http://a.m.example/a/", "https://news.example/a/"),
        ({"SITE_URL": SITE}, [], "http://localhost:8000/a/", "https://news.example/a/"),
        ({"SITE_URL": SITE}, ["m.example"], "http://localhost/a/", "http://localhost/a/"),
        ({"SITE_URL": SITE}, ["x"], "https://m.example/a/", "https://m.example/a/"),
        (TWO, ["*"], "http://www.a.example/a/", "https://a.example/a/"),
        (TWO, ["*"], "http://a.example/a/", "https://a.example/a/"),
        (TWO, ["*"], "https://b.example/a/", "https://b.example/a/"),
        (TWO, ["*"], "https://c.example/a/", "https://c.example/a/"),
    ],
)
def test_an_address_on_another_host_of_the_site_gets_the_site_s_origin(
    sharekit: dict[str, Any], allowed: list[str], given_: str, url: str, settings: Any
) -> None:
    settings.SHAREKIT = sharekit
    settings.ALLOWED_HOSTS = allowed
    settings.DEBUG = not allowed

    assert address.complete(given_, request=None) == url
    assert get_site(given_.replace(":80/", "/").replace(":443", "")) == get_host(url)


def test_without_site_url_the_host_of_the_request_is_the_site_s_own(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    request = RequestFactory().get("/", headers={"host": "blog.localhost:8000"})

    assert address.complete("//blog.localhost:8000/x", request=request).endswith(
        "://blog.localhost:8000/x"
    )
    assert address.complete("//evil.example/x", request=request) == (
        "http://blog.localhost:8000/%2Fevil.example/x"
    )


@pytest.mark.parametrize(
    ("written", "url", "identity"),
    [
        ("/about/", f"{SITE}/app/about/", "/app/about/"),
        ("/app/about/?q#top", f"{SITE}/app/about/?q", "/app/about/"),
        ("/über/", f"{SITE}/app/%C3%BCber/", "/app/%C3%BCber/"),
        (f"{SITE}/about/", f"{SITE}/about/", "/about/"),
    ],
)
def test_a_path_is_below_the_script_prefix(
    written: str, url: str, identity: str, settings: Any
) -> None:
    settings.SHAREKIT = {"SITE_URL": SITE}
    with override_script_prefix("/app/"):
        found = address.complete(written, request=None)

    assert (found, paths.identify(found)) == (url, identity)


@pytest.mark.parametrize(
    ("opened", "path"),
    [
        ("/p/swifts/%3Fref=evil", "/p/swifts/%3Fref%3Devil"),
        ("/p/swifts/%23sk=w", "/p/swifts/%23sk%3Dw"),
        ("/p/swifts/%20", "/p/swifts/%20"),
        ("/p/swifts/%0A", "/p/swifts/%0A"),
        ("//testserver/p/swifts/", "/%2Ftestserver/p/swifts/"),
        ("//%74estserver/p/swifts/", "/%2Ftestserver/p/swifts/"),
        ("/p/%25zz/", "/p/%25zz/"),
        ("/caf%c3%a9/", "/caf%C3%A9/"),
    ],
)
def test_the_path_of_a_request_is_a_path_altogether(opened: str, path: str) -> None:
    request = RequestFactory().get("/")
    request.path = unquote(opened)
    key = find_key(request.path, request=request)

    assert key is not None
    assert key.address == f"http://testserver{path}"
    assert key.identity == paths.normalise(path)
