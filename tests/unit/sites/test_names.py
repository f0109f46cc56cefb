"""Several sites in one process: their names, in settings, templates, requests and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django import Settings

from sharekit import keys, links, paths
from sharekit.aggregate.drain import drain
from sharekit.articles.find import find_key
from sharekit.buttons.bar import render_bar
from sharekit.buttons.script import render_script
from sharekit.exceptions import UnknownSite
from sharekit.middleware import note_previews
from sharekit.models import Notice, PreviewRollup
from tests.support import caches
from tests.support.newspaper.models import Story
from tests.support.traffic import post, share, visit

TWO = {
    "SITES": {
        "a.example": "https://a.example",
        "www.a.example": "https://a.example",
        "b.example": "http://b.example:8000",
    }
}
"""The settings of a project with two sites, of which one has two names."""


@pytest.fixture(autouse=True)
def _sites(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SHAREKIT = TWO
    caches.empty()


def ask(host: str, path: str = "/") -> HttpRequest:
    return RequestFactory().get(path, headers={"host": host})


def find(thing: Any, host: str) -> keys.ArticleKey:
    key = find_key(thing, request=ask(host))
    assert key is not None
    return key


def render(source: str, host: str = "", **context: Any) -> str:
    request = {"request": ask(host)} if host else {}
    return Template("{% load sharekit %}" + source).render(Context({**request, **context}))


@pytest.mark.parametrize(
    ("sharekit", "host", "named"),
    [
        (TWO, "a.example", "a.example www.a.example"),
        (TWO, "www.a.example:80", "a.example www.a.example"),
        (TWO, "b.example:8000", "b.example:8000 b.example"),
        (TWO, "", ""),
        (
            {**TWO, "ORIGINS": ["https://shop.example"]},
            "b.example",
            "b.example:8000 b.example shop.example",
        ),
        ({"SITES": {"www.a.example": "https://a.example"}}, "", "a.example www.a.example"),
        ({"SITE_URL": "https://a.example", "ORIGINS": ["nonsense"]}, "c.example", "a.example"),
        ({"ORIGINS": ["https://a.example", "https://a.example:443"]}, "c.example", "a.example"),
        ({}, "c.example", ""),
    ],
)
def test_the_script_believes_only_the_hosts_of_its_own_site(
    sharekit: dict[str, Any], host: str, named: str, settings: Settings
) -> None:
    settings.SHAREKIT = sharekit

    tag = render_script(request=ask(host) if host else None)

    assert re.findall(r'data-hosts="([^"]*)"', tag) == ([named] if named else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "hint"),
    [
        ("bb.example", "Did you mean 'b.example'?"),
        ("https://a.example", "Did you mean 'a.example'?"),
        ("a.example/", "Did you mean 'a.example'?"),
        ("nobody", "Choose from a.example, b.example, b.example:8000, www.a.example."),
    ],
)
def test_a_site_that_sites_lacks_is_refused_with_the_nearest_name(
    site: str, hint: str, caplog: pytest.LogCaptureFixture
) -> None:
    calls: tuple[Callable[[], str], ...] = (
        lambda: links.tracked_url("/p/", "email", campaign="May", site=site),
        lambda: links.render_links("/p/", campaign="May", site=site),
        lambda: render_bar("/p/", site=site),
        lambda: render_bar("/p/", site=site, request=ask("a.example")),
    )
    for call in calls:
        with pytest.raises(UnknownSite, match=re.escape(f"SITES lacks the host {site!r}. {hint}")):
            call()
    for tag, shown in {
        f"{{% share_buttons '/p/' site='{site}' %}}": "",
        f"{{% tracked_url '/p/' 'email' campaign='May' site='{site}' %}}": "",
        f"{{% share_links '/p/' campaign='May' site='{site}' %}}": "",
        f"{{% share_count '/p/' site='{site}' %}}": "0",
        f"{{% most_shared 5 site='{site}' as list %}}{{{{ list|length }}}}": "0",
    }.items():
        caplog.clear()
        assert render(tag, "a.example") == shown
        assert hint in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_count_is_that_of_the_site_that_a_template_names() -> None:
    story = Story.objects.create(title="A bridge", slug="bridge")
    for host, count in {"a.example": 1, "b.example": 2}.items():
        for thing in ("/about/", story):
            key = find(thing, host)
            post(*[share() for _ in range(count)], article=key, origin="https://a.example")
    drain()

    for option, shown in {
        "": "1",
        "site=None": "1",
        "site='b.example'": "2",
        "site='www.a.example'": "1",
        "site=''": "3",
    }.items():
        for thing in ("'/about/'", "story"):
            tag = f"{{% share_count {thing} {option} %}}"
            assert render(tag, "a.example", story=story) == shown
            if option.startswith("site='"):
                assert render(tag, story=story) == shown
    popular = "{% most_shared 5 site='www.a.example' as list %}{{ list|length }}"
    assert render(popular, "b.example") == "2"
    # A draft and an unknown object have no count.
    assert render("{% share_count 7 site='' %}", "a.example") == "0"


@pytest.mark.django_db(transaction=True)
def test_a_mail_lists_no_articles_of_all_sites(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    post(share(), article=find("/p/", "a.example"), origin="https://a.example")
    drain()
    source = "{% most_shared 5 as list %}{{ list|length }}"

    assert render(source) == "0"
    assert "site='your.site'" in caplog.text
    assert render(source, "c.example") == "0"
    settings.SHAREKIT = {"SITES": {"www.a.example": "https://a.example"}}
    assert render(source) == "1"


@pytest.mark.django_db(transaction=True)
def test_a_count_names_its_site_without_sites(settings: Settings) -> None:
    settings.SHAREKIT = {}
    story = Story.objects.create(title="A bridge", slug="bridge")
    for host in ("a.example", "b.example", "b.example"):
        key = find(story, host)
        post(share(), article=key, host=host, origin=f"http://{host}")
    drain()

    for site, shown in {"a.example": "1", "b.example": "2", "": "3", "c.example": "0"}.items():
        assert render(f"{{% share_count story site='{site}' %}}", story=story) == shown
        assert render(f"{{% share_count story site='{site}' %}}", "a.example", story=story) == shown


@pytest.mark.parametrize("host", ["c.example", "www.b.example:8000"])
def test_a_request_at_a_host_that_sites_lacks_is_logged_once(
    host: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert render("{% share_buttons '/p/' %}{% sharekit_script %}", host) == ""

    [record] = caplog.records
    assert f"SITES lacks the host {host}" in record.getMessage()


@pytest.mark.parametrize("host", ["localhost:8000", "10.0.0.7", "web:8000", "[::1]:8000"])
def test_a_request_at_the_name_of_a_machine_is_not_logged(
    host: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert render("{% share_buttons '/p/' %}", host) == ""
    assert not caplog.records


@pytest.mark.parametrize(
    ("address", "page", "is_at"),
    [
        ("https://a.example/p/", "https://b.example/p/", False),
        ("http://b.example:8000/p/", "http://www.a.example/p/", False),
        ("https://a.example/p/", "https://www.a.example/p", True),
        ("https://a.example/p/", "/p/", True),
        ("https://a.example/p/", "/p/?u=https://b.example/", True),
        # A page of ORIGINS, or a host from before SITES.
        ("https://a.example/p/", "https://shop.example/p/", True),
        ("http://localhost/p/", "https://a.example/p/", True),
    ],
)
def test_a_page_of_another_site_is_another_page(address: str, page: str, is_at: bool) -> None:
    assert paths.is_at(address, page) is is_at


@pytest.mark.django_db(transaction=True)
def test_a_preview_is_that_of_the_page_s_own_site() -> None:
    page = "".join(render_bar("/p/", site=site) for site in ("a.example", "b.example"))
    asked = RequestFactory().get("/p/", headers={"host": "b.example", "user-agent": "WhatsApp/2.0"})
    note_previews(lambda _request: HttpResponse(page))(asked)
    drain()

    assert [row.article.site for row in PreviewRollup.objects.all()] == ["b.example:8000"]


LOCAL_FIRST = {"SITES": {"localhost:8000": "http://localhost:8000", **TWO["SITES"]}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("sharekit", "host", "is_noted"),
    [
        (LOCAL_FIRST, "b.example", True),
        (LOCAL_FIRST, "WWW.a.example", True),
        # A proxy passes its own name for the site.
        (LOCAL_FIRST, "web:8001", True),
        # A developer uses the settings of the public site.
        (LOCAL_FIRST, "localhost:8000", False),
        ({"SITES": {"localhost": "http://localhost"}}, "web:8001", False),
        ({"SITE_URL": "https://a.example"}, "localhost:8000", True),
        ({"SITE_URL": "http://localhost:8000"}, "a.example", False),
    ],
)
def test_a_hidden_reader_of_a_public_site_is_noted(
    sharekit: dict[str, Any], host: str, is_noted: bool, settings: Settings
) -> None:
    settings.SHAREKIT = sharekit
    key = keys.ArticleKey("/p/", "https://a.example/p/", "P")

    post(visit("w1111111111"), article=key, host=host, address="127.0.0.1")

    assert Notice.objects.filter(name=Notice.HIDDEN).exists() is is_noted
